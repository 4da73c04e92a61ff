package cache

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// world is a folder with files at rest, and a record of them.
type world struct {
	t   *testing.T
	dir string
}

func newWorld(t *testing.T) *world {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	w := &world{t, t.TempDir()}
	w.write("src/api.go", "package api\n")
	w.write("out_generated/a.go", "generated\n")
	return w
}

func (w *world) path(name string) string { return filepath.Join(w.dir, name) }

func (w *world) write(name, text string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// later is a time at which everything that was just written is at rest.
func later() time.Time { return time.Now().Add(time.Minute) }

// record takes the stamps of the world as a run does that began at a time.
func (w *world) record(began time.Time) (Record, bool) {
	r := Record{Key: "k", Found: "api", Report: []byte("nothing changed")}
	all := true
	add := func(s Stamp, ok bool) {
		r.Stamps = append(r.Stamps, s)
		all = all && ok
	}
	add(Source(w.path("src/api.go"), began))
	add(Source(w.path("tenon.yaml"), began))
	add(Folder(w.path("src"), began))
	add(Folder(w.path("out_generated"), began))
	add(Output(w.path("out_generated/a.go"), []byte("generated\n"), began))
	return r, all
}

func TestEveryChangeIsNoticed(t *testing.T) {
	for name, change := range map[string]func(*world){
		"a source edited": func(w *world) { w.write("src/api.go", "package api // new\n") },
		"a source edited to the same size and time": func(w *world) {
			info, _ := os.Stat(w.path("src/api.go"))
			time.Sleep(20 * time.Millisecond) // longer than the grain of ctime
			w.write("src/api.go", "package apx\n")
			_ = os.Chtimes(w.path("src/api.go"), info.ModTime(), info.ModTime())
		},
		"a source deleted":          func(w *world) { _ = os.Remove(w.path("src/api.go")) },
		"a new file in a package":   func(w *world) { w.write("src/more.go", "") },
		"a configuration appears":   func(w *world) { w.write("tenon.yaml", "") },
		"an output edited":          func(w *world) { w.write("out_generated/a.go", "edited!!!\n") },
		"an output truncated":       func(w *world) { w.write("out_generated/a.go", "gen") },
		"an output deleted":         func(w *world) { _ = os.Remove(w.path("out_generated/a.go")) },
		"a stranger among outputs":  func(w *world) { w.write("out_generated/b.go", "") },
		"an output became a folder": func(w *world) { _ = os.Remove(w.path("out_generated/a.go")); w.write("out_generated/a.go/x", "") },
		"the output folder is gone": func(w *world) { _ = os.RemoveAll(w.path("out_generated")) },
		"a source folder is a file": func(w *world) { _ = os.RemoveAll(w.path("src")); w.write("src", "") },
		"a file replaced by rename": func(w *world) { w.write("new", "package apy\n"); _ = os.Rename(w.path("new"), w.path("src/api.go")) },
	} {
		if runtime.GOOS == "windows" && name == "a source edited to the same size and time" {
			continue
		}
		for at, began := range map[string]time.Time{"at rest": later(), "young": time.Now()} {
			t.Run(name+", "+at, func(t *testing.T) {
				w := newWorld(t)
				r, ok := w.record(began)
				if ok == (at == "young") {
					t.Fatalf("recorded: %v", ok)
				}
				if at == "young" { // sources that are not at rest are not recorded: look at the outputs only
					r.Stamps = r.Stamps[2:]
				}
				if !r.Holds() {
					t.Fatal("an untouched world does not hold")
				}
				change(w)
				holds := r.Holds()
				aboutSource := at == "young" && (name == "a source edited" || name == "a source edited to the same size and time" ||
					name == "a configuration appears" || name == "a file replaced by rename")
				if holds && !aboutSource {
					t.Error("not noticed")
				}
			})
		}
	}
}

func TestWhatDoesNotCountIsNotNoticed(t *testing.T) {
	w := newWorld(t)
	young, _ := w.record(time.Now())
	young.Stamps = young.Stamps[2:]
	now := time.Now().Add(time.Hour)
	if err := os.Chtimes(w.path("out_generated/a.go"), now, now); err != nil {
		t.Fatal(err)
	}
	w.write("out_generated/__pycache__/a.pyc", "")
	w.write("out_generated/.tenon-1-1.tmp", "")
	if !young.Holds() {
		t.Error("noticed a time, a cache or a temporary")
	}
}

func TestAnOutputThatIsNotWhatTheRunSawIsNotRecorded(t *testing.T) {
	w := newWorld(t)
	if _, ok := Output(w.path("out_generated/a.go"), []byte("something else"), later()); ok {
		t.Error("recorded a file of another size")
	}
	if _, ok := Output(w.path("nothing"), nil, later()); ok {
		t.Error("recorded a missing file")
	}
}

func TestRecordsComeBackFromTheDisk(t *testing.T) {
	w := newWorld(t)
	r, _ := w.record(later())
	Open(w.dir).Add(r)
	r.Key = "other"
	Open(w.dir).Add(r)
	c := Open(w.dir)
	if len(c.Records) != 2 || c.Records[0].Key != "other" || c.Records[1].Key != "k" {
		t.Fatalf("%d records", len(c.Records))
	}
	got := c.Records[1]
	if string(got.Report) != "nothing changed" || got.Found != "api" || !got.Holds() {
		t.Errorf("got %+v", got)
	}
	for i := range 20 {
		r.Key = string(rune('a' + i))
		c.Add(r)
	}
	if n := len(Open(w.dir).Records); n != maxRecords {
		t.Errorf("%d records are kept", n)
	}
	if n := len(Open(w.dir + "x").Records); n != 0 {
		t.Errorf("another workspace has %d records", n)
	}
}

func TestACacheThatIsCorruptOrOfAnotherBuildIsNone(t *testing.T) {
	w := newWorld(t)
	r, _ := w.record(later())
	c := Open(w.dir)
	c.Add(r)
	whole, err := os.ReadFile(c.file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		broken := append([]byte(nil), whole...)
		broken[i] ^= 0x55
		if err := os.WriteFile(c.file, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		if n := len(Open(w.dir).Records); n != 0 {
			t.Fatalf("with byte %d changed there are %d records", i, n)
		}
		if err := os.WriteFile(c.file, whole[:i], 0o644); err != nil {
			t.Fatal(err)
		}
		if n := len(Open(w.dir).Records); n != 0 {
			t.Fatalf("cut at byte %d there are %d records", i, n)
		}
	}
	if err := write(c.file, "another build", []Record{r}); err != nil {
		t.Fatal(err)
	}
	if n := len(Open(w.dir).Records); n != 0 {
		t.Errorf("of another build there are %d records", n)
	}
}

func TestWithoutAPlaceNothingIsRemembered(t *testing.T) {
	w := newWorld(t)
	r, _ := w.record(later())
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{blocked, ""} {
		t.Setenv("XDG_CACHE_HOME", dir)
		t.Setenv("HOME", dir)
		Open(w.dir).Add(r)
		if n := len(Open(w.dir).Records); n != 0 {
			t.Errorf("%d records", n)
		}
	}
}

func FuzzReadingACacheNeverPanics(f *testing.F) {
	w := writer("")
	w.record(&Record{Key: "k", Stamps: []Stamp{{Path: "/x", kind: file}}})
	f.Add([]byte(w))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := reader{data: data}
		for range r.count() {
			r.record()
		}
	})
}

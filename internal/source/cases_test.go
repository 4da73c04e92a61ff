package source

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/workspace"
)

var update = flag.Bool("update", false, "rewrite what the cases want")

// memory is a disk that holds its files in a map, by absolute slash path.
func memory(files map[string]string) disk {
	return disk{
		list: func(dir string) ([]string, error) {
			var names []string
			for name := range files {
				if path.Dir(name) == filepath.ToSlash(dir) {
					names = append(names, path.Base(name))
				}
			}
			if names == nil {
				return nil, fs.ErrNotExist
			}
			slices.Sort(names)
			return names, nil
		},
		read: func(file string) ([]byte, error) {
			text, ok := files[filepath.ToSlash(file)]
			switch {
			case !ok:
				return nil, fs.ErrNotExist
			case text == "unreadable\n":
				return nil, errors.New("open: permission denied")
			}
			return []byte(text), nil
		},
		dir: func(dir string) bool {
			for name := range files {
				if strings.HasPrefix(name, filepath.ToSlash(dir)+"/") {
					return true
				}
			}
			return false
		},
	}
}

// loadCase loads module m of a workspace in memory. A file without a folder lies in modules/m, one below cache in the
// module cache, others in the workspace.
func loadCase(t testing.TB, files map[string]string) (*Loaded, diag.List) {
	t.Helper()
	onDisk := map[string]string{"/w/go.mod": "module example.com/x\n"}
	config := ""
	for name, text := range files {
		switch {
		case name == "tenon.yaml":
			config = text
		case strings.HasPrefix(name, "cache/"):
			onDisk["/"+name] = text
		case strings.Contains(name, "/") || name == "go.mod" || name == "go.work":
			onDisk[path.Join("/w", name)] = text
		default:
			onDisk["/w/modules/m/"+name] = text
		}
	}
	mod, err := workspace.ParseGoMod("go.mod", []byte(onDisk["/w/go.mod"]))
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := workspace.ParseConfig([]byte(config))
	if err != nil {
		t.Fatal(err)
	}
	ws := &workspace.Workspace{Root: "/w", ModulePath: mod.Path, GoMod: mod, Config: cfg}
	env := func(key string) string { return map[string]string{"GOMODCACHE": "/cache"}[key] }
	return newLoader(ws, memory(onDisk), env).Load(workspace.Found{Name: "m", Dir: "modules/m"})
}

// outcome is what a case gives, as text: its findings, then the contract if there is one.
func outcome(loaded *Loaded, list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s: %s %s: %s\n", d.Pos, d.Level, d.ID, d.Message)
		if d.Help != "" {
			fmt.Fprintf(&b, "\thelp: %s\n", d.Help)
		}
	}
	if loaded != nil {
		printModule(&b, loaded.Module)
	}
	return b.String()
}

// section is one file of a txtar archive.
type section struct{ name, text string }

// readArchive reads the txtar format: text, then files behind lines like "-- name --".
func readArchive(t testing.TB, file string) (head string, sections []section) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	to := &head
	for _, line := range strings.SplitAfter(string(data), "\n") {
		if name, ok := strings.CutPrefix(strings.TrimSuffix(line, " --\n"), "-- "); ok && strings.HasSuffix(line, " --\n") {
			sections = append(sections, section{name: name})
			to = &sections[len(sections)-1].text
			continue
		}
		*to += line
	}
	return head, sections
}

// Each archive in testdata holds cases about one subject. The first part of a file's name is its case; the file
// "want" is what the case gives.
func TestCasesGiveWhatTheyWant(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, archive := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(archive), ".txtar"), func(t *testing.T) {
			head, sections := readArchive(t, archive)
			var names []string
			for _, s := range sections {
				name, _, _ := strings.Cut(s.name, "/")
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			var out bytes.Buffer
			out.WriteString(head)
			for _, name := range names {
				files, want := map[string]string{}, ""
				for _, s := range sections {
					rest, ok := strings.CutPrefix(s.name, name+"/")
					switch {
					case !ok:
					case rest == "want":
						want = s.text
					default:
						files[rest] = unescape(s.text)
						fmt.Fprintf(&out, "-- %s --\n%s", s.name, s.text)
					}
				}
				got := outcome(loadCase(t, files))
				fmt.Fprintf(&out, "-- %s/want --\n%s", name, got)
				if got != want && !*update {
					t.Errorf("%s gives\n%s\nwant\n%s", name, got, want)
				}
			}
			if *update {
				if err := os.WriteFile(archive, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// unescape turns the marks for bytes that do not live well in text files into them.
func unescape(text string) string {
	return strings.NewReplacer("«CR»", "\r", "«BOM»", "\xef\xbb\xbf", "«NUL»", "\x00").Replace(text)
}

// printModule writes a contract as text for people to compare.
func printModule(b *strings.Builder, m *contract.Module) {
	fmt.Fprintf(b, "module %s package %s at %s version %s below %s auth %v\n", m.Name, m.Package, m.ImportPath, m.Version, m.BasePath, m.Auth)
	for _, op := range m.Operations {
		fmt.Fprintf(b, "operation %s %s %s %d", op.ID, op.HTTPMethod, op.Path, op.Status)
		if op.Result != nil {
			fmt.Fprintf(b, " gives %s", printType(op.Result))
		}
		if op.Idempotent {
			b.WriteString(" idempotent")
		}
		printMeta(b, op.Summary, op.Deprecated, op.Tags, op.Auth, op.Errors)
		for _, p := range op.Params {
			fmt.Fprintf(b, "  param %s %s", p.Name, printType(p.Type))
			if p.Body {
				b.WriteString(" body")
				if op.Body.Split {
					fmt.Fprintf(b, " split %s", op.Body.Name)
					for _, f := range op.Body.Fields {
						b.WriteString(" " + f.Wire)
					}
				}
			}
			b.WriteString("\n")
			for _, in := range p.Inputs {
				fmt.Fprintf(b, "    %s %s %s", in.In, in.Name, printType(in.Type))
				printTraits(b, in.Required, in.Default, in.Example, in.Rules, in.Doc)
			}
		}
	}
	for _, s := range m.Streams {
		fmt.Fprintf(b, "stream %s of %s asks %s gives %s", s.Name, s.Method, printType(s.Request), printType(s.Item))
		if s.Conflate != nil {
			fmt.Fprintf(b, " conflates %s", s.Conflate.Wire)
		}
		printMeta(b, s.Summary, s.Deprecated, s.Tags, s.Auth, s.Errors)
	}
	for _, d := range m.Decls {
		printDecl(b, d)
	}
}

func printMeta(b *strings.Builder, summary, deprecated string, tags []string, auth []contract.Auth, errs []*contract.Sentinel) {
	if deprecated != "" {
		fmt.Fprintf(b, " deprecated %q", deprecated)
	}
	if len(tags) > 0 {
		fmt.Fprintf(b, " tags %q", tags)
	}
	if len(auth) > 0 {
		fmt.Fprintf(b, " auth %v", auth)
	}
	for _, e := range errs {
		fmt.Fprintf(b, " error %d %s", e.Status, e.Code)
	}
	if summary != "" {
		fmt.Fprintf(b, " // %s", summary)
	}
	b.WriteString("\n")
}

func printDecl(b *strings.Builder, d *contract.Decl) {
	fmt.Fprintf(b, "%s %s", d.Kind, d.Name)
	if short := d.Go.ImportPath + "." + d.Name; d.ID != short {
		fmt.Fprintf(b, " is %s", d.ID)
	}
	if d.Underlying != nil {
		fmt.Fprintf(b, " of %s", printType(d.Underlying))
	}
	if d.Recursive {
		b.WriteString(" recursive")
	}
	if d.Open {
		b.WriteString(" open")
	}
	if d.Schema != "" {
		fmt.Fprintf(b, " schema %s", d.Schema)
	}
	if d.Discriminator != "" {
		fmt.Fprintf(b, " on %s", d.Discriminator)
	}
	if d.Deprecated != "" {
		fmt.Fprintf(b, " deprecated %q", d.Deprecated)
	}
	if d.Doc != "" {
		fmt.Fprintf(b, " // %s", strings.ReplaceAll(d.Doc, "\n", " | "))
	}
	b.WriteString("\n")
	for _, f := range d.Fields {
		fmt.Fprintf(b, "  %s %s", f.Wire, printType(f.Type))
		if len(f.Path) > 1 || f.Path[0] != f.Name {
			fmt.Fprintf(b, " at %s", strings.Join(f.Path, "."))
		}
		for _, e := range f.Embedded {
			if e.Pointer {
				fmt.Fprintf(b, " through *%s", e.Name)
			}
		}
		if f.In != "" {
			fmt.Fprintf(b, " in %s", f.In)
		}
		for _, trait := range []struct {
			on   bool
			text string
		}{{f.Omit, "omitempty"}, {f.OmitZero, "omitzero"}, {f.Quoted, "quoted"}, {f.Deprecated != "", "deprecated"}} {
			if trait.on {
				b.WriteString(" " + trait.text)
			}
		}
		printTraits(b, f.Required, f.Default, f.Example, f.Rules, f.Doc)
	}
	for _, v := range d.Values {
		fmt.Fprintf(b, "  %s = %s // %s\n", v.VarName, valueJSON(d, v), v.Doc)
	}
	for _, m := range d.Members {
		fmt.Fprintf(b, "  member %s %q pointer %t\n", printType(m.Type), m.Tag, m.Pointer)
	}
}

func printTraits(b *strings.Builder, required bool, def, example *contract.Literal, r contract.Rules, doc string) {
	if required {
		b.WriteString(" required")
	}
	if def != nil {
		fmt.Fprintf(b, " default %s", def.JSON)
	}
	if example != nil {
		fmt.Fprintf(b, " example %s", example.JSON)
	}
	for _, n := range []struct {
		name string
		at   *string
	}{{"minimum", r.Minimum}, {"maximum", r.Maximum}, {"exclusiveMinimum", r.ExclusiveMinimum},
		{"exclusiveMaximum", r.ExclusiveMaximum}, {"multipleOf", r.MultipleOf}} {
		if n.at != nil {
			fmt.Fprintf(b, " %s %s", n.name, *n.at)
		}
	}
	for _, n := range []struct {
		name string
		at   *int64
	}{{"minLength", r.MinLength}, {"maxLength", r.MaxLength}, {"minItems", r.MinItems}, {"maxItems", r.MaxItems}} {
		if n.at != nil {
			fmt.Fprintf(b, " %s %d", n.name, *n.at)
		}
	}
	if r.UniqueItems {
		b.WriteString(" uniqueItems")
	}
	if r.Pattern != "" {
		fmt.Fprintf(b, " pattern %s", r.Pattern)
	}
	if r.Format != "" {
		fmt.Fprintf(b, " format %s", r.Format)
	}
	for _, e := range r.Enum {
		fmt.Fprintf(b, " enum %s", e.JSON)
	}
	if doc != "" {
		fmt.Fprintf(b, " // %s", strings.ReplaceAll(doc, "\n", " | "))
	}
	b.WriteString("\n")
}

func printType(t *contract.Type) string {
	if t.Kind == contract.KindRef {
		return t.Decl.Name
	}
	switch t.Kind {
	case contract.KindPointer:
		return "*" + printType(t.Elem)
	case contract.KindSlice:
		return "[]" + printType(t.Elem)
	case contract.KindArray:
		return fmt.Sprintf("[%d]%s", t.Len, printType(t.Elem))
	case contract.KindMap:
		return "map[" + printType(t.Key) + "]" + printType(t.Elem)
	case contract.KindKnown:
		return fmt.Sprintf("%s.%s(%s)", t.Known.Go.Package, t.Known.Go.Name, t.Known.Codec)
	}
	return typeKey(t)
}

// The catalogue is only worth something if each row can happen and says what it should.
func TestEveryRowOfTheCatalogueHasACase(t *testing.T) {
	src, err := os.ReadFile("catalogue.go")
	if err != nil {
		t.Fatal(err)
	}
	archives, _ := filepath.Glob("testdata/*.txtar")
	var wants strings.Builder
	for _, archive := range archives {
		_, sections := readArchive(t, archive)
		for _, s := range sections {
			if strings.HasSuffix(s.name, "/want") {
				wants.WriteString(s.text)
			}
		}
	}
	for _, line := range strings.Split(string(src), "\n") {
		_, row, ok := strings.Cut(line, "= problem{\"")
		if !ok {
			continue
		}
		id, _, _ := strings.Cut(row, `"`)
		if !strings.Contains(wants.String(), " "+id+": ") {
			t.Errorf("no case gives %s", id)
		}
	}
}

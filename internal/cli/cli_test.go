package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tenon"
	"tenon/internal/term"
)

// printed is what a printer with a style writes.
func printed(root string, style term.Style, print func(*printer)) string {
	var out bytes.Buffer
	p := newPrinter(&out, style, root)
	p.root = root
	print(p)
	p.flush()
	return out.String()
}

func TestAFindingOnATerminalShowsItsLine(t *testing.T) {
	root := t.TempDir()
	src := "package shop\n\n\t//tenon:pots /orders\n"
	if err := os.WriteFile(filepath.Join(root, "shop.go"), []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	d := tenon.Diagnostic{ID: "x", Pos: tenon.Pos{File: "shop.go", Line: 3, Col: 10}, Message: "no pots", Help: "write post"}
	show := func(p *printer) { p.diagnostic(d) }
	const plain = "shop.go:3:10: error: no pots\n    help: write post\n"
	if got := printed(root, term.Style{}, show); got != plain {
		t.Errorf("in a pipe:\n%s", got)
	}
	const watched = "shop.go:3:10: error: no pots\n      //tenon:pots /orders\n              ^\n    help: write post\n"
	if got := printed(root, term.Style{Terminal: true, Width: 80}, show); got != watched {
		t.Errorf("on a terminal:\n%q", got)
	}
	coloured := printed(root, term.Style{Terminal: true, Colour: true, Width: 80}, show)
	if !strings.Contains(coloured, "\x1b[31merror:\x1b[0m") {
		t.Errorf("in colour:\n%q", coloured)
	}
}

func TestAFindingWithoutAReadableLineIsShownWithoutOne(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "short.go"), []byte("one line"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, pos := range []tenon.Pos{
		{}, {File: "gone.go", Line: 1, Col: 1}, {File: "short.go", Line: 9, Col: 1}, {File: "short.go"},
	} {
		got := printed(root, term.Style{Terminal: true, Width: 80}, func(p *printer) {
			p.diagnostic(tenon.Diagnostic{Pos: pos, Message: "m", Level: tenon.LevelWarning})
		})
		if strings.Count(got, "\n") != 1 || !strings.HasSuffix(got, "warning: m\n") {
			t.Errorf("%v: %q", pos, got)
		}
	}
}

func TestPathsArePrintedAsTheUserSeesThem(t *testing.T) {
	root := filepath.FromSlash("/srv/space")
	for base, want := range map[string]string{
		"/srv/space":             "modules/broker/broker.go",
		"/srv/space/modules":     "broker/broker.go",
		"/srv/space/modules/foo": "../broker/broker.go",
		"/srv":                   "space/modules/broker/broker.go",
	} {
		p := &printer{base: filepath.FromSlash(base)}
		if got := p.show(root, "modules/broker/broker.go"); got != want {
			t.Errorf("in %s: %s, want %s", base, got, want)
		}
	}
	p := &printer{base: root}
	for file, want := range map[string]string{"/srv/space/out/a": "out/a", "/usr/lib/go/x.go": "/usr/lib/go/x.go", "": ""} {
		if got := p.show(root, file); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
	if got := p.show("", "a.go"); got != "a.go" {
		t.Errorf("without a workspace: %s", got)
	}
}

func TestManyChangesAreCutUnlessAllAreWanted(t *testing.T) {
	a := tenon.ArtifactReport{Kind: tenon.OpenAPI, Path: "x_generated/a.json", Fate: tenon.FateUpdate}
	for range maxChanges + 5 {
		a.Changes = append(a.Changes, tenon.Change{Where: "schema A", Message: "changed"})
	}
	for verbose, want := range map[bool]int{false: maxChanges + 2, true: maxChanges + 6} {
		got := printed("/w", term.Style{}, func(p *printer) {
			(&reportText{printer: p, verbose: verbose}).artifacts([]tenon.ArtifactReport{a})
		})
		if n := strings.Count(got, "\n"); n != want {
			t.Errorf("verbose %v: %d lines, want %d", verbose, n, want)
		}
		if strings.Contains(got, "… and 5 more changes (--verbose shows all)") == verbose {
			t.Errorf("verbose %v:\n%s", verbose, got)
		}
	}
}

func TestDurationsAreSaidAsPeopleSayThem(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "1 ms", 400 * time.Microsecond: "1 ms", 12400 * time.Microsecond: "12 ms", 999 * time.Millisecond: "999 ms",
		1234 * time.Millisecond: "1.2 s", 65 * time.Second: "65.0 s",
	} {
		if got := took(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}

func TestCompletionContinuesAList(t *testing.T) {
	names := []string{"broker\tx", "datafeed\ty"}
	for typed, want := range map[string]string{
		"":           "broker\tx|datafeed\ty",
		"b":          "broker\tx",
		"broker,":    "broker,datafeed\ty",
		"broker, d":  "broker,datafeed\ty",
		"datafeed,d": "",
		"x":          "",
	} {
		got, _ := completeList(names, typed)
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

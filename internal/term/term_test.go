package term

import (
	"bytes"
	"os"
	"testing"
	"time"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestAPipeIsPlain(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = r.Close(), w.Close() }()
	for _, s := range []Style{Detect(w, env("TERM", "xterm")), Detect(&bytes.Buffer{}, env("TERM", "xterm"))} {
		if s.Colour || s.Terminal || s.Bad("x") != "x" {
			t.Errorf("got %+v", s)
		}
	}
}

func TestATerminalHasColourUnlessToldOtherwise(t *testing.T) {
	tty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no pseudo terminal here")
	}
	defer func() { _ = tty.Close() }()
	for _, c := range []struct {
		env    []string
		colour bool
	}{
		{[]string{"TERM", "xterm"}, true},
		{[]string{"TERM", "xterm", "NO_COLOR", "1"}, false},
		{[]string{"TERM", "dumb"}, false},
	} {
		if s := Detect(tty, env(c.env...)); s.Colour != c.colour {
			t.Errorf("with %v colour is %v", c.env, s.Colour)
		}
	}
	if got := (Style{Colour: true}).Good("x"); got != "\x1b[32mx\x1b[0m" {
		t.Errorf("got %q", got)
	}
}

func TestWidthIsWhatTheEnvironmentSaysIfItMakesSense(t *testing.T) {
	for columns, want := range map[string]int{"": 80, "120": 120, "-1": 80, "3": 80, "x": 80} {
		if got := Detect(&bytes.Buffer{}, env("COLUMNS", columns)).Width; got != want {
			t.Errorf("COLUMNS=%q: %d, want %d", columns, got, want)
		}
	}
}

func TestProgressShowsAfterASecondAndOnTerminalsOnly(t *testing.T) {
	var out bytes.Buffer
	p := NewProgress(&out, Style{Terminal: true})
	p.Step("modules", 1, 10)
	if out.Len() != 0 {
		t.Errorf("shown at once: %q", out.String())
	}
	p.start = p.start.Add(-2 * time.Second)
	p.Step("modules", 2, 10)
	p.Done()
	if got := out.String(); got != "\r\x1b[Kmodules 2/10\r\x1b[K" {
		t.Errorf("got %q", got)
	}
	out.Reset()
	p = NewProgress(&out, Style{})
	p.start = p.start.Add(-2 * time.Second)
	p.Step("modules", 2, 10)
	p.Done()
	if out.Len() != 0 {
		t.Errorf("shown in a pipe: %q", out.String())
	}
}

package cli

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tenon"
)

// diagnostics prints findings, each as place, message and help. On a terminal the line of source that it is about
// follows, with a mark under the place.
func (p *printer) diagnostics(found tenon.Diagnostics) {
	for _, d := range found {
		p.diagnostic(d)
	}
}

func (p *printer) diagnostic(d tenon.Diagnostic) {
	place := ""
	if d.Pos.File != "" {
		pos := d.Pos
		pos.File = p.show(p.root, d.Pos.File)
		place = p.style.Place(pos.String()) + ": "
	}
	switch d.Level {
	case tenon.LevelWarning, tenon.LevelNote:
		p.line("%s%s %s", place, p.style.Careful(d.Level.String()+":"), d.Message)
	default:
		p.line("%s%s %s", place, p.style.Bad("error:"), p.style.Strong(d.Message))
	}
	if p.style.Terminal {
		p.excerpt(d.Pos)
	}
	if d.Help != "" {
		p.line("    %s %s", p.style.Good("help:"), d.Help)
	}
}

// maxSource bounds what is read for an excerpt.
const maxSource = 4 << 20

// excerpt shows the line of a place. A file that cannot be read has none.
func (p *printer) excerpt(pos tenon.Pos) {
	if pos.Line == 0 {
		return
	}
	file := filepath.FromSlash(pos.File)
	if !filepath.IsAbs(file) {
		file = filepath.Join(p.root, file)
	}
	f, err := os.Open(file)
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }()
	src, err := io.ReadAll(io.LimitReader(f, maxSource))
	if err != nil {
		return
	}
	for range pos.Line - 1 {
		_, rest, ok := bytes.Cut(src, []byte("\n"))
		if !ok {
			return
		}
		src = rest
	}
	src, _, _ = bytes.Cut(src, []byte("\n"))
	line := strings.TrimRight(string(src), "\r")
	if len(line) > 4*p.style.Width {
		return
	}
	p.line("    %s", strings.ReplaceAll(line, "\t", "  "))
	if pos.Col >= 1 && pos.Col <= len(line)+1 {
		p.line("    %s%s", blank(line[:pos.Col-1]), p.style.Bad("^"))
	}
}

// blank is as wide as text.
func blank(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r == '\t' {
			b.WriteByte(' ')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"tenon/internal/term"
)

// printer writes lines for people, or JSON for programs. Errors of writing are not its business: a reader that went
// away has heard enough.
type printer struct {
	out   *bufio.Writer
	style term.Style
	base  string // folder that printed paths are relative to
	root  string // folder that paths of findings are relative to: the workspace
}

func newPrinter(w io.Writer, style term.Style, base string) *printer {
	return &printer{out: bufio.NewWriter(w), style: style, base: base}
}

func (p *printer) flush() { _ = p.out.Flush() }

// line writes one line.
func (p *printer) line(format string, args ...any) {
	_, _ = fmt.Fprintf(p.out, format+"\n", args...)
}

// json writes a value as people like to read it, too.
func (p *printer) json(v any) {
	enc := json.NewEncoder(p.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(v)
}

// show is how a file below a folder is printed: relative to where the user is, so that a terminal can open it. A file
// that lies elsewhere keeps its absolute path.
func (p *printer) show(folder, file string) string {
	abs := filepath.FromSlash(file)
	if file == "" || folder == "" && !filepath.IsAbs(abs) {
		return file
	}
	inWorkspace := !filepath.IsAbs(abs)
	if inWorkspace {
		abs = filepath.Join(folder, abs)
	}
	rel, err := filepath.Rel(p.base, abs)
	if err != nil || !inWorkspace && strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(abs)
	}
	return filepath.ToSlash(rel)
}

// count is "1 file", "2 files".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// took is a duration as people say it.
func took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", max(d.Round(time.Millisecond), time.Millisecond)/time.Millisecond)
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// list splits the values of a flag that may hold several with commas between them and blanks around those.
func list(values []string) []string {
	var all []string
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				all = append(all, part)
			}
		}
	}
	return all
}

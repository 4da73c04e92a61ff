// Package term knows what the other end of a stream can show: colour and progress on a terminal, plain lines in a
// pipe.
//
// In goes a writer and the environment; out comes a Style whose methods wrap text. It holds no state of its own and
// never decides what is said, only how it looks.
package term

import (
	"io"
	"os"
	"runtime"
	"strconv"
)

// Style says how text to one stream may look. The zero value is plain.
type Style struct {
	Colour   bool
	Terminal bool // somebody watches: progress may be drawn and redrawn
	Width    int  // columns; 80 where nobody says
}

// Detect looks at a stream and the environment. NO_COLOR, when set to anything, and TERM=dumb turn colour off;
// a stream that is no terminal never gets any.
func Detect(w io.Writer, getenv func(string) string) Style {
	s := Style{Width: width(getenv("COLUMNS"))}
	file, ok := w.(*os.File)
	if !ok || !isTerminal(file) {
		return s
	}
	s.Terminal = getenv("TERM") != "dumb"
	s.Colour = s.Terminal && getenv("NO_COLOR") == ""
	if runtime.GOOS == "windows" && getenv("WT_SESSION") == "" && getenv("TERM") == "" {
		s.Colour = false
	}
	return s
}

// isTerminal holds for character devices, except the one that swallows everything.
func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && file.Name() != os.DevNull
}

const (
	defaultWidth = 80
	minWidth     = 20
)

func width(columns string) int {
	n, err := strconv.Atoi(columns)
	if err != nil || n < minWidth {
		return defaultWidth
	}
	return n
}

// The colours, by what they mean.
func (s Style) wrap(code, text string) string {
	if !s.Colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Good is for what succeeded or was added.
func (s Style) Good(text string) string { return s.wrap("32", text) }

// Bad is for errors and for what was removed.
func (s Style) Bad(text string) string { return s.wrap("31", text) }

// Careful is for warnings and for what was changed.
func (s Style) Careful(text string) string { return s.wrap("33", text) }

// Strong is for what the eye should find first.
func (s Style) Strong(text string) string { return s.wrap("1", text) }

// Faint is for what may be overlooked.
func (s Style) Faint(text string) string { return s.wrap("2", text) }

// Place is for names of files and positions.
func (s Style) Place(text string) string { return s.wrap("36", text) }

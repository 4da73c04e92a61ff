package gosrc

import (
	"math"
	"unicode/utf8"
)

// Row is one row of Align: its cells, from left to right.
type Row []Code

// Align writes rows of equal length as gofmt aligns the fields of a struct or the lines of a const block: every cell
// but the last is filled up to the widest of its column. No cell may be empty.
func (f *File) Align(rows ...Row) {
	texts := make([][]string, len(rows))
	var widths []int
	for i, row := range rows {
		for j, c := range row {
			text := c.text()
			texts[i] = append(texts[i], text)
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], utf8.RuneCountInString(text))
		}
	}
	for _, row := range texts {
		f.start(f.depth)
		for j, text := range row {
			f.body = append(f.body, text...)
			if j+1 < len(row) {
				f.pad(widths[j] + 1 - utf8.RuneCountInString(text))
			}
		}
		f.body = append(f.body, '\n')
	}
}

// Pair is a key and its value in a composite literal.
type Pair struct{ Key, Value Code }

// Pairs writes the elements of a composite literal, a line each. gofmt aligns their values in sections: a new one
// begins where a key is much longer or shorter than those before it (see go/printer, exprList). Values must fit on
// one line.
func (f *File) Pairs(pairs ...Pair) {
	keys := make([]string, len(pairs))
	for i, p := range pairs {
		keys[i] = p.Key.text()
	}
	for from := 0; from < len(pairs); {
		to, width := section(keys, from)
		for i := from; i < to; i++ {
			f.start(f.depth)
			f.body = append(f.body, keys[i]...)
			f.body = append(f.body, ':')
			f.pad(width + 1 - utf8.RuneCountInString(keys[i]))
			f.body = append(f.body, pairs[i].Value.text()...)
			f.body = append(f.body, ",\n"...)
		}
		from = to
	}
}

// section finds the end of the section of keys that begins at from, and the width of its longest key. Sizes are in
// bytes and widths in characters, as in go/printer.
func section(keys []string, from int) (to, width int) {
	const small, threshold = 40, 2.5
	sum, count := 0.0, 0
	for to = from; to < len(keys); to++ {
		size := len(keys[to])
		if count > 0 && (len(keys[to-1]) > small || size > small) {
			ratio := float64(size) / math.Exp(sum/float64(count))
			if threshold*ratio <= 1 || threshold <= ratio {
				return to, width
			}
		}
		sum += math.Log(float64(size))
		count++
		width = max(width, utf8.RuneCountInString(keys[to]))
	}
	return to, width
}

func (f *File) pad(n int) {
	for range n {
		f.body = append(f.body, ' ')
	}
}

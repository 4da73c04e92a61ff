package wire

import (
	"bytes"
	"errors"

	"github.com/go-json-experiment/json/jsontext"
)

// Decoder reads one JSON text. It moves over text that is known to be valid, so reading cannot fail: what is not as
// it should be is noted as a violation, a zero value is returned, and reading goes on behind it.
type Decoder struct {
	data       []byte
	pos        int
	stack      []frame // the arrays and objects around pos
	ok         bool    // the value that was read last was of the right type
	from       int     // where the array that was read last begins
	last       []byte  // the string that was read last
	violations Violations
	syntax     error

	trial   int // >0: violations are counted only, see Union
	failed  int // violations so far, also those of trials
	skipped int // members that nobody knew
	reread  int // bytes that were read again for unions
}

// frame is an array or an object that is being read.
type frame struct {
	name   []byte // of the current member
	index  int    // of the current item; -1 before the first, and in objects
	from   int    // where it begins
	member bool   // name is set
}

func newDecoder(data []byte) *Decoder {
	d := decoders.Get().(*Decoder)
	*d = Decoder{data: data, stack: d.stack[:0]}
	if !jsontext.Value(data).IsValid() {
		d.examine()
	}
	return d
}

// examine finds out why data is not valid JSON. Names that come twice are violations; with anything else there is
// nothing to read.
func (d *Decoder) examine() {
	var fault *jsontext.SyntacticError
	err := checkSyntax(d.data, jsontext.AllowDuplicateNames(true))
	switch {
	case err == nil:
		d.noteDuplicates()
		return
	case errors.As(err, &fault):
		d.syntax = &SyntaxError{Offset: fault.ByteOffset, Pointer: string(fault.JSONPointer), Reason: reason(fault)}
	default:
		d.syntax = &SyntaxError{Reason: "it ends too early"}
	}
	d.data = []byte("null")
}

// finish gives the decoder back and says what was wrong.
func (d *Decoder) finish() error {
	defer d.release()
	if d.syntax != nil {
		return d.syntax
	}
	if len(d.violations) > 0 {
		v := d.violations
		return &v
	}
	return nil
}

func (d *Decoder) release() {
	clear(d.stack[:cap(d.stack)])
	*d = Decoder{stack: d.stack[:0]}
	decoders.Put(d)
}

// Violation notes what is wrong with the value that was read last, or with the object that is being read.
func (d *Decoder) Violation(detail string) {
	d.violationAt("", detail)
}

// OK says whether the value that was read last was of the right type, so that its constraints can be checked.
func (d *Decoder) OK() bool { return d.ok }

// violationAt notes a violation of the member of that name; "" is the current place itself.
func (d *Decoder) violationAt(name, detail string) {
	d.ok = false
	d.failed++
	if d.trial > 0 || d.full() {
		return
	}
	if len(d.violations) == MaxViolations-1 {
		d.violations = append(d.violations, Violation{Detail: "there are more violations than these"})
		return
	}
	p := d.pointer()
	if name != "" {
		p = appendToken(p, name)
	}
	d.violations = append(d.violations, Violation{Pointer: string(p), Detail: detail})
}

// pointer is the JSON Pointer of the current place.
func (d *Decoder) pointer() []byte {
	var p []byte
	for i := range d.stack {
		switch f := &d.stack[i]; {
		case f.member:
			p = appendToken(p, string(f.name))
		case f.index >= 0:
			p = appendIndex(p, f.index)
		}
	}
	return p
}

// peek is the first byte of the next token.
func (d *Decoder) peek() byte {
	for d.pos < len(d.data) {
		if c := d.data[d.pos]; c > ' ' {
			return c
		}
		d.pos++
	}
	return 0
}

// mismatch notes that the next value is of the wrong type, and goes behind it.
func (d *Decoder) mismatch(want string) {
	if d.peek() == 'n' {
		d.Violation("must not be null")
	} else {
		d.Violation("must be " + want)
	}
	d.skip()
	d.ok = false
}

// Null reads null if it is what comes next.
func (d *Decoder) Null() bool {
	if d.peek() != 'n' {
		return false
	}
	d.pos += len("null")
	d.ok = true
	return true
}

// Object begins to read an object: Member gives its members. It is false, and there is nothing to read, if the next
// value is none.
func (d *Decoder) Object() bool { return d.begin('{', "an object") }

// Array begins to read an array: Item gives its items. It is false, and there is nothing to read, if the next value
// is none.
func (d *Decoder) Array() bool { return d.begin('[', "an array") }

func (d *Decoder) begin(open byte, want string) bool {
	if d.peek() != open {
		d.mismatch(want)
		return false
	}
	if len(d.stack) >= MaxDepth {
		d.Violation("is nested too deeply")
		d.skip()
		d.ok = false
		return false
	}
	d.stack = append(d.stack, frame{index: -1, from: d.pos})
	d.pos++
	return true
}

// full says whether enough is wrong: reading on would cost and tell nothing.
func (d *Decoder) full() bool { return len(d.violations) >= MaxViolations }

// Member goes to the next member of an object. At the end, or once enough is wrong, it leaves the object and is false.
func (d *Decoder) Member() bool {
	if d.full() {
		d.end()
		return false
	}
	c := d.peek()
	if c == ',' {
		d.pos++
		c = d.peek()
	}
	if c != '"' {
		d.end()
		return false
	}
	f := &d.stack[len(d.stack)-1]
	f.name, f.member = d.text(), true
	d.peek() // the colon
	d.pos++
	return true
}

// Name is the name of the current member. It is valid until the next call of Member.
func (d *Decoder) Name() []byte { return d.stack[len(d.stack)-1].name }

// Item goes to the next item of an array. At the end, or once enough is wrong, it leaves the array and is false.
func (d *Decoder) Item() bool {
	if d.full() {
		d.end()
		return false
	}
	c := d.peek()
	if c == ',' {
		d.pos++
		c = d.peek()
	}
	if c == ']' {
		d.end()
		return false
	}
	d.stack[len(d.stack)-1].index++
	return true
}

// end leaves an array or object.
func (d *Decoder) end() {
	last := len(d.stack) - 1
	d.from = d.stack[last].from
	d.stack = d.stack[:last]
	d.pos++
	d.ok = true
}

// Skip goes behind the value of a member that nobody knows.
func (d *Decoder) Skip() {
	d.skipped++
	d.skip()
}

// skip goes behind the next value.
func (d *Decoder) skip() {
	switch d.peek() {
	case '"':
		d.pos = endOfString(d.data, d.pos)
	case '{', '[':
		d.skipNested()
	default:
		d.pos = endOfScalar(d.data, d.pos)
	}
}

// skipNested goes behind the array or object that begins here.
func (d *Decoder) skipNested() {
	depth := 0
	for d.pos < len(d.data) {
		switch d.data[d.pos] {
		case '"':
			d.pos = endOfString(d.data, d.pos)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		d.pos++
		if depth == 0 {
			return
		}
	}
}

// raw is the text of the next value, which it goes behind.
func (d *Decoder) raw() []byte {
	d.peek()
	from := d.pos
	d.skip()
	return d.data[from:d.pos]
}

// Missing notes every required member that was not there. Bit i of seen stands for the i-th name.
func (d *Decoder) Missing(seen uint64, names ...string) {
	for i, name := range names {
		if seen&(1<<i) == 0 {
			d.violationAt(name, "is required")
		}
	}
}

// endOfString is the index behind the string that begins at i.
func endOfString(data []byte, i int) int {
	for i++; i < len(data); i++ {
		switch data[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
	}
	return i
}

// endOfScalar is the index behind the number or the literal that begins at i.
func endOfScalar(data []byte, i int) int {
	for ; i < len(data); i++ {
		switch data[i] {
		case ',', ']', '}', ' ', '\n', '\r', '\t':
			return i
		}
	}
	return i
}

// checkSyntax says what is wrong with the syntax of a JSON text.
func checkSyntax(data []byte, options ...jsontext.Options) error {
	dec := jsontext.NewDecoder(bytes.NewReader(data), options...)
	if _, err := dec.ReadValue(); err != nil {
		return err
	}
	if _, err := dec.ReadToken(); err == nil {
		return &jsontext.SyntacticError{ByteOffset: dec.InputOffset(), Err: errors.New("there is more than one value")}
	} else if fault := (*jsontext.SyntacticError)(nil); errors.As(err, &fault) {
		return err
	}
	return nil
}

// reason is the cause of a syntax error, in the words of the reader of the text.
func reason(fault *jsontext.SyntacticError) string {
	if fault.Err == nil {
		return "invalid text"
	}
	return fault.Err.Error()
}

package wire

import "github.com/go-json-experiment/json/jsontext"

// noteDuplicates notes a violation for every name that comes again in its object, anywhere in the text. It is called
// only if there is one.
func (d *Decoder) noteDuplicates() {
	if len(d.stack) >= MaxDepth {
		d.skip()
		return
	}
	switch d.peek() {
	case '{':
		d.Object()
		seen := map[string]bool{}
		for d.Member() {
			name := string(d.Name())
			if seen[name] {
				d.Violation("comes more than once in its object")
			}
			seen[name] = true
			d.noteDuplicates()
		}
	case '[':
		d.Array()
		for d.Item() {
			d.noteDuplicates()
		}
	default:
		d.skip()
	}
	if len(d.stack) == 0 {
		d.pos = 0
	}
}

// validJSON says whether a text is JSON as we read it: unique names, valid UTF-8.
func validJSON(text []byte) bool { return jsontext.Value(text).IsValid() }

package wire

import "github.com/go-json-experiment/json/jsontext"

// pointerOfPrefix is the JSON Pointer of the place at which a JSON text breaks off. An encoder need not keep track of
// where it is, since it can find out when something fails.
func pointerOfPrefix(text []byte) string {
	type level struct {
		object bool
		name   string
		index  int
	}
	var levels []level
	name := true // the next string is a name
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case '{', '[':
			levels = append(levels, level{object: c == '{'})
			name = c == '{'
		case '}', ']':
			levels = levels[:len(levels)-1]
			name = false
		case ',':
			l := &levels[len(levels)-1]
			l.index++
			name = l.object
		case '"':
			end := endOfString(text, i)
			if name && len(levels) > 0 {
				s, _ := jsontext.AppendUnquote(nil, text[i:end])
				levels[len(levels)-1].name = string(s)
				name = false
			}
			i = end
			continue
		}
		i++
	}
	var p []byte
	for i, l := range levels {
		switch {
		case !l.object:
			p = appendIndex(p, l.index)
		case i < len(levels)-1 || !name:
			p = appendToken(p, l.name)
		}
	}
	return string(p)
}

package source

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// tag is one key of a struct tag, with the places of key and value.
type tag struct {
	key     string
	keyAt   token.Pos
	value   string
	valueAt token.Pos // of the first character inside the quotes
}

// tags is a struct tag.
type tags []tag

// get is the value of a key.
func (t tags) get(key string) (tag, bool) {
	for _, one := range t {
		if one.key == key {
			return one, true
		}
	}
	return tag{}, false
}

// readTags reads a struct tag as package reflect does, but says where it ends to make sense: wrong is the place of
// the first character that does not fit, or 0.
func readTags(lit *ast.BasicLit) (list tags, wrong token.Pos) {
	if lit == nil {
		return nil, 0
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		return nil, lit.Pos()
	}
	// Without escapes in the literal, a character of the text is one of the source.
	exact := len(text) == len(lit.Value)-2
	at := func(i int) token.Pos {
		if !exact {
			return lit.Pos()
		}
		return lit.Pos() + 1 + token.Pos(i)
	}
	for i := 0; ; {
		for i < len(text) && text[i] == ' ' {
			i++
		}
		if i == len(text) {
			return list, 0
		}
		start := i
		for i < len(text) && text[i] > ' ' && text[i] != ':' && text[i] != '"' && text[i] != 0x7f {
			i++
		}
		if i == start || i+1 >= len(text) || text[i] != ':' || text[i+1] != '"' {
			return list, at(min(i, len(text)))
		}
		one := tag{key: text[start:i], keyAt: at(start), valueAt: at(i + 2)}
		end := i + 2
		for end < len(text) && text[end] != '"' {
			if text[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(text) {
			return list, at(i + 1)
		}
		value, err := strconv.Unquote(text[i+1 : end+1])
		if err != nil {
			return list, at(i + 1)
		}
		one.value = value
		list = append(list, one)
		i = end + 1
	}
}

// options are what stands behind the first comma of a tag's value, each with its place.
func (t tag) options() (name string, opts []word) {
	name, rest, ok := strings.Cut(t.value, ",")
	at := t.valueAt + token.Pos(len(name)+1)
	for ok {
		var opt string
		opt, rest, ok = strings.Cut(rest, ",")
		opts = append(opts, word{opt, at})
		at += token.Pos(len(opt) + 1)
	}
	return name, opts
}

// placeKeys are the tags that take a field out of the body.
var placeKeys = [...]string{"path", "query", "header", "cookie"}

// tagKeys are all tags that mean something.
var tagKeys = [...]string{"json", "path", "query", "header", "cookie", "minimum", "maximum", "exclusiveMinimum",
	"exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems",
	"enum", "example", "default"}

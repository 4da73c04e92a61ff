// Package yamljson reads YAML as the JSON that it stands for, for documents of others: OpenAPI and AsyncAPI documents
// are JSON in their meaning, whatever they are written in.
//
// Text goes in, a schema.Value comes out. The text may be hostile: size, nesting and what aliases stand for are bounded.
// Nothing of a generation from Go source comes through here.
package yamljson

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"tenon/internal/schema"
)

// The bounds of what Parse reads. Aliases let a short text stand for an endless one, so what counts is how much
// there is once they are followed: no more than maxAliasFactor times what was written, and never more than
// maxValues.
const (
	maxBytes       = 16 << 20
	maxValues      = 4 << 20
	maxAliasFactor = 20
	minValues      = 10_000
)

// Parse reads one YAML document as the JSON that it stands for. It refuses what has no such meaning: keys twice,
// keys that are no scalars, cycles, several documents.
func Parse(data []byte) (schema.Value, error) {
	if len(data) > maxBytes {
		return schema.Value{}, &schema.SyntaxError{Line: 1, Col: 1, Message: fmt.Sprintf("the text has more than %d MiB", maxBytes>>20)}
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var root, next yaml.Node
	if err := dec.Decode(&root); errors.Is(err, io.EOF) {
		return schema.Value{}, &schema.SyntaxError{Line: 1, Col: 1, Message: "the text is empty"}
	} else if err != nil {
		return schema.Value{}, syntaxError(err)
	}
	if err := dec.Decode(&next); !errors.Is(err, io.EOF) {
		return schema.Value{}, &schema.SyntaxError{Line: max(next.Line, 1), Col: 1, Message: "there is more than one YAML document"}
	}
	if root.Kind != yaml.DocumentNode || len(root.Content) != 1 {
		return schema.Value{}, &schema.SyntaxError{Line: 1, Col: 1, Message: "the text is empty"}
	}
	r := reader{}
	written := countNodes(root.Content[0], 0)
	r.left = min(max(written*maxAliasFactor, minValues), maxValues)
	return r.value(root.Content[0], 0)
}

// syntaxError keeps the line that the library names and leaves out its own name.
func syntaxError(err error) error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if rest, ok := strings.CutPrefix(message, "line "); ok {
		if number, what, ok := strings.Cut(rest, ": "); ok {
			if n, err := strconv.Atoi(number); err == nil {
				line, message = n, what
			}
		}
	}
	return &schema.SyntaxError{Line: line, Col: 1, Message: message}
}

// countNodes counts what is written, without following aliases.
func countNodes(n *yaml.Node, depth int) int {
	if depth > schema.MaxDepth {
		return 1
	}
	count := 1
	for _, c := range n.Content {
		count += countNodes(c, depth+1)
	}
	return count
}

// reader turns nodes into values while there are values left to make.
type reader struct{ left int }

func (r *reader) value(n *yaml.Node, depth int) (schema.Value, error) {
	r.left--
	switch {
	case r.left < 0:
		return schema.Value{}, fail(n, "the aliases stand for more than can be read")
	case depth > schema.MaxDepth:
		return schema.Value{}, fail(n, "more than %d levels of nesting, or an alias of what it lies in", schema.MaxDepth)
	}
	switch n.Kind {
	case yaml.AliasNode:
		return r.value(n.Alias, depth+1)
	case yaml.MappingNode:
		return r.mapping(n, depth)
	case yaml.SequenceNode:
		v := schema.Value{Kind: schema.Array, Items: make([]schema.Value, 0, len(n.Content)), Offset: -1}
		for _, c := range n.Content {
			item, err := r.value(c, depth+1)
			if err != nil {
				return v, err
			}
			v.Items = append(v.Items, item)
		}
		return v, nil
	default:
		return scalar(n)
	}
}

func (r *reader) mapping(n *yaml.Node, depth int) (schema.Value, error) {
	m := mapping{at: make(map[string]int, len(n.Content)/2)}
	said := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, content := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.Kind != yaml.ScalarNode {
			return schema.Value{}, fail(n.Content[i], "a key that is not a scalar")
		}
		value, err := r.value(content, depth+1)
		if err != nil {
			return schema.Value{}, err
		}
		if key.Tag == "!!merge" {
			if err := m.merge(content, &value); err != nil {
				return schema.Value{}, err
			}
			continue
		}
		if said[key.Value] {
			return schema.Value{}, fail(key, "the key %q stands twice", key.Value)
		}
		said[key.Value] = true
		m.put(key.Value, value) // what is said here wins over what was merged
	}
	return schema.Value{Kind: schema.Object, Members: m.members, Offset: -1}, nil
}

// mapping collects members by their names.
type mapping struct {
	members []schema.Member
	at      map[string]int
}

func (m *mapping) put(name string, v schema.Value) {
	if i, ok := m.at[name]; ok {
		m.members[i].Value = v
		return
	}
	m.at[name] = len(m.members)
	m.members = append(m.members, schema.Member{Name: name, Value: v})
}

// merge adds the members of other mappings ("<<") that the mapping does not have yet.
func (m *mapping) merge(n *yaml.Node, from *schema.Value) error {
	list := []schema.Value{*from}
	if from.Kind == schema.Array {
		list = from.Items
	}
	for i := range list {
		if list[i].Kind != schema.Object {
			return fail(n, "only mappings can be merged")
		}
		for _, member := range list[i].Members {
			if _, ok := m.at[member.Name]; !ok {
				m.put(member.Name, member.Value)
			}
		}
	}
	return nil
}

// scalar reads a scalar by the core schema that JSON has words for; everything else is a string as it is written.
func scalar(n *yaml.Node) (schema.Value, error) {
	v := schema.Value{Kind: schema.String, Text: n.Value, Offset: -1}
	switch n.ShortTag() {
	case "!!null":
		return schema.Value{Offset: -1}, nil
	case "!!bool":
		var b bool
		if err := n.Decode(&b); err != nil {
			return v, fail(n, "%q is no boolean", n.Value)
		}
		return schema.Value{Kind: schema.Bool, True: b, Offset: -1}, nil
	case "!!int", "!!float":
		text, ok := number(n)
		if !ok {
			return v, fail(n, "%q is no number that JSON has", n.Value)
		}
		return schema.Value{Kind: schema.Number, Text: text, Offset: -1}, nil
	case "!!binary":
		if _, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(n.Value), "")); err != nil {
			return v, fail(n, "binary data that is not base64")
		}
	}
	return v, nil
}

// number keeps the digits where JSON would write them the same way; hexadecimal, octal and grouped numbers are
// written anew.
func number(n *yaml.Node) (string, bool) {
	if schema.IsNumber(n.Value) {
		return n.Value, true
	}
	var i int64
	if n.ShortTag() == "!!int" && n.Decode(&i) == nil {
		return strconv.FormatInt(i, 10), true
	}
	var f float64
	if err := n.Decode(&f); err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return "", false
	}
	return strconv.FormatFloat(f, 'g', -1, 64), true
}

func fail(n *yaml.Node, format string, args ...any) error {
	return &schema.SyntaxError{Line: n.Line, Col: n.Column, Message: fmt.Sprintf(format, args...)}
}

package workspace

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"tenon/internal/diag"
	"tenon/internal/naming"
)

// maxNodes bounds how much of a document is walked, aliases followed.
const maxNodes = 20_000

// reader walks the nodes of tenon.yaml and collects what is wrong with them.
type reader struct {
	list  diag.List
	nodes int
}

// readConfigFile reads tenon.yaml; without one the defaults hold.
func readConfigFile(file string) (c Config, exists bool, err error) {
	data, err := readBounded(file, maxConfig)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return defaults(), false, nil
	case err != nil:
		return Config{}, false, failure("unreadable-file", diag.Pos{File: ConfigFile}, "cannot read it: "+reason(err), "")
	}
	c, err = ParseConfig(data)
	return c, err == nil, err
}

// ParseConfig reads the text of a tenon.yaml.
func ParseConfig(data []byte) (Config, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return Config{}, syntaxError(err)
	}
	c := defaults()
	r := &reader{}
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		r.object(doc.Content[0], &c, keys())
		r.pythonFolder(doc.Content[0], &c)
	}
	if err := r.list.Sort().Err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// syntaxError is the parser's error at its line.
func syntaxError(err error) diag.Diagnostic {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	pos := diag.Pos{File: ConfigFile}
	if rest, ok := strings.CutPrefix(message, "line "); ok {
		number, text, _ := strings.Cut(rest, ":")
		if line, err := strconv.Atoi(number); err == nil {
			pos.Line, message = line, strings.TrimSpace(text)
		}
	}
	return failure("config-syntax", pos, "this is not YAML: "+message, "")
}

// report notes a finding at a node.
func (r *reader) report(n *yaml.Node, id, message, help string) {
	if len(r.list) < 100 {
		r.list = append(r.list, failure(id, diag.Pos{File: ConfigFile, Line: n.Line, Col: n.Column}, message, help))
	}
}

// follow is the node that an alias stands for. It is nil once too much was walked, which was reported then.
func (r *reader) follow(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode && r.nodes <= maxNodes {
		n = n.Alias
		r.nodes++
	}
	r.nodes++
	if r.nodes == maxNodes+1 {
		r.report(n, "config-size", "the file says too much: more than "+strconv.Itoa(maxNodes)+" values, aliases followed", "")
	}
	if r.nodes > maxNodes {
		return nil
	}
	return n
}

// pairs calls f for every key of a mapping, and reports keys that stand twice.
func (r *reader) pairs(n *yaml.Node, f func(name string, at, value *yaml.Node)) {
	n = r.follow(n)
	if n == nil || isNull(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.report(n, "config-value", "keys with values are expected here", "")
		return
	}
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		at := r.follow(n.Content[i])
		if at == nil {
			return
		}
		if at.Kind != yaml.ScalarNode {
			r.report(at, "config-key", "a key is a word", "")
			continue
		}
		if seen[at.Value] {
			r.report(at, "config-key", "the key "+quote(at.Value)+" stands twice", "")
			continue
		}
		seen[at.Value] = true
		f(at.Value, at, n.Content[i+1])
	}
}

// object reads a mapping by a table of keys.
func (r *reader) object(n *yaml.Node, c *Config, table []key) {
	r.pairs(n, func(name string, at, value *yaml.Node) {
		k, ok := r.key(name, at, table)
		switch {
		case !ok:
		case k.read != nil:
			k.read(r, c, value)
		default:
			r.object(value, c, k.below)
		}
	})
}

// key finds a key in a table, or reports that there is none of that name.
func (r *reader) key(name string, at *yaml.Node, table []key) (key, bool) {
	names := make([]string, len(table))
	for i, k := range table {
		if k.name == name {
			return k, true
		}
		names[i] = k.name
	}
	help := "the keys are " + strings.Join(names, ", ")
	if guess := naming.Closest(name, names); guess != "" {
		help = "did you mean " + guess + "?"
	}
	r.report(at, "unknown-key", "there is no key "+quote(name)+" here", help)
	return key{}, false
}

// text reads a scalar as text.
func (r *reader) text(n *yaml.Node, to *string) bool {
	n = r.follow(n)
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || isNull(n) {
		r.report(n, "config-value", "a text is expected here", "")
		return false
	}
	*to = n.Value
	return true
}

// boolean reads true or false.
func (r *reader) boolean(n *yaml.Node, to *bool) {
	n = r.follow(n)
	switch {
	case n == nil:
	case n.Kind == yaml.ScalarNode && n.Value == "true":
		*to = true
	case n.Kind == yaml.ScalarNode && n.Value == "false":
		*to = false
	default:
		r.report(n, "config-value", "true or false is expected here", "")
	}
}

// choice reads one of some words.
func (r *reader) choice(n *yaml.Node, words []string, to *string) bool {
	var word string
	if !r.text(n, &word) {
		return false
	}
	if slices.Contains(words, word) {
		*to = word
		return true
	}
	help := "write one of " + strings.Join(words, ", ")
	if guess := naming.Closest(word, words); guess != "" {
		help = "did you mean " + guess + "?"
	}
	r.report(n, "config-value", quote(word)+" cannot stand here", help)
	return false
}

// texts reads a list of texts, or a single one, and gives each with its node.
func (r *reader) texts(n *yaml.Node, f func(text string, at *yaml.Node)) {
	n = r.follow(n)
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		var one string
		if r.text(n, &one) {
			f(one, n)
		}
		return
	}
	for _, item := range n.Content {
		var one string
		if r.text(item, &one) {
			f(one, item)
		}
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

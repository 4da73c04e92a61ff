package workspace

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tenon/internal/contract"
	"tenon/internal/emit"
)

// readModules reads the globs of module folders.
func readModules(r *reader, c *Config, n *yaml.Node) {
	c.Modules = nil
	r.texts(n, func(glob string, at *yaml.Node) {
		clean := path.Clean(glob)
		_, err := path.Match(clean, "")
		if glob == "" || err != nil || path.IsAbs(clean) || clean == "." || isOutside(clean) || strings.Contains(glob, `\`) {
			r.report(at, "config-value", quote(glob)+" is no glob of folders below the workspace", "write something like modules/*")
			return
		}
		c.Modules = append(c.Modules, clean)
	})
	if len(c.Modules) == 0 && len(r.list) == 0 {
		r.report(n, "config-value", "no folder is named", "write something like modules/*")
	}
}

// readBasePath reads the path that all routes lie below.
func readBasePath(r *reader, c *Config, n *yaml.Node) {
	var text string
	if !r.text(n, &text) {
		return
	}
	bad := func(b rune) bool {
		return b != '/' && b != '-' && b != '_' && b != '.' && b != '~' && (b < '0' || b > '9') && (b < 'a' || b > 'z') && (b < 'A' || b > 'Z')
	}
	if text != "" && (text[0] != '/' || path.Clean(text) != strings.TrimSuffix(text, "/") && text != "/" || strings.ContainsFunc(text, bad)) {
		r.report(n, "config-value", quote(text)+" cannot be the base path", "write a path like /api, without variables")
		return
	}
	c.BasePath = strings.TrimSuffix(text, "/")
}

// readServers reads a list of servers, each an address or a mapping.
func readServers(r *reader, c *Config, n *yaml.Node) {
	list := r.follow(n)
	if list == nil {
		return
	}
	if list.Kind != yaml.SequenceNode {
		r.report(list, "config-value", "a list of servers is expected here", "")
		return
	}
	for _, item := range list.Content {
		var s Server
		at := r.follow(item)
		switch {
		case at == nil:
			return
		case at.Kind == yaml.ScalarNode:
			r.text(at, &s.URL)
		default:
			r.pairs(at, func(name string, key, value *yaml.Node) {
				if _, ok := r.key(name, key, serverKeys()); !ok {
					return
				}
				if name == "url" {
					r.text(value, &s.URL)
				} else {
					r.text(value, &s.Description)
				}
			})
		}
		if s.URL == "" {
			r.report(at, "config-value", "a server needs an address", "write url: https://api.example.com")
			continue
		}
		c.Servers = append(c.Servers, s)
	}
}

// readOutput reads the folder of each kind of artifact.
func readOutput(r *reader, c *Config, n *yaml.Node) {
	places := map[emit.Kind]*yaml.Node{}
	r.pairs(n, func(name string, at, value *yaml.Node) {
		var folder string
		if !r.kind(name, at) || !r.text(value, &folder) {
			return
		}
		if problem := folderProblem(folder); problem != "" {
			r.report(value, "output-folder", "artifacts cannot go to "+quote(folder)+": "+problem,
				"write something like {module}/specs_generated or client_generated")
			return
		}
		if c.Output == nil {
			c.Output = make(map[emit.Kind]string)
		}
		c.Output[emit.Kind(name)], places[emit.Kind(name)] = path.Clean(folder), value
	})
	r.goFolders(c.Output, places)
}

// goFolders holds that each generated Go package has a folder of its own.
func (r *reader) goFolders(output map[emit.Kind]string, places map[emit.Kind]*yaml.Node) {
	owners := map[string]emit.Kind{}
	for _, row := range emit.Kinds() {
		if row.PackageSuffix == "" {
			continue
		}
		folder, named := output[row.Kind]
		if !named {
			folder = row.Folder
		}
		owner, taken := owners[folder]
		owners[folder] = row.Kind
		at := places[row.Kind]
		switch {
		case at != nil && !strings.Contains(folder, "{module}"):
			r.report(at, "output-folder", "the Go packages of several modules cannot lie in "+quote(folder),
				"write {module} for the module's folder: "+row.Folder)
		case taken && at == nil:
			at = places[owner]
			fallthrough
		case taken:
			r.report(at, "output-folder", "the Go packages "+string(owner)+" and "+string(row.Kind)+" cannot both lie in "+
				quote(folder), "give each a folder of its own")
		}
	}
}

// folderProblem says why artifacts cannot go to a folder, or "".
func folderProblem(folder string) string {
	rest := strings.ReplaceAll(folder, "{module}", "m")
	switch {
	case folder == "":
		return "it is empty"
	case strings.ContainsAny(rest, "{}"):
		return "the only variable is {module}"
	case strings.ContainsAny(rest, "\\:*?\"<>|\x00\n\r\t"):
		return "it holds a character that not every system allows in names"
	case path.IsAbs(folder) || isOutside(path.Clean(folder)):
		return "it is not below the workspace"
	case !strings.Contains(folder, "_generated"):
		return "a folder of generated files has _generated in its name"
	}
	return ""
}

// readArtifacts reads the kinds to generate.
func readArtifacts(r *reader, c *Config, n *yaml.Node) {
	c.Artifacts = []emit.Kind{}
	r.texts(n, func(name string, at *yaml.Node) {
		if r.kind(name, at) && !slices.Contains(c.Artifacts, emit.Kind(name)) {
			c.Artifacts = append(c.Artifacts, emit.Kind(name))
		}
	})
	for _, row := range emit.Kinds() {
		if !slices.Contains(c.Artifacts, row.Kind) {
			continue
		}
		switch {
		case row.Planned:
			r.report(n, "config-value", string(row.Kind)+" cannot be generated yet", "take it out")
		case row.Needs != nil && !slices.ContainsFunc(row.Needs, func(k emit.Kind) bool { return slices.Contains(c.Artifacts, k) }):
			r.report(n, "config-value", string(row.Kind)+" is of no use without "+kindList(row.Needs),
				"add "+kindList(row.Needs)+", or take "+string(row.Kind)+" out")
		}
	}
}

// kindList names kinds of which one is enough.
func kindList(kinds []emit.Kind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	return strings.Join(words, " or ")
}

// kind checks the name of a kind of artifact.
func (r *reader) kind(name string, at *yaml.Node) bool {
	var word string
	return r.choice(&yaml.Node{Kind: yaml.ScalarNode, Value: name, Line: at.Line, Column: at.Column}, kindNames(), &word)
}

// readPackage reads the name of the Python package. Its folder is called so too, because Python imports it by that.
func readPackage(r *reader, c *Config, n *yaml.Node) {
	var name string
	if !r.text(n, &name) {
		return
	}
	for i := range len(name) {
		b := name[i]
		if b != '_' && (b < 'a' || b > 'z') && (b < 'A' || b > 'Z') && (i == 0 || b < '0' || b > '9') {
			name = ""
			break
		}
	}
	if name == "" || !strings.Contains(name, "_generated") {
		r.report(n, "config-value", "this cannot be the name of the Python package",
			"write an identifier with _generated in it, like client_generated: its folder is called so")
		return
	}
	c.Python.Package = name
}

// pythonFolder holds the folder of the Python clients, the folder of their index, which are one package and so one
// folder, and the name of that package together. What is named of them decides the others.
func (r *reader) pythonFolder(n *yaml.Node, c *Config) {
	clients, index := c.Output[emit.Python], c.Output[emit.PythonIndex]
	folder := cmp.Or(clients, index)
	standard := defaults().Python.Package
	switch {
	case clients != "" && index != "" && clients != index:
		r.report(n, "config-value", "python goes to "+clients+", python-index to "+index,
			"the clients and their index are one package: name one folder for both")
		return
	case folder == "" && c.Python.Package == standard:
		return
	case folder == "":
		folder = c.Python.Package
	case c.Python.Package == standard:
		c.Python.Package = path.Base(folder)
	case c.Python.Package != path.Base(folder):
		r.report(n, "config-value", "the folder "+folder+" is not called like the Python package "+c.Python.Package,
			"Python imports a package by the name of its folder: change one of them")
		return
	}
	if c.Output == nil {
		c.Output = make(map[emit.Kind]string)
	}
	c.Output[emit.Python], c.Output[emit.PythonIndex] = folder, folder
}

// readTypes reads the types that are known beside the built-in table.
func readTypes(r *reader, c *Config, n *yaml.Node) {
	r.pairs(n, func(name string, at, value *yaml.Node) {
		dot := strings.LastIndexByte(name, '.')
		if dot <= 0 || dot < strings.LastIndexByte(name, '/') || dot == len(name)-1 {
			r.report(at, "config-type", quote(name)+" is no type", "write its import path, a dot and its name: example.com/money.Amount")
			return
		}
		var t KnownType
		var codec string
		r.pairs(value, func(word string, at, value *yaml.Node) {
			if _, ok := r.key(word, at, typeKeys()); !ok {
				return
			}
			switch word {
			case "codec":
				r.choice(value, codecs(), &codec)
			case "package":
				r.text(value, &t.Package)
			case "schema":
				t.Schema = r.json(value)
			}
		})
		if len(r.list) > 0 {
			return
		}
		if codec == "" || t.Schema == "" {
			r.report(at, "config-type", "the type "+name+" needs a codec and a schema", "write codec: text and schema: {type: string}")
			return
		}
		t.Codec = contract.Codec(codec)
		if c.Types == nil {
			c.Types = make(map[string]KnownType)
		}
		c.Types[name] = t
	})
}

// json is a value as JSON, its keys in the order of the file. A text is taken as JSON itself.
func (r *reader) json(n *yaml.Node) string {
	n = r.follow(n)
	if n == nil {
		return ""
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		if !json.Valid([]byte(n.Value)) || !strings.HasPrefix(strings.TrimSpace(n.Value), "{") {
			r.report(n, "config-type", "this is no JSON Schema", "write {type: string}")
			return ""
		}
		return n.Value
	}
	if n.Kind != yaml.MappingNode {
		r.report(n, "config-type", "this is no JSON Schema", "write {type: string}")
		return ""
	}
	var b strings.Builder
	r.writeJSON(&b, n)
	if !json.Valid([]byte(b.String())) {
		r.report(n, "config-type", "this cannot be said in JSON", "")
		return ""
	}
	return b.String()
}

// writeJSON writes one value as JSON.
func (r *reader) writeJSON(b *strings.Builder, n *yaml.Node) {
	n = r.follow(n)
	if n == nil {
		b.WriteString("null")
		return
	}
	switch n.Kind {
	case yaml.MappingNode:
		b.WriteByte('{')
		first := true
		r.pairs(n, func(name string, _, value *yaml.Node) {
			if !first {
				b.WriteByte(',')
			}
			first = false
			writeJSONString(b, name)
			b.WriteByte(':')
			r.writeJSON(b, value)
		})
		b.WriteByte('}')
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			r.writeJSON(b, item)
		}
		b.WriteByte(']')
	default:
		switch n.Tag {
		case "!!null":
			b.WriteString("null")
		case "!!bool":
			b.WriteString(strings.ToLower(n.Value))
		case "!!int", "!!float":
			b.WriteString(n.Value)
		default:
			writeJSONString(b, n.Value)
		}
	}
}

func writeJSONString(b *strings.Builder, s string) {
	quoted, err := json.Marshal(s)
	if err != nil {
		quoted = []byte(`""`)
	}
	b.Write(quoted)
}

func isOutside(clean string) bool { return clean == ".." || strings.HasPrefix(clean, "../") }

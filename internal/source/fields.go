package source

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// rawField is a field that was found, before the rules of promotion choose among those of one name.
type rawField struct {
	name   string
	at     token.Pos
	expr   ast.Expr
	sc     scope
	doc    string
	path   []string
	embeds []*contract.Embed
	index  []int // order of declaration, through embedded structs
	owner  string
	twice  bool // its struct is embedded twice at this depth

	wire   string
	in     contract.Place
	tagged bool
	omit   bool
	zero   bool
	quoted *word // the option ",string"
	tags   tags
}

// level is a struct whose fields are collected: the one of the type itself, or an embedded one.
type level struct {
	owner  string // Go name of the struct, for messages
	id     string
	body   *ast.StructType
	sc     scope
	path   []string
	embeds []*contract.Embed
	index  []int
	twice  bool
}

// fillStruct collects the fields of a struct as they travel: those of embedded structs are promoted by the rules of
// encoding/json.
func (ld *load) fillStruct(d *declared, body *ast.StructType, sc scope) {
	raw, exported := ld.collect(d, body, sc)
	if !exported && body.Fields.NumFields() > 0 {
		ld.report(nothingExported, d.at, d.obj.name, d.what)
		return
	}
	for _, f := range ld.dominant(d, raw) {
		if len(d.decl.Fields) == maxFields {
			ld.report(tooLarge, f.at, "the struct "+d.obj.name, "fields")
			return
		}
		ld.addField(d, f)
	}
}

// namedField reads one field with a name. It is false if the field does not travel.
func (ld *load) namedField(l level, order int, field *ast.Field, name *ast.Ident) (*rawField, bool) {
	f := &rawField{name: name.Name, at: name.Pos(), expr: field.Type, sc: l.sc, doc: docOf(field.Doc, field.Comment),
		path: append(slices.Clone(l.path), name.Name), embeds: l.embeds, index: append(slices.Clone(l.index), order),
		owner: l.owner, twice: l.twice}
	if !ast.IsExported(name.Name) {
		if list, _ := readTags(field.Tag); name.Name != "_" {
			for _, t := range list {
				if t.key == "json" && t.value != "-" || slices.Contains(placeKeys[:], t.key) {
					ld.report(unexportedField, name.Pos(), name.Name, l.owner)
					break
				}
			}
		}
		return f, false
	}
	return f, ld.readFieldTags(f, field.Tag)
}

// readFieldTags finds the name on the wire, the place and the options of a field. It is false for a field that does
// not travel.
func (ld *load) readFieldTags(f *rawField, lit *ast.BasicLit) bool {
	list, wrong := readTags(lit)
	if wrong != 0 {
		ld.report(badTag, wrong, f.name, f.owner)
	}
	f.tags = list
	for i, t := range list {
		if slices.ContainsFunc(list[:i], func(o tag) bool { return o.key == t.key }) {
			ld.report(tagTwice, t.keyAt, t.key, f.name)
		}
	}
	skip := false
	if t, ok := list.get("json"); ok {
		name, opts := t.options()
		skip = t.value == "-"
		if name != "" && !skip {
			if !isWireName(name) {
				ld.report(badWireName, t.valueAt, name)
			}
			f.wire, f.tagged = name, true
		}
		ld.jsonOptions(f, opts)
	}
	for _, key := range placeKeys {
		t, ok := list.get(key)
		if !ok {
			continue
		}
		if f.in != "" {
			ld.report(twoPlaces, t.keyAt, f.name, string(f.in), key)
			continue
		}
		skip, f.in = false, contract.Place(key)
		name, opts := t.options()
		if name != "" {
			f.wire, f.tagged = name, true
		}
		if f.wire == "" {
			f.wire = naming.LowerCamel(f.name)
		}
		ld.checkPlaceName(f, t)
		for _, o := range opts {
			if o.text != "omitempty" {
				ld.report(unknownOption, o.at, o.text, key, didYouMean("", o.text, []string{"omitempty"}))
			}
			f.omit = true
		}
	}
	if f.wire == "" {
		f.wire = naming.LowerCamel(f.name)
	}
	ld.checkTagNames(f)
	return !skip
}

// jsonOptions reads what stands behind the comma of a json tag.
func (ld *load) jsonOptions(f *rawField, opts []word) {
	for _, o := range opts {
		switch o.text {
		case "omitempty":
			f.omit = true
		case "omitzero":
			f.zero = true
		case "string":
			f.quoted = &word{o.text, o.at}
		case "":
		default:
			ld.report(unknownOption, o.at, o.text, "json", didYouMean("", o.text, []string{"omitempty", "omitzero", "string"}))
		}
	}
}

// checkPlaceName checks the name of a parameter.
func (ld *load) checkPlaceName(f *rawField, t tag) {
	switch {
	case !isInputName(f.wire, f.in):
		ld.report(badWireName, t.valueAt, f.wire)
	case f.in == contract.InHeader && slices.ContainsFunc([]string{"Accept", "Content-Type", "Authorization", "Cookie",
		"Content-Length", "Host"}, func(s string) bool { return strings.EqualFold(s, f.wire) }):
		ld.report(reservedHeader, t.valueAt, f.wire)
	}
}

// checkTagNames warns of keys that look like ours but are not.
func (ld *load) checkTagNames(f *rawField) {
	for _, t := range f.tags {
		if slices.Contains(tagKeys[:], t.key) || len(t.key) < 4 {
			continue
		}
		for _, key := range tagKeys {
			if strings.EqualFold(key, t.key) || len(key) > 6 && closest(t.key, []string{key}) != "" && sameStart(key, t.key) {
				ld.report(tagLooksLike, t.keyAt, t.key, f.name, key)
				break
			}
		}
	}
}

// sameStart says whether two words begin with the same two letters.
func sameStart(a, b string) bool {
	return len(a) > 2 && len(b) > 2 && strings.EqualFold(a[:2], b[:2])
}

// addField turns a field into its form in the model.
func (ld *load) addField(d *declared, f *rawField) {
	what := "the field " + f.name + " of " + f.owner
	typ := ld.resolve(f.expr, f.sc, what)
	if typ == nil {
		return
	}
	doc, why := splitDeprecated(f.doc)
	field := &contract.Field{Name: f.name, Path: f.path, Embedded: f.embeds, Wire: f.wire, In: f.in, Type: typ,
		OmitZero: f.zero, Omit: f.omit, Doc: doc, Deprecated: why, Pos: ld.pos(f.at)}
	d.decl.Fields = append(d.decl.Fields, field)
	ld.rules = append(ld.rules, pendingRules{field: field, raw: f, what: what})
	ld.use(typ, f.expr.Pos(), what)
}

// isWireName says whether a name of a json tag is one that encoding/json takes.
func isWireName(s string) bool {
	if s == "" || len(s) > 200 {
		return false
	}
	for _, r := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !isNameRune(r) {
			return false
		}
	}
	return true
}

// isInputName says whether a name can be the name of a value in that place. A query may use brackets and the like,
// which its encoding leaves alone or escapes.
func isInputName(s string, in contract.Place) bool {
	if in == contract.InQuery {
		s = strings.Map(func(r rune) rune {
			if strings.ContainsRune("[]:$~!*()@/,", r) {
				return '_'
			}
			return r
		}, s)
	}
	return isToken(s)
}

// isToken says whether a name can be the name of a parameter, a header or a cookie.
func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '-' && c != '_' && c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return s != "" && len(s) <= 200
}

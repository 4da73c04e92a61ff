package gowire

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

// schemas are the schemas of a module's types as its documents have them, and as an independent validator reads them.
type schemas struct {
	shared    map[string]*schema.Schema
	validator map[string]*jsonschema.Resolved
}

// schemasOf describes every declared type of a module.
func schemasOf(t *testing.T, m *contract.Module) *schemas {
	t.Helper()
	d := schema.NewDescriber(m, "#/$defs/")
	p := newPackage(m)
	var names []string
	for _, decl := range m.Decls {
		if p.travels(decl) {
			d.Type(&contract.Type{Kind: contract.KindRef, Ref: decl.ID, Decl: decl})
			names = append(names, decl.Name)
		}
	}
	if list := d.Findings(); len(list) > 0 {
		t.Fatal(list)
	}
	s := &schemas{shared: map[string]*schema.Schema{}, validator: map[string]*jsonschema.Resolved{}}
	var w schema.Writer
	schema.WriteProperties(&w, d.Shared(), schema.Draft2020)
	for _, one := range d.Shared() {
		s.shared[one.Name] = one.Schema
	}
	for _, name := range names {
		var root jsonschema.Schema
		text := fmt.Sprintf(`{"$ref": "#/$defs/%s", "$defs": %s}`, name, w.Bytes())
		if err := json.Unmarshal([]byte(text), &root); err != nil {
			t.Fatal(err, text)
		}
		resolved, err := root.Resolve(nil)
		if err != nil {
			t.Fatal(err)
		}
		s.validator[name] = resolved
	}
	return s
}

// valid says what the independent validator thinks of a text.
func (s *schemas) valid(t *testing.T, name, text string) error {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err, text)
	}
	return s.validator[name].Validate(v)
}

// maker makes random JSON texts for schemas: most fit, some do not.
type maker struct {
	*rand.Rand
	*schemas
	faults float64 // probability of a fault at each value
	fits   map[string][]string
}

func (m *maker) chance(p float64) bool { return m.Float64() < p }

// fitting picks one of the texts that fit a schema's own rules; any of them where faults are wanted, or if none fits.
func (m *maker) fitting(s *schema.Schema, texts []string) string {
	if m.chance(m.faults * 4) {
		return pick(m, texts)
	}
	own := *s
	own.Format, own.ContentEncoding = "", ""
	var w schema.Writer
	own.Write(&w, schema.Draft2020)
	fit := m.fits[string(w.Bytes())]
	if fit == nil {
		var one jsonschema.Schema
		if json.Unmarshal(w.Bytes(), &one) != nil {
			return pick(m, texts)
		}
		resolved, err := one.Resolve(nil)
		if err != nil {
			return pick(m, texts)
		}
		for _, text := range texts {
			var v any
			if json.Unmarshal([]byte(text), &v) == nil && resolved.Validate(v) == nil {
				fit = append(fit, text)
			}
		}
		if fit == nil {
			fit = texts
		}
		m.fits[string(w.Bytes())] = fit
	}
	return pick(m, fit)
}

func pick[T any](m *maker, list []T) T { return list[m.IntN(len(list))] }

// value is a text for a schema.
func (m *maker) value(s *schema.Schema, depth int) string {
	if m.chance(m.faults) {
		return pick(m, []string{"null", "0", "-1", "1.5", "1e2", `"x"`, `""`, "true", "[]", "{}", `[null]`, "1e300", "300", "-129", "70000"})
	}
	switch {
	case len(s.Enum) > 0:
		return string(pick(m, s.Enum))
	case s.Ref != "":
		return m.value(m.shared[strings.TrimPrefix(s.Ref, "#/$defs/")], depth)
	case s.Const != nil:
		return string(s.Const)
	case len(s.OneOf) > 0:
		return m.value(pick(m, s.OneOf), depth+1)
	case len(s.AnyOf) > 0:
		return m.value(pick(m, s.AnyOf), depth+1)
	case len(s.AllOf) > 0:
		return m.value(pick(m, s.AllOf), depth+1)
	case len(s.Types) == 0:
		return pick(m, []string{"null", "1", `"free"`, `{"a":[1,true]}`, "[]", "1.5e3"})
	}
	switch pick(m, s.Types) {
	case "null":
		return "null"
	case "boolean":
		return pick(m, []string{"true", "false"})
	case "integer":
		return m.integer(s)
	case "number":
		return m.number(s)
	case "string":
		return m.text(s)
	case "array":
		return m.array(s, depth)
	}
	return m.object(s, depth)
}

// integer is one near the bounds that there are, in one of its spellings.
func (m *maker) integer(s *schema.Schema) string {
	candidates := []int64{0, 1, -1, 2, 3, 9, 100, 127, 128, -128, 255, 1 << 31}
	for _, b := range []json.Number{s.Minimum, s.Maximum, s.ExclusiveMinimum, s.ExclusiveMaximum} {
		if n, err := b.Int64(); err == nil {
			candidates = append(candidates, n, n, n+1, n-1)
		}
	}
	texts := make([]string, len(candidates))
	for i, n := range candidates {
		texts[i] = strconv.FormatInt(n, 10)
	}
	n := m.fitting(s, texts)
	if strings.ContainsAny(n, ".eE") {
		return n
	}
	switch m.IntN(8) {
	case 0:
		return n + ".0"
	case 1:
		return n + "e0"
	case 2:
		if n != "0" {
			return n + "00e-2"
		}
	}
	return n
}

func (m *maker) number(s *schema.Schema) string {
	if m.chance(0.5) {
		return m.integer(s)
	}
	texts := []string{"0.5", "0.25", "-0.75", "1e-3", "999.5", "1e3", "123456.75", "1E+2", "-0.0"}
	for _, b := range []json.Number{s.Minimum, s.Maximum, s.ExclusiveMinimum, s.ExclusiveMaximum} {
		if b != "" {
			texts = append(texts, string(b))
		}
	}
	return m.fitting(s, texts)
}

func (m *maker) text(s *schema.Schema) string {
	switch {
	case s.Format == "date-time":
		return pick(m, []string{`"2026-01-02T03:04:05Z"`, `"1999-12-31T23:59:59.5+02:00"`})
	case s.Format == "email":
		return `"a@b.example"`
	case s.ContentEncoding != "":
		return pick(m, []string{`""`, `"aGk="`, `"AAEC"`})
	}
	return m.fitting(s, []string{`"a"`, `"b"`, `""`, `"ab"`, `"abcd"`, `"é😀"`, `"c1"`, `"127.0.0.1"`, `"10.0.0.0/8"`, `"\u0061\n\""`,
		`"DE"`, `"0"`, `"12"`, `"-3"`, `"1.5"`, `"007"`, `"x"`, `"-0"`, `"1e3"`, `"3/4"`, `"A"`, `"a b"`})
}

func (m *maker) array(s *schema.Schema, depth int) string {
	n := m.IntN(4)
	if s.MinItems != nil && !m.chance(m.faults*4) {
		n = max(n, int(*s.MinItems))
	}
	if s.MaxItems != nil && !m.chance(m.faults*4) {
		n = min(n, int(*s.MaxItems))
	}
	if depth > 8 {
		n = 0
		if s.MinItems != nil {
			n = int(*s.MinItems)
		}
	}
	items := make([]string, n)
	for i := range items {
		items[i] = m.value(s.Items, depth+1)
	}
	return "[" + strings.Join(items, ",") + "]"
}

func (m *maker) object(s *schema.Schema, depth int) string {
	var members []string
	add := func(name, value string) { members = append(members, string(schema.Quote(name))+":"+value) }
	for _, p := range s.Properties {
		required := slices.Contains(s.Required, p.Name)
		switch {
		case required && m.chance(m.faults/2):
		case required, depth < 6 && m.chance(0.5):
			add(p.Name, m.hinted(p, depth))
		}
	}
	if s.AdditionalProperties != nil {
		seen := map[string]bool{}
		for range m.IntN(3) {
			name := m.key(s.PropertyNames)
			if !seen[name] && depth < 6 {
				value := pick(m, []string{"1", `"x"`, "[]"})
				if s.AdditionalProperties.Bool == nil {
					value = m.value(s.AdditionalProperties, depth+1)
				}
				add(name, value)
			}
			seen[name] = true
		}
	} else if m.chance(0.1) {
		add("unknownMember", `{"a":[null]}`)
	}
	m.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	return "{" + strings.Join(members, ", ") + "}"
}

// hinted is a value of a property. Some types are texts of which the schema says no more.
func (m *maker) hinted(p schema.Property, depth int) string {
	hint := map[string]string{"addr": `"127.0.0.1"`, "prefix": `"10.0.0.0/8"`, "code": `"c1"`, "big": `"-7"`, "rat": `"3/4"`}[p.Name]
	if hint == "" || m.chance(m.faults*4) {
		return m.value(p.Schema, depth+1)
	}
	if slices.Contains(p.Schema.Types, "object") {
		return "{" + hint + ":1}"
	}
	return hint
}

// key is a name of a member of a map.
func (m *maker) key(s *schema.Schema) string {
	if s == nil {
		return pick(m, []string{"a", "b", "größe", "", "𝔸", "c3"})
	}
	if s.Ref != "" {
		return m.key(m.shared[strings.TrimPrefix(s.Ref, "#/$defs/")])
	}
	if len(s.Enum) > 0 && !m.chance(m.faults*4) {
		var name string
		if json.Unmarshal(pick(m, s.Enum), &name) == nil {
			return name
		}
	}
	name := m.fitting(s, []string{`"1"`, `"-1"`, `"7"`, `"100"`, `"c1"`, `"127.0.0.1"`, `"x"`, `"red"`})
	return name[1 : len(name)-1]
}

// stricter are the violations of what a schema does not say in a way that the validator checks: formats, encodings,
// the range of an int64, what the text of a type is.
var stricter = []string{"must have the format", "must be base64", "must be a date and time", "is not valid: ", "must be from ",
	"has a name that is not valid", "is too large a number", "name"}

// looser are the faults that the validator finds and we do not: a union whose value fits several members (we take the
// one that fits best), and multiples that are only exact in decimal.
var looser = []string{"oneOf: validated against both", "multipleOf"}

// agree says whether our verdict and the validator's are compatible.
func agree(r reply, fault error) bool {
	if fault != nil && r.accepted() {
		return slices.ContainsFunc(looser, func(s string) bool { return strings.Contains(fault.Error(), s) })
	}
	if fault == nil && !r.accepted() {
		for _, v := range r.Violations {
			known := slices.ContainsFunc(stricter, func(s string) bool {
				return strings.HasPrefix(v.Detail, s) || s == "name" && strings.Contains(v.Detail, "as its name")
			})
			if !known {
				return false
			}
		}
		return r.Fault == "" && len(r.Violations) > 0
	}
	return true
}

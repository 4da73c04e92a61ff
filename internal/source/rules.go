package source

import (
	"encoding/json"
	"go/token"
	"math/big"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tenon/internal/contract"
)

// pendingRules is a field whose tags are read once every type is known.
type pendingRules struct {
	field *contract.Field
	raw   *rawField
	what  string
}

// fieldRules reads the tags of a field that constrain and describe it.
func (ld *load) fieldRules(p pendingRules) {
	f := p.field
	ld.quotedField(p)
	ld.neverEmpty(p)
	for _, t := range p.raw.tags {
		switch t.key {
		case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
			ld.numberRule(p, t)
		case "minLength", "maxLength", "minItems", "maxItems":
			ld.sizeRule(p, t)
		case "uniqueItems":
			ld.uniqueRule(p, t)
		case "pattern":
			ld.patternRule(p, t)
		case "format":
			ld.formatRule(p, t)
		case "enum":
			ld.enumRule(p, t)
		}
	}
	ld.contradictions(p)
	if t, ok := p.raw.tags.get("example"); ok {
		if js, want := literalOf(t.value, f.Type); want != "" {
			ld.report(badValue, t.valueAt, "example", t.value, p.what, want)
		} else {
			f.Example = &contract.Literal{JSON: js}
		}
	}
	ld.defaultOf(p)
	optional := f.Omit || f.OmitZero || f.Default != nil
	switch f.In {
	case contract.InPath:
		f.Required = true
	case "":
		f.Required = !optional
	default:
		f.Required = !optional && f.Type.Kind != contract.KindPointer && listType(f.Type) == nil
	}
}

// neverEmpty warns of omitempty where, as in encoding/json, it does nothing.
func (ld *load) neverEmpty(p pendingRules) {
	if !p.field.Omit || p.field.OmitZero || p.field.In != "" {
		return
	}
	t := p.field.Type
	for t.Kind == contract.KindRef && t.Decl.Kind == contract.DeclDefined {
		t = t.Decl.Underlying
	}
	what := ""
	switch {
	case t.Kind == contract.KindRef && t.Decl.Kind == contract.DeclStruct, t.Kind == contract.KindKnown && t.Known.Codec == contract.CodecTime:
		what = "a struct"
	case t.Kind == contract.KindArray && t.Len > 0:
		what = "an array"
	default:
		return
	}
	tag, _ := p.raw.tags.get("json")
	ld.report(neverEmpty, tag.valueAt, p.what, what)
}

// quotedField checks the option ",string".
func (ld *load) quotedField(p pendingRules) {
	if p.raw.quoted == nil {
		return
	}
	switch k := plainKind(p.field.Type); {
	case k == contract.KindBool, isNumeric(p.field.Type):
		p.field.Quoted = true
	default:
		ld.report(badQuoted, p.raw.quoted.at, p.what)
	}
}

// unfit reports a rule that is about another kind of value.
func (ld *load) unfit(p pendingRules, t tag, about string) {
	ld.report(ruleKind, t.keyAt, t.key, p.what, about)
}

func (ld *load) numberRule(p pendingRules, t tag) {
	if !isNumeric(p.field.Type) || p.field.Quoted {
		ld.unfit(p, t, "numbers")
		return
	}
	js, want := bound(t.value, p.field.Type)
	if want == "" && t.key == "multipleOf" && rat(js).Sign() <= 0 {
		want = "a number above 0"
	}
	if want != "" {
		ld.report(badValue, t.valueAt, t.key, t.value, p.what, want)
		return
	}
	r := &p.field.Rules
	switch t.key {
	case "minimum":
		r.Minimum = &js
	case "maximum":
		r.Maximum = &js
	case "exclusiveMinimum":
		r.ExclusiveMinimum = &js
	case "exclusiveMaximum":
		r.ExclusiveMaximum = &js
	case "multipleOf":
		r.MultipleOf = &js
	}
}

func (ld *load) sizeRule(p pendingRules, t tag) {
	if strings.HasSuffix(t.key, "Length") && !isText(p.field.Type) {
		ld.unfit(p, t, "strings")
		return
	}
	if list := listType(p.field.Type); strings.HasSuffix(t.key, "Items") && (list == nil || list.Kind == contract.KindArray) {
		ld.unfit(p, t, "slices")
		return
	}
	n, err := strconv.ParseInt(t.value, 10, 64)
	if err != nil || n < 0 || n > 1<<31 {
		ld.report(badValue, t.valueAt, t.key, t.value, p.what, "a count from 0")
		return
	}
	r := &p.field.Rules
	switch t.key {
	case "minLength":
		r.MinLength = &n
	case "maxLength":
		r.MaxLength = &n
	case "minItems":
		r.MinItems = &n
	case "maxItems":
		r.MaxItems = &n
	}
}

func (ld *load) uniqueRule(p pendingRules, t tag) {
	switch {
	case listType(p.field.Type) == nil:
		ld.unfit(p, t, "slices and arrays")
	case t.value != "true" && t.value != "false":
		ld.report(badValue, t.valueAt, t.key, t.value, p.what, "true or false")
	default:
		p.field.Rules.UniqueItems = t.value == "true"
	}
}

func (ld *load) patternRule(p pendingRules, t tag) {
	if !isText(p.field.Type) {
		ld.unfit(p, t, "strings")
		return
	}
	if t.value == "" || len(t.value) > 1000 {
		ld.report(badValue, t.valueAt, t.key, t.value, p.what, "a regular expression of at most 1000 characters")
		return
	}
	if _, err := syntax.Parse(t.value, syntax.Perl); err != nil {
		ld.report(badPattern, t.valueAt, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		return
	}
	if _, err := regexp.Compile(t.value); err != nil {
		ld.report(badPattern, t.valueAt, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		return
	}
	if at, what, instead := unportable(t.value); what != "" {
		ld.report(unportablePattern, t.valueAt+token.Pos(at), what, instead)
		return
	}
	p.field.Rules.Pattern = t.value
}

func (ld *load) formatRule(p pendingRules, t tag) {
	numbers := []string{"int32", "int64", "float", "double"}
	switch {
	case !isPlain(p.field.Type) || plainKind(p.field.Type) == contract.KindBool:
		ld.unfit(p, t, "strings and numbers")
	case isNumeric(p.field.Type) && !slices.Contains(numbers, t.value):
		ld.report(badValue, t.valueAt, t.key, t.value, p.what, "one of "+strings.Join(numbers, ", "))
	case !isToken(t.value):
		ld.report(badValue, t.valueAt, t.key, t.value, p.what, "a word like email")
	default:
		p.field.Rules.Format = t.value
	}
}

func (ld *load) enumRule(p pendingRules, t tag) {
	if !isPlain(p.field.Type) || plainKind(p.field.Type) == contract.KindBool || p.field.Quoted {
		ld.unfit(p, t, "strings and numbers")
		return
	}
	at := t.valueAt
	for _, text := range strings.Split(t.value, ",") {
		js, want := literalOf(text, p.field.Type)
		same := slices.Contains(p.field.Rules.Enum, contract.Literal{JSON: js})
		switch {
		case want != "":
			ld.report(badValue, at, t.key, text, p.what, want)
		case same:
			ld.report(badValue, at, t.key, text, p.what, "a value that is not in the list yet")
		default:
			p.field.Rules.Enum = append(p.field.Rules.Enum, contract.Literal{JSON: js})
		}
		at += token.Pos(len(text) + 1)
	}
}

// contradictions reports rules that no value can keep.
func (ld *load) contradictions(p pendingRules) {
	r := p.field.Rules
	above := func(low, high *string) bool { return low != nil && high != nil && rat(*low).Cmp(rat(*high)) > 0 }
	reach := func(low, high *string) bool { return low != nil && high != nil && rat(*low).Cmp(rat(*high)) >= 0 }
	longer := func(low, high *int64) bool { return low != nil && high != nil && *low > *high }
	for _, c := range []struct {
		bad       bool
		low, high string
	}{
		{above(r.Minimum, r.Maximum), "minimum", "maximum"},
		{reach(r.ExclusiveMinimum, r.Maximum), "exclusiveMinimum", "maximum"},
		{reach(r.Minimum, r.ExclusiveMaximum), "minimum", "exclusiveMaximum"},
		{reach(r.ExclusiveMinimum, r.ExclusiveMaximum), "exclusiveMinimum", "exclusiveMaximum"},
		{longer(r.MinLength, r.MaxLength), "minLength", "maxLength"},
		{longer(r.MinItems, r.MaxItems), "minItems", "maxItems"},
	} {
		if c.bad {
			t, _ := p.raw.tags.get(c.low)
			ld.report(contradiction, t.keyAt, c.low, c.high, p.what)
		}
	}
}

// defaultOf reads the default of a field. It must keep the field's own rules.
func (ld *load) defaultOf(p pendingRules) {
	t, ok := p.raw.tags.get("default")
	if !ok {
		return
	}
	f := p.field
	list := listType(f.Type)
	plain := isPlain(f.Type) || f.Type.Optional().Kind == contract.KindBytes || list != nil && isPlain(list.Elem)
	if !plain {
		ld.unfit(p, t, "plain values and lists of them")
		return
	}
	if f.In == contract.InPath {
		ld.report(pathDefault, t.keyAt, p.what)
		return
	}
	if f.In == "" && (f.Omit || f.OmitZero) {
		ld.report(defaultOmitted, t.keyAt, p.what)
		return
	}
	js, want := literalOf(t.value, f.Type)
	if want == "" {
		want = brokenRule(f, js)
	}
	if want != "" {
		ld.report(badValue, t.valueAt, "default", t.value, p.what, want)
		return
	}
	f.Default = &contract.Literal{JSON: js}
}

// brokenRule says which rule of its field a value breaks, or "".
func brokenRule(f *contract.Field, js string) string {
	r := f.Rules
	if len(r.Enum) > 0 && !slices.Contains(r.Enum, contract.Literal{JSON: js}) {
		values := make([]string, len(r.Enum))
		for i, v := range r.Enum {
			values[i] = v.JSON
		}
		return "one of " + strings.Join(values, ", ")
	}
	switch {
	case isNumeric(f.Type):
		return brokenBound(r, rat(js))
	case isText(f.Type):
		return brokenText(r, unquoteJSON(js))
	}
	var parts []json.RawMessage
	if listType(f.Type) == nil || json.Unmarshal([]byte(js), &parts) != nil {
		return ""
	}
	switch n := int64(len(parts)); {
	case r.MinItems != nil && n < *r.MinItems:
		return "at least " + strconv.FormatInt(*r.MinItems, 10) + " values"
	case r.MaxItems != nil && n > *r.MaxItems:
		return "at most " + strconv.FormatInt(*r.MaxItems, 10) + " values"
	}
	return ""
}

func brokenBound(r contract.Rules, v *big.Rat) string {
	switch {
	case r.Minimum != nil && v.Cmp(rat(*r.Minimum)) < 0:
		return "at least " + *r.Minimum
	case r.Maximum != nil && v.Cmp(rat(*r.Maximum)) > 0:
		return "at most " + *r.Maximum
	case r.ExclusiveMinimum != nil && v.Cmp(rat(*r.ExclusiveMinimum)) <= 0:
		return "above " + *r.ExclusiveMinimum
	case r.ExclusiveMaximum != nil && v.Cmp(rat(*r.ExclusiveMaximum)) >= 0:
		return "below " + *r.ExclusiveMaximum
	case r.MultipleOf != nil && !new(big.Rat).Quo(v, rat(*r.MultipleOf)).IsInt():
		return "a multiple of " + *r.MultipleOf
	}
	return ""
}

func brokenText(r contract.Rules, s string) string {
	n := int64(utf8.RuneCountInString(s))
	switch {
	case r.MinLength != nil && n < *r.MinLength:
		return "at least " + strconv.FormatInt(*r.MinLength, 10) + " characters"
	case r.MaxLength != nil && n > *r.MaxLength:
		return "at most " + strconv.FormatInt(*r.MaxLength, 10) + " characters"
	}
	if r.Pattern != "" {
		if re, err := regexp.Compile(r.Pattern); err == nil && !re.MatchString(s) {
			return "a text that matches the pattern " + r.Pattern
		}
	}
	return ""
}

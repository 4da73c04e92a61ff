package gowire

import (
	"math"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
	"tenon/internal/schema"
)

// pattern is a regular expression that the package has a variable for.
type pattern struct{ name, expr string }

// patternVar is the variable of a pattern.
func (p *goPackage) patternVar(expr string) gosrc.Ident {
	for _, known := range p.patterns {
		if known.expr == expr {
			return gosrc.Name(known.name)
		}
	}
	name := "pattern" + strconv.Itoa(len(p.patterns)+1)
	p.patterns = append(p.patterns, pattern{name, expr})
	return gosrc.Name(name)
}

// patternVars writes the variables of all patterns. They are compiled when they are first needed.
func (p *goPackage) patternVars(f *fileOf) {
	for _, one := range p.patterns {
		f.used = true
		f.P("var $1 = $2.NewPattern($3)", gosrc.Name(one.name), f.wire, gosrc.Str(one.expr))
	}
}

// check writes the checks of a field's rules on the value that was just read into a place. The type is that of the
// value, not of a pointer to it.
func (p *goPackage) check(f *fileOf, t *contract.Type, at place, field *contract.Field) {
	r := field.Rules
	switch u := underlying(t); {
	case isText(t):
		p.checkText(f, gosrc.X("d.LastText()"), r)
	case u.Kind == contract.KindString:
		p.checkText(f, at.value, r)
	case u.Kind == contract.KindBytes:
		p.checkText(f, gosrc.X("d.LastText()"), r)
	case u.Kind == contract.KindInt, u.Kind == contract.KindUint, u.Kind == contract.KindFloat:
		p.checkNumber(f, at.value, u.Kind == contract.KindFloat, field)
	case u.Kind == contract.KindKnown && u.Known.Codec == contract.CodecDuration:
		p.checkNumber(f, at.value, false, field)
	case u.Kind == contract.KindSlice, u.Kind == contract.KindArray:
		p.checkItems(f, gosrc.X("len($1)", at.value), r)
	}
	p.checkEnum(f, t, at, field)
}

// isText says whether a type is a string on the wire and something else in Go.
func isText(t *contract.Type) bool {
	switch {
	case t.Kind == contract.KindRef && t.Decl.Kind == contract.DeclText:
		return true
	case t.Kind == contract.KindKnown:
		return t.Known.Codec == contract.CodecText || t.Known.Codec == contract.CodecTime
	}
	return false
}

// checkText checks a text: that of a Go string, or the one that was read last.
func (p *goPackage) checkText(f *fileOf, text gosrc.Expr, r contract.Rules) {
	if r.MinLength != nil {
		f.P("$1.MinLength(d, $2, $3)", f.wire, text, gosrc.Int(*r.MinLength))
	}
	if r.MaxLength != nil {
		f.P("$1.MaxLength(d, $2, $3)", f.wire, text, gosrc.Int(*r.MaxLength))
	}
	if r.Pattern != "" {
		f.P("$1.Match(d, $2, $3)", f.wire, text, p.patternVar(r.Pattern))
	}
	if r.Format != "" {
		f.P("$1.Format(d, $2, $3)", f.wire, text, gosrc.Str(r.Format))
	}
}

// checkKnown checks what the schema of a known type says of its text.
func (p *goPackage) checkKnown(f *fileOf, k *contract.Known) {
	if k == nil || k.Codec != contract.CodecText && k.Codec != contract.CodecString {
		return
	}
	v, err := schema.Parse([]byte(k.Schema))
	if err != nil {
		return
	}
	var r contract.Rules
	for _, m := range v.Members {
		switch m.Name {
		case "pattern":
			r.Pattern = m.Value.Text
		case "format":
			r.Format = m.Value.Text
		}
	}
	p.checkText(f, gosrc.X("d.LastText()"), r)
}

func (p *goPackage) checkItems(f *fileOf, length gosrc.Expr, r contract.Rules) {
	if r.MinItems != nil {
		f.P("d.MinItems($1, $2)", length, gosrc.Int(*r.MinItems))
	}
	if r.MaxItems != nil {
		f.P("d.MaxItems($1, $2)", length, gosrc.Int(*r.MaxItems))
	}
	if r.UniqueItems {
		f.P("d.UniqueItems()")
	}
}

// bound is one constraint on the size of a number.
type bound struct {
	check     string
	limit     *string
	lower     bool
	exclusive bool
}

func (p *goPackage) checkNumber(f *fileOf, value gosrc.Expr, float bool, field *contract.Field) {
	r := field.Rules
	for _, b := range []bound{
		{"Minimum", r.Minimum, true, false},
		{"Maximum", r.Maximum, false, false},
		{"ExclusiveMinimum", r.ExclusiveMinimum, true, true},
		{"ExclusiveMaximum", r.ExclusiveMaximum, false, true},
	} {
		if b.limit != nil {
			p.checkBound(f, value, float, b, field)
		}
	}
	if r.MultipleOf != nil {
		digits, exp, ok := decimal(*r.MultipleOf)
		if !ok {
			p.fail("constraint-too-large", field.Pos, "multipleOf "+*r.MultipleOf+" of the field "+field.Name+
				" has too many digits", "write a number of at most 18 digits")
			return
		}
		f.P("$1.MultipleOf(d, $2, $1.Decimal{Digits: $3, Exp: $4})", f.wire, value, gosrc.Uint(digits), gosrc.Int(int64(exp)))
	}
}

// checkBound compares in the value's own type where the limit has a place in it, else as floating point.
func (p *goPackage) checkBound(f *fileOf, value gosrc.Expr, float bool, b bound, field *contract.Field) {
	limit, ok := finiteConstant(*b.limit)
	if !ok {
		p.fail("constraint-too-large", field.Pos, strings.ToLower(b.check[:1])+b.check[1:]+" "+*b.limit+" of the field "+
			field.Name+" is beyond every number", "write a number that a float64 can hold")
		return
	}
	if !float {
		if whole, ok := integerConstant(*b.limit); ok && fits(field.Type, *b.limit) {
			limit = whole
		} else {
			value = gosrc.X("float64($1)", value)
		}
	}
	f.P("$1.$2(d, $3, $4)", f.wire, gosrc.Name(b.check), value, limit)
}

// fits says whether an integer is in the range of the type of a field.
func fits(t *contract.Type, text string) bool {
	u := underlying(t.Optional())
	bits := u.Bits
	if bits == 0 {
		bits = 32 // int and uint have at least that
	}
	if u.Kind == contract.KindKnown {
		bits = 64
	}
	var err error
	if u.Kind == contract.KindUint {
		_, err = strconv.ParseUint(text, 10, bits)
	} else {
		_, err = strconv.ParseInt(text, 10, bits)
	}
	return err == nil
}

// integerConstant is a JSON number as a Go integer, if it is written as one.
func integerConstant(text string) (gosrc.Code, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return gosrc.Int(n), true
	}
	n, err := strconv.ParseUint(text, 10, 64)
	return gosrc.Uint(n), err == nil
}

// finiteConstant is a JSON number as a Go constant, if a float64 can hold it.
func finiteConstant(text string) (gosrc.Code, bool) {
	n, ok := gosrc.Num(text)
	if !ok {
		return nil, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsInf(v, 0)
}

// decimal is a JSON number that is not 0 as digits × 10^exp.
func decimal(text string) (digits uint64, exp int, ok bool) {
	text = strings.TrimPrefix(strings.ToLower(text), "-")
	mantissa, exponent, has := strings.Cut(text, "e")
	if has {
		n, err := strconv.Atoi(exponent)
		if err != nil || n < -10000 || n > 10000 {
			return 0, 0, false
		}
		exp = n
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	exp -= len(fraction)
	all := whole + fraction
	trimmed := strings.TrimRight(all, "0")
	exp += len(all) - len(trimmed)
	digits, err := strconv.ParseUint(trimmed, 10, 63)
	return digits, exp, err == nil && digits > 0
}

// checkEnum checks the values of an enum tag.
func (p *goPackage) checkEnum(f *fileOf, t *contract.Type, at place, field *contract.Field) {
	if len(field.Rules.Enum) == 0 {
		return
	}
	value := at.value
	if isText(t) || underlying(t).Kind == contract.KindBytes {
		value = gosrc.X("d.LastText()")
		t = &contract.Type{Kind: contract.KindString}
	}
	var cases, names []gosrc.Expr
	for _, l := range field.Rules.Enum {
		c, ok := p.constant(f, t, l.JSON)
		if !ok {
			p.fail("unsupported-enum", field.Pos, "the enum of the field "+field.Name+" has a value that is not a constant of its type",
				"write strings, numbers or booleans")
			return
		}
		cases = append(cases, gosrc.X("$1", c))
		names = append(names, gosrc.X("$1", gosrc.Str(l.JSON)))
	}
	f.P("switch $1 {", value)
	f.P("case $1:", gosrc.Join(distinct(cases), ", "))
	f.P(`
		default:
			d.OneOf($1)
		}
	`, gosrc.Join(names, ", "))
}

// distinct leaves out what came before: a switch must not say a value twice.
func distinct(list []gosrc.Expr) []gosrc.Expr {
	var out []gosrc.Expr
	seen := map[gosrc.Expr]bool{}
	for _, x := range list {
		if !seen[x] {
			out = append(out, x)
		}
		seen[x] = true
	}
	return out
}

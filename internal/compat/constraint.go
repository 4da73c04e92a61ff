package compat

import (
	"math/big"
	"strconv"

	"tenon/internal/schema"
)

// bound is a limit of numbers.
type bound struct {
	value     string
	exclusive bool
}

// String is a bound in words.
func (b bound) text() string {
	switch {
	case b.value == "":
		return ""
	case b.exclusive:
		return b.value + " (exclusive)"
	default:
		return b.value
	}
}

// constraints compares what limits the values of a type.
func (d *differ) constraints(p place, a, b *schema.Schema) {
	d.bounds(p, "minimum", "exclusiveMinimum", [2]string{string(a.Minimum), string(b.Minimum)},
		[2]string{string(a.ExclusiveMinimum), string(b.ExclusiveMinimum)}, true)
	d.bounds(p, "maximum", "exclusiveMaximum", [2]string{string(a.Maximum), string(b.Maximum)},
		[2]string{string(a.ExclusiveMaximum), string(b.ExclusiveMaximum)}, false)
	for _, c := range []struct {
		name string
		a, b *int64
		low  bool
	}{
		{"minLength", a.MinLength, b.MinLength, true}, {"maxLength", a.MaxLength, b.MaxLength, false},
		{"minItems", a.MinItems, b.MinItems, true}, {"maxItems", a.MaxItems, b.MaxItems, false},
		{"minProperties", a.MinProperties, b.MinProperties, true},
		{"maxProperties", a.MaxProperties, b.MaxProperties, false},
	} {
		d.bound(p, c.name, bound{value: decimal(c.a)}, bound{value: decimal(c.b)}, c.low)
	}
	d.multiple(p, string(a.MultipleOf), string(b.MultipleOf))
	d.limit(p, "pattern", a.Pattern, b.Pattern)
	d.limit(p, "contentEncoding", a.ContentEncoding, b.ContentEncoding)
	d.limit(p, "contentMediaType", a.ContentMediaType, b.ContentMediaType)
	d.limit(p, "uniqueItems", yes(a.UniqueItems), yes(b.UniqueItems))
}

// bounds compares an inclusive and an exclusive limit. Where each side has one of them it is one constraint that
// changed.
func (d *differ) bounds(p place, name, exclusive string, inclusives, exclusives [2]string, low bool) {
	oldBoth, newBoth := inclusives[0] != "" && exclusives[0] != "", inclusives[1] != "" && exclusives[1] != ""
	if oldBoth || newBoth {
		d.bound(p, name, bound{value: inclusives[0]}, bound{value: inclusives[1]}, low)
		d.bound(p, exclusive, bound{exclusives[0], true}, bound{exclusives[1], true}, low)
		return
	}
	one := func(i int) bound {
		if exclusives[i] != "" {
			return bound{exclusives[i], true}
		}
		return bound{value: inclusives[i]}
	}
	d.bound(p, name, one(0), one(1), low)
}

// bound compares one limit.
func (d *differ) bound(p place, name string, a, b bound, low bool) {
	if a == b {
		return
	}
	rule := "constraint-tightened"
	if b.value == "" || a.value != "" && looser(a, b, low) {
		rule = "constraint-loosened"
	}
	d.report(rule, p, fromTo("constraint "+name, a.text(), b.text()), a.text(), b.text())
}

// looser says whether b allows all that a does.
func looser(a, b bound, low bool) bool {
	x, okX := rational(a.value)
	y, okY := rational(b.value)
	if !okX || !okY {
		return false
	}
	order := y.Cmp(x)
	if !low {
		order = -order
	}
	return order < 0 || order == 0 && (a.exclusive || !b.exclusive)
}

// maxDigits bounds the numbers that are compared exactly: an exponent of a billion must not keep us busy.
const maxDigits = 400

// rational reads a number exactly.
func rational(text string) (*big.Rat, bool) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || len(text) > maxDigits || f > 1e300 || f < -1e300 || f != 0 && f < 1e-300 && f > -1e-300 {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// multiple compares multipleOf: every multiple of 10 is one of 5.
func (d *differ) multiple(p place, a, b string) {
	if a == b {
		return
	}
	rule := "constraint-tightened"
	x, okX := rational(a)
	y, okY := rational(b)
	switch {
	case b == "":
		rule = "constraint-loosened"
	case a == "":
	case okX && okY && y.Sign() != 0 && new(big.Rat).Quo(x, y).IsInt():
		rule = "constraint-loosened"
	default:
		rule = "constraint-changed"
	}
	d.report(rule, p, fromTo("constraint multipleOf", a, b), a, b)
}

// limit compares a constraint whose values cannot be ordered.
func (d *differ) limit(p place, name, a, b string) {
	if a == b {
		return
	}
	rule := "constraint-changed"
	switch {
	case a == "":
		rule = "constraint-tightened"
	case b == "":
		rule = "constraint-loosened"
	}
	d.report(rule, p, fromTo("constraint "+name, a, b), a, b)
}

// decimal writes a count; "" for none.
func decimal(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// yes writes a flag; "" for none.
func yes(set bool) string {
	if set {
		return "true"
	}
	return ""
}

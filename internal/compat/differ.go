package compat

import (
	"reflect"
	"slices"
	"strings"

	"tenon/internal/schema"
)

// schemaRef begins the references to shared schemas.
const schemaRef = "#/components/schemas/"

// place is where a comparison stands.
type place struct {
	where   string // for people
	pointer string
	travels travel
	shared  int  // operations that touch it, where it is shared
	shape   bool // it is a schema, whose direction matters to the reader of the report
}

// in is a part of a place: the words that follow it and the tokens of its pointer.
func (p place) in(words string, tokens ...string) place {
	p.where += words
	for _, t := range tokens {
		p.pointer += "/" + strings.ReplaceAll(strings.ReplaceAll(t, "~", "~0"), "/", "~1")
	}
	return p
}

// going is the place where it travels so.
func (p place) going(t travel) place {
	p.travels = t
	return p
}

// differ collects changes. It is the part that both kinds of documents share.
type differ struct {
	document string
	rules    map[string]Rule
	found    []Change

	oldSchemas, newSchemas map[string]*schema.Schema
	renamed                map[string]string // references of the old document that have another name in the new one
	comparing              map[[2]string]bool
}

// newDiffer is a differ over two sets of shared schemas.
func newDiffer(document string, old, updated *[]schema.Property) *differ {
	d := &differ{
		document:   document,
		rules:      map[string]Rule{},
		oldSchemas: map[string]*schema.Schema{},
		newSchemas: map[string]*schema.Schema{},
		renamed:    map[string]string{},
		comparing:  map[[2]string]bool{},
	}
	for _, r := range Rules() {
		d.rules[r.ID] = r
	}
	for _, p := range *old {
		d.oldSchemas[schemaRef+p.Name] = p.Schema
	}
	for _, p := range *updated {
		d.newSchemas[schemaRef+p.Name] = p.Schema
	}
	d.findRenames(*old, *updated)
	return d
}

// report adds a change.
func (d *differ) report(rule string, p place, message, from, to string) {
	r := d.rules[rule]
	c := Change{
		Rule: rule, Document: d.document, Where: p.where, What: r.What, From: from, To: to, Message: message,
		Breaking: r.Breaks&p.travels != 0, Operations: p.shared, Pointer: p.pointer,
	}
	if p.shape {
		c.Direction = p.travels.String()
	}
	d.found = append(d.found, c)
}

// changed reports "<subject> changed from a to b", or that it was added or removed, if the two differ.
func (d *differ) changed(rule string, p place, subject, from, to string) {
	if from != to {
		d.report(rule, p, fromTo(subject, from, to), from, to)
	}
}

// fromTo is the sentence of a change.
func fromTo(subject, from, to string) string {
	switch {
	case from == "":
		return subject + " added: " + short(to)
	case to == "":
		return subject + " removed (was " + short(from) + ")"
	default:
		return subject + " changed from " + short(from) + " to " + short(to)
	}
}

// maxShort bounds the length of a value in a sentence.
const maxShort = 80

// short is a value as a sentence can carry it: one line, not too long.
func short(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	if runes := []rune(value); len(runes) > maxShort {
		value = string(runes[:maxShort-1]) + "…"
	}
	return value
}

// silently compares without reporting, and says what it would have reported.
func (d *differ) silently(compare func()) []Change {
	kept := d.found
	d.found = nil
	compare()
	found := d.found
	d.found = kept
	return found
}

// guard compares two things; if they differ and compare names no difference, the rule "other" does.
func (d *differ) guard(p place, old, updated any, compare func()) {
	if reflect.DeepEqual(old, updated) {
		return
	}
	before := len(d.found)
	compare()
	if len(d.found) > before {
		return
	}
	if path, from, to := d.difference(old, updated); path != "" {
		p.pointer += strings.TrimSuffix(path, "/")
		d.report("other", p, "changed at "+p.pointer, from, to)
	}
}

// text compares what is for people; several of them are one finding.
func (d *differ) text(p place, pairs ...[2]string) {
	for _, t := range pairs {
		if t[0] != t[1] {
			d.report("description-changed", p, sentence("description", t[0], t[1]), t[0], t[1])
			return
		}
	}
}

// sentence says that something for people changed, without repeating it.
func sentence(subject, from, to string) string {
	switch {
	case from == "":
		return subject + " added"
	case to == "":
		return subject + " removed"
	default:
		return subject + " changed"
	}
}

// deprecation compares the deprecated mark.
func (d *differ) deprecation(p place, ruleOn, ruleOff string, old, updated bool) {
	switch {
	case updated && !old:
		d.report(ruleOn, p, "is deprecated now", "", "")
	case old && !updated:
		d.report(ruleOff, p, "is not deprecated any more", "", "")
	}
}

// extensions compares extensions by name.
func (d *differ) extensions(p place, old, updated []schema.Extension) {
	values := func(list []schema.Extension) (names []string, byName map[string]string) {
		byName = map[string]string{}
		for _, e := range list {
			names = append(names, e.Name)
			byName[e.Name] = string(e.Value)
		}
		return names, byName
	}
	oldNames, was := values(old)
	newNames, is := values(updated)
	for _, name := range union(oldNames, newNames) {
		d.changed("extension-changed", p.in("", name), name, was[name], is[name])
	}
	d.order(p, "extensions", oldNames, newNames)
}

// union is the names of the new list and then those of the old list that are not in it, each once.
func union(old, updated []string) []string {
	var all []string
	seen := map[string]bool{}
	for _, name := range slices.Concat(updated, old) {
		if !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	return all
}

// order reports that the names that both lists have come in another order.
func (d *differ) order(p place, subject string, old, updated []string) {
	common := func(list, other []string) []string {
		in := map[string]bool{}
		for _, name := range other {
			in[name] = true
		}
		var kept []string
		for _, name := range list {
			if in[name] {
				kept = append(kept, name)
			}
		}
		return kept
	}
	a, b := common(old, updated), common(updated, old)
	if !slices.Equal(a, b) {
		d.report("order-changed", p, subject+" stand in another order", strings.Join(a, ", "), strings.Join(b, ", "))
	}
}

// set compares two sets of words: one finding for all that came and went.
func (d *differ) set(rule string, p place, subject string, old, updated []string) {
	added, removed := minus(updated, old), minus(old, updated)
	if len(added)+len(removed) > 0 {
		d.report(rule, p, addedRemoved(subject, added, removed), strings.Join(old, ", "), strings.Join(updated, ", "))
		return
	}
	d.order(p, subject, old, updated)
}

// addedRemoved is the sentence of a set that changed.
func addedRemoved(subject string, added, removed []string) string {
	var parts []string
	if len(added) > 0 {
		parts = append(parts, "added "+strings.Join(added, ", "))
	}
	if len(removed) > 0 {
		parts = append(parts, "removed "+strings.Join(removed, ", "))
	}
	return subject + ": " + strings.Join(parts, "; ")
}

// minus is what a has and b has not.
func minus(a, b []string) []string {
	var left []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			left = append(left, s)
		}
	}
	return left
}

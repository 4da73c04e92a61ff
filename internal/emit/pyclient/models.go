package pyclient

import (
	"slices"
	"strconv"
	"strings"

	"tenon/internal/emit/pyclient/pysrc"
)

// modelsFile writes the models file: enums, classes (bases first), then aliases (those they need first). Each group is in
// the order of names, so that a new schema moves nothing.
type modelsFile struct {
	decls     []*decl
	uses      map[string]bool // imports
	consts    pysrc.File      // defaults that need a line of their own
	body      pysrc.File
	aliases   pysrc.File // aliases that have to be, because a line would be too long
	defined   map[string]bool
	entered   map[*decl]bool
	recursive map[*decl]bool
}

func newModelsFile(decls []*decl) *modelsFile {
	m := &modelsFile{
		decls:   slices.Clone(decls),
		uses:    map[string]bool{},
		defined: map[string]bool{},
		entered: map[*decl]bool{},
	}
	slices.SortFunc(m.decls, func(a, b *decl) int {
		return strings.Compare(a.name.String(), b.name.String())
	})
	m.recursive = recursiveAliases(m.decls)
	return m
}

// write gives the file; marker and title begin it.
func (m *modelsFile) write(marker, title string) []byte {
	for _, d := range m.decls {
		if d.kind == enumDecl {
			m.enum(d)
		}
	}
	enums := m.body
	m.body = pysrc.File{}
	const usualClass = 512
	m.body.Grow(len(m.decls) * usualClass)
	for _, d := range m.decls {
		if d.kind == classDecl {
			m.class(d)
		}
	}
	for _, d := range m.decls {
		if d.kind == aliasDecl {
			m.alias(d)
		}
	}
	var f pysrc.File
	f.Marker(marker)
	f.Doc(0, "Models of the "+title+".")
	f.Blank(1)
	f.Lines(0, "from __future__ import annotations")
	m.imports(&f)
	blank := 1 // lines between imports and what is no class
	f.Append(&enums)
	if len(enums.Bytes()) > 0 {
		blank = 2
	}
	if len(m.consts.Bytes()) > 0 {
		f.Blank(blank)
		f.Append(&m.consts)
	}
	f.Append(&m.body)
	if len(m.body.Bytes()) > 0 {
		blank = 2
	}
	if len(m.aliases.Bytes()) > 0 {
		f.Blank(blank)
		f.Append(&m.aliases)
	}
	return f.Bytes()
}

// imports writes what the file needs, in the three groups that isort knows.
func (m *modelsFile) imports(f *pysrc.File) {
	var typing []pysrc.Expr
	for _, name := range []pysrc.Name{pysrc.Const("Annotated"), pysrc.Const("Any"), pysrc.Const("Literal")} {
		if m.uses[name.String()] {
			typing = append(typing, pysrc.N(name))
		}
	}
	for _, group := range [][]struct {
		needed bool
		line   pysrc.Expr
	}{{
		{m.uses["datetime"], pysrc.X("import datetime")},
		{m.uses["uuid"], pysrc.X("import uuid")},
		{len(typing) > 0, pysrc.X("from typing import $1", pysrc.List(typing))},
	}, {
		{m.uses["pydantic"], pysrc.X("import pydantic")},
		{m.uses["Field"], pysrc.X("from pydantic import Field")},
		{m.uses["TypeAliasType"], pysrc.X("from typing_extensions import TypeAliasType")},
	}, {
		{m.uses["_models"], pysrc.X("from . import _models")},
	}} {
		begun := false
		for _, row := range group {
			if row.needed {
				if !begun {
					f.Blank(1)
				}
				begun = true
				f.Line(0, row.line)
			}
		}
	}
}

func (m *modelsFile) use(t typ) { t.uses(func(name string) { m.uses[name] = true }) }

func (m *modelsFile) enum(d *decl) {
	m.uses["_models"] = true
	m.body.Blank(2)
	if d.text {
		m.body.Line(0, pysrc.X("class $1(_models.OpenStrEnum):", pysrc.N(d.name)))
	} else {
		m.body.Line(0, pysrc.X("class $1(_models.OpenIntEnum):", pysrc.N(d.name)))
	}
	m.body.Doc(1, docOf(d))
	if len(d.members) > 0 {
		m.body.Blank(1)
	}
	for _, e := range d.members {
		line := pysrc.X("$1 = $2", pysrc.N(e.name), e.value)
		if 4+line.Columns() > pysrc.Width {
			line = pysrc.X("$1 = $2", pysrc.N(e.name), m.unbroken(e.value, d.text))
		}
		m.body.Line(1, line)
		if e.doc != "" {
			m.body.Doc(1, sentence(e.doc))
		}
	}
}

// unbroken puts a long literal into a call, which can be broken over lines where a literal cannot.
func (m *modelsFile) unbroken(literal pysrc.Expr, text bool) pysrc.Expr {
	m.uses["_models"] = true
	if text {
		return pysrc.Call(pysrc.X("_models.text"), literal)
	}
	return pysrc.Call(pysrc.X("_models.number"), literal)
}

// docOf is what a declaration's docstring says: its description, or at least its name.
func docOf(d *decl) string {
	if strings.TrimSpace(d.doc) == "" {
		return d.name.String() + "."
	}
	return sentence(d.doc)
}

func (m *modelsFile) class(d *decl) {
	if m.entered[d] {
		return
	}
	m.entered[d] = true
	base := pysrc.X("_models.Model")
	for _, t := range d.bases {
		m.class(t.decl)
		base = pysrc.N(t.decl.name)
	}
	m.uses["_models"] = m.uses["_models"] || len(d.bases) == 0
	m.body.Blank(2)
	head := pysrc.X("class $1$2:", pysrc.N(d.name), pysrc.Bracket("(", []pysrc.Expr{base}, ")"))
	m.body.Line(0, head)
	m.body.Doc(1, docOf(d))
	if len(d.fields) > 0 {
		m.body.Blank(1)
	}
	for _, f := range d.fields {
		m.field(f)
		if f.doc != "" {
			m.body.Doc(1, f.doc)
		}
	}
}

// field writes one field. Its type is Annotated where the wire name differs, or where the line would be too long: a
// bracket can be broken, a union cannot.
func (m *modelsFile) field(f *field) {
	m.use(f.typ)
	value := f.value
	t := f.typ.expr(false)
	line := func(t pysrc.Expr) pysrc.Expr {
		if value.IsZero() {
			return pysrc.X("$1: $2", pysrc.N(f.name), t)
		}
		return pysrc.X("$1: $2 = $3", pysrc.N(f.name), t, value.Flat())
	}
	if f.wire == f.name.String() && 4+line(t).Columns() <= pysrc.Width {
		m.body.Line(1, line(t))
		return
	}
	m.uses["Annotated"], m.uses["Field"] = true, true
	const longDefault = 24
	if value.Columns() > longDefault && 4+line(t).Columns() > pysrc.Width-len(`Annotated[, Field(alias="")]`)-len(f.wire) {
		value = m.constant(value)
	}
	alias := pysrc.Call(pysrc.X("Field"), pysrc.X("alias=$1", pysrc.Str(f.wire)))
	m.body.Line(1, line(pysrc.Index(pysrc.X("Annotated"), m.short(f.typ, pysrc.Width-9), alias)))
}

// constant gives a long default a line of its own.
func (m *modelsFile) constant(value pysrc.Expr) pysrc.Expr {
	name := pysrc.Ident("default_" + digest(value.String())).Prefixed("_")
	if !m.defined[name.String()] {
		m.defined[name.String()] = true
		line := pysrc.X("$1 = $2", pysrc.N(name), value)
		if c := value.String()[0]; line.Columns() > pysrc.Width && (c == '"' || c == '\'') {
			line = pysrc.X("$1 = $2", pysrc.N(name), m.unbroken(value, true))
		}
		m.consts.Line(0, line)
	}
	return pysrc.N(name)
}

// short is the type in at most that many columns, of which there are at least 30. What is longer is built up of names in
// lines of their own.
func (m *modelsFile) short(t typ, columns int) pysrc.Expr {
	e := t.expr(false)
	if e.Columns() <= columns {
		return e
	}
	m.needs(t)
	switch room := columns - len("dict[str, ]"); {
	case t.kind == ofList && room >= nameColumns:
		return pysrc.X("list[$1]", m.short(t.args[0], room).Flat())
	case t.kind == ofDict && room >= nameColumns:
		return pysrc.X("dict[str, $1]", m.short(t.args[0], room).Flat())
	case t.kind == ofUnion:
		e = m.shortUnion(e.String(), t.args)
	case t.kind != ofDecl && t.kind != ofPlain:
		e = m.short(t, pysrc.Width-nameColumns)
	}
	if e.Columns() > columns {
		e = m.named("type_"+digest(t.expr(false).String()), e)
	}
	return e
}

// nameColumns is the room for a name that named makes, with an equals sign.
const nameColumns = 20

// named gives an expression a name in a line of its own.
func (m *modelsFile) named(text string, e pysrc.Expr) pysrc.Expr {
	name := pysrc.Ident(text).Prefixed("_")
	if !m.defined[name.String()] {
		m.defined[name.String()] = true
		m.aliases.Line(0, pysrc.X("$1 = $2", pysrc.N(name), e))
	}
	return pysrc.N(name)
}

// shortUnion is a union built up of two sides at a time.
func (m *modelsFile) shortUnion(text string, members []typ) pysrc.Expr {
	const room = 32 // for each side
	sum := m.short(members[0], room)
	for i, t := range members[1:] {
		if sum.Columns() > room {
			sum = m.named("union_"+digest(text)+"_"+strconv.Itoa(i), sum)
		}
		sum = pysrc.Or(sum, m.short(t, room))
	}
	return sum
}

// needs writes the aliases that a type on the right side of another one refers to.
func (m *modelsFile) needs(t typ) {
	if t.kind == ofDecl && t.decl.kind == aliasDecl {
		m.alias(t.decl)
	}
	for _, a := range t.args {
		m.needs(a)
	}
}

func (m *modelsFile) alias(d *decl) {
	if m.entered[d] {
		return
	}
	m.entered[d] = true
	if m.recursive[d] {
		m.uses["TypeAliasType"] = true
		m.use(d.target)
		name := pysrc.Str(d.name.String())
		m.aliases.Line(0, pysrc.X("$1 = TypeAliasType$2", pysrc.N(d.name),
			pysrc.Bracket("(", []pysrc.Expr{name, pysrc.Str(d.target.expr(false).String())}, ")")))
		m.aliasDoc(d)
		return
	}
	m.needs(d.target)
	m.use(d.target)
	if d.tag != nil {
		m.taggedAlias(d)
		return
	}
	prefix := len(d.name.String()) + len(" = ")
	m.aliases.Line(0, pysrc.X("$1 = $2", pysrc.N(d.name), m.short(d.target, pysrc.Width-prefix)))
	m.aliasDoc(d)
}

func (m *modelsFile) aliasDoc(d *decl) {
	if strings.TrimSpace(d.doc) != "" {
		m.aliases.Doc(0, sentence(d.doc))
	}
}

// taggedAlias writes a union with a discriminator: a name for each member with its tag, then the choice between them.
func (m *modelsFile) taggedAlias(d *decl) {
	m.uses["Annotated"], m.uses["pydantic"], m.uses["_models"] = true, true, true
	base := shorten(d.name.String(), d.name.String(), 24)
	var sum pysrc.Expr
	for i, t := range d.tag.members {
		tag := pysrc.Call(pysrc.X("pydantic.Tag"), pysrc.Str(t.value))
		one := m.named(base+"_"+strconv.Itoa(i+1), pysrc.Index(pysrc.X("Annotated"), t.typ.expr(false), tag))
		if i == 0 {
			sum = one
			continue
		}
		const room = 36
		if sum.Columns() > room {
			sum = m.named("union_"+digest(d.name.String())+"_"+strconv.Itoa(i), sum)
		}
		sum = pysrc.Or(sum, one)
	}
	rule := pysrc.Call(pysrc.X("pydantic.Discriminator"), pysrc.X("_models.tag($1)", pysrc.Str(d.tag.wire)))
	whole := pysrc.Index(pysrc.X("Annotated"), sum, rule)
	if d.tag.null {
		whole = pysrc.Or(m.named(base+"_value", whole), pysrc.X("None"))
	}
	m.aliases.Line(0, pysrc.X("$1 = $2", pysrc.N(d.name), whole))
	m.aliasDoc(d)
}

// recursiveAliases are the aliases that contain themselves without a class between: they need a type of their own.
func recursiveAliases(decls []*decl) map[*decl]bool {
	recursive := map[*decl]bool{}
	for _, d := range decls {
		if d.kind != aliasDecl {
			continue
		}
		seen := map[*decl]bool{}
		var visit func(t typ) bool
		visit = func(t typ) bool {
			if t.kind == ofDecl && t.decl.kind == aliasDecl {
				if t.decl == d {
					return true
				}
				if seen[t.decl] {
					return false
				}
				seen[t.decl] = true
				return visit(t.decl.target)
			}
			return slices.ContainsFunc(t.args, visit)
		}
		recursive[d] = visit(d.target)
	}
	return recursive
}

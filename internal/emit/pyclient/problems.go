package pyclient

import (
	"strconv"

	"tenon/internal/emit/pyclient/pysrc"
	"tenon/internal/openapi"
	"tenon/internal/schema"
)

// problem is one code that an answer may carry.
type problem struct {
	code   string
	status int
	doc    string
}

// problemsOf are the codes of a response of one status, with what the document says about each.
func (b *builder) problemsOf(r, known *openapi.Response, status string) []problem {
	number, err := strconv.Atoi(status)
	if err != nil || number < 400 || number > 599 {
		return nil
	}
	codes := b.doc.Codes(r)
	list := make([]problem, len(codes))
	for i, code := range codes {
		list[i] = problem{code, number, codeDoc(known, code)}
		if list[i].doc == "" && len(codes) == 1 {
			list[i].doc = known.Description
		}
	}
	return list
}

// codeDoc is the description of a code in the schema of a response.
func codeDoc(r *openapi.Response, code string) string {
	var find func(s *schema.Schema, depth int) string
	find = func(s *schema.Schema, depth int) string {
		if s == nil || depth > maxDepth {
			return ""
		}
		if p := s.Property("code"); p != nil && len(p.EnumDescriptions) == len(p.Enum) {
			for i, raw := range p.Enum {
				if v, err := schema.Parse(raw); err == nil && v.String() == code {
					return p.EnumDescriptions[i]
				}
			}
		}
		for _, list := range [][]*schema.Schema{s.AllOf, s.OneOf} {
			for _, part := range list {
				if doc := find(part, depth+1); doc != "" {
					return doc
				}
			}
		}
		return ""
	}
	for _, m := range r.Content {
		if doc := find(m.Schema, 0); doc != "" {
			return doc
		}
	}
	return ""
}

// errorClass is the exception of a problem code.
type errorClass struct {
	problem
	name pysrc.Name
	base pysrc.Expr // class of the status, as the errors module has it
	own  bool       // false: the class of the status has that very name already, and stands for the code
}

// statusClasses are the exceptions of single statuses.
func statusClass(status int) string {
	switch status {
	case 400:
		return "BadRequest"
	case 401:
		return "Unauthorized"
	case 403:
		return "Forbidden"
	case 404:
		return "NotFound"
	case 409:
		return "Conflict"
	case 422:
		return "UnprocessableEntity"
	case 429:
		return "TooManyRequests"
	}
	if status >= 500 {
		return "ServerError"
	}
	return "StatusError"
}

// errorTree is the names that the errors module has.
const errorTree = `BadRequest ClientError Conflict DecodeError Forbidden NotFound ServerError StatusError StreamError
	TooManyRequests TransportError Unauthorized UnprocessableEntity`

// errorClasses are the exceptions of all codes of a module, sorted by name.
func errorClasses(ops []*operation) []*errorClass {
	byCode := map[string]*errorClass{}
	var codes []string
	for _, op := range ops {
		for _, p := range op.problems {
			if byCode[p.code] == nil {
				byCode[p.code] = &errorClass{problem: p}
				codes = append(codes, p.code)
			}
		}
	}
	idents := names(codes, classStyle, maxClass, func(string) bool { return false })
	list := make([]*errorClass, 0, len(codes))
	for _, code := range codes {
		c := byCode[code]
		status := statusClass(c.status)
		c.name, c.base, c.own = idents[code], pysrc.N(pysrc.Ident(status)), true
		switch {
		case c.name.String() == status:
			c.own = false
		case oneOf(errorTree + " PROBLEMS Any")(c.name.String()):
			c.name = c.name.Suffixed("Problem")
		}
		list = append(list, c)
	}
	sortByName(list)
	return list
}

// errorsFile writes the errors file: the shared tree again, so that one import is enough, and a class for each code.
func errorsFile(marker, title string, classes []*errorClass) []byte {
	var f pysrc.File
	f.Marker(marker)
	f.Doc(0, "What calls of the "+title+" raise.")
	f.Blank(1)
	f.Lines(0, "from __future__ import annotations", "")
	f.Lines(0, "from typing import Any", "", "from . import errors", "",
		"ClientError = errors.ClientError", "TransportError = errors.TransportError", "DecodeError = errors.DecodeError",
		"StreamError = errors.StreamError", "StatusError = errors.StatusError", "BadRequest = errors.BadRequest",
		"Unauthorized = errors.Unauthorized", "Forbidden = errors.Forbidden", "NotFound = errors.NotFound",
		"Conflict = errors.Conflict", "UnprocessableEntity = errors.UnprocessableEntity",
		"TooManyRequests = errors.TooManyRequests", "ServerError = errors.ServerError")
	for _, c := range classes {
		if !c.own {
			continue
		}
		f.Blank(2)
		head := pysrc.Bracket("(", []pysrc.Expr{pysrc.X("errors.$1[Any]", c.base)}, "):")
		f.Line(0, pysrc.X("class $1$2", pysrc.N(c.name), head))
		doc := sentence(c.doc)
		if doc == "" {
			doc = "The code is " + c.code + "."
		}
		f.Doc(1, doc)
	}
	f.Blank(1)
	if len(classes) > 0 && classes[len(classes)-1].own || hasOwn(classes) {
		f.Blank(1)
	}
	items := make([]pysrc.Expr, len(classes))
	for i, c := range classes {
		items[i] = pysrc.X("$1: $2", pysrc.Str(c.code), pysrc.N(c.name))
	}
	f.Line(0, pysrc.X("PROBLEMS: dict[str, type[errors.StatusError[Any]]] = $1", pysrc.Bracket("{", items, "}")))
	f.Doc(0, "The class of each problem code.")
	return f.Bytes()
}

func hasOwn(classes []*errorClass) bool {
	for _, c := range classes {
		if c.own {
			return true
		}
	}
	return false
}

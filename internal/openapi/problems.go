package openapi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
	"tenon/internal/schema"
)

// ProblemType is the media type of every failure (RFC 9457).
const ProblemType = "application/problem+json"

// The codes of failures that the runtime answers by itself; a sentinel of the same code takes their place.
const (
	codeInvalid      = "invalid-request"
	codeUnauthorized = "unauthorized"
	codeForbidden    = "forbidden"
)

// problems makes the answers of failures. They are shared: one response for each set of codes of one status, however
// many operations have it. Its schema is Problem together with the codes that are possible there, as an enum:
//
//	{"allOf": [{"$ref": "#/components/schemas/Problem"},
//	           {"type": "object", "properties": {"code": {"type": "string", "enum": ["order-rejected"]}}}]}
//
// so that a client has one class a code below the class of the status. Codes gives them back.
type problems struct {
	*describer
	problem    *schema.Schema // reference to the shared schema
	validation *schema.Schema
}

// code is one way to fail.
type code struct {
	name string
	doc  string
}

// responses are the failures of an operation by status, and the one that stands for all others.
func (p *problems) responses(sentinels []*contract.Sentinel, takesInput, needsCaller bool) []*Response {
	byStatus := map[int][]code{}
	for _, e := range sentinels {
		byStatus[e.Status] = append(byStatus[e.Status], code{e.Code, schema.SentinelDoc(e)})
	}
	own := func(status int, name, doc string) {
		if !slices.ContainsFunc(byStatus[status], func(c code) bool { return c.name == name }) {
			byStatus[status] = append(byStatus[status], code{name, doc})
		}
	}
	if needsCaller {
		own(401, codeUnauthorized, "The request does not say who sends it, or not so that it can be believed.")
		own(403, codeForbidden, "The sender may not do this.")
	}
	if takesInput {
		own(422, codeInvalid, "The request is not JSON, or a value lies outside its schema.")
	}
	statuses := make([]int, 0, len(byStatus))
	for status := range byStatus {
		statuses = append(statuses, status)
	}
	slices.Sort(statuses)
	var list []*Response
	for _, status := range statuses {
		list = append(list, &Response{Status: strconv.Itoa(status), Ref: p.share(status, byStatus[status])})
	}
	return append(list, &Response{Status: "default", Ref: p.unexpected()})
}

// share makes the response of a status and its codes, once, and returns a reference to it.
func (p *problems) share(status int, codes []code) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = c.name
	}
	r := &Response{
		Description: describeCodes(status, codes),
		Content:     []*MediaType{{Type: ProblemType, Schema: p.schema(codes)}},
	}
	return p.named(responseName(status, names), status, r)
}

// named adds a shared response unless it is there already. A name that stands for other content gets the status.
func (p *problems) named(name string, status int, r *Response) string {
	for {
		known := p.response(name)
		if known == nil {
			p.doc.Components.Responses = append(p.doc.Components.Responses, Named[*Response]{name, r})
			return "#/components/responses/" + name
		}
		if sameCodes(known, r) {
			return "#/components/responses/" + name
		}
		name += strconv.Itoa(status)
	}
}

func (p *problems) response(name string) *Response {
	for _, n := range p.doc.Components.Responses {
		if n.Name == name {
			return n.Value
		}
	}
	return nil
}

func sameCodes(a, b *Response) bool {
	return a.Description == b.Description && slices.Equal(codes(a), codes(b))
}

// codes are the codes of a shared response.
func codes(r *Response) []string {
	for _, m := range r.Content {
		if m.Type == ProblemType && m.Schema != nil {
			return schemaCodes(m.Schema)
		}
	}
	return nil
}

// maxNamed is how many codes a response may have for its name to be made of them.
const maxNamed = 3

// responseName says what happened: OrderRejected, OrderRejectedOrSymbolUnknown, BadRequest4.
func responseName(status int, codes []string) string {
	if len(codes) > maxNamed {
		return naming.UpperCamel(strings.ReplaceAll(statusText(status), "'", "")) + strconv.Itoa(len(codes))
	}
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = naming.UpperCamel(c)
	}
	return strings.Join(words, "Or")
}

// describeCodes is the meaning of the one code, or a list of what each means.
func describeCodes(status int, codes []code) string {
	if len(codes) == 1 {
		if codes[0].doc != "" {
			return codes[0].doc
		}
		return statusText(status)
	}
	lines := make([]string, len(codes))
	for i, c := range codes {
		lines[i] = strings.TrimSuffix("- `"+c.name+"`: "+c.doc, ": ")
	}
	return fmt.Sprintf("%s. The `code` says why:\n\n%s", statusText(status), strings.Join(lines, "\n"))
}

// schema is the body of a failure with these codes.
func (p *problems) schema(codes []code) *schema.Schema {
	i := slices.IndexFunc(codes, func(c code) bool { return c.name == codeInvalid })
	if i < 0 {
		return p.withCodes(codes)
	}
	if len(codes) == 1 {
		return p.validationRef()
	}
	others := slices.Delete(slices.Clone(codes), i, i+1)
	return &schema.Schema{OneOf: []*schema.Schema{p.withCodes(others), p.validationRef()}}
}

func (p *problems) withCodes(codes []code) *schema.Schema {
	return &schema.Schema{AllOf: []*schema.Schema{p.problemRef(), {
		Types:      []string{"object"},
		Properties: []schema.Property{{Name: "code", Schema: codeSchema(codes)}},
	}}}
}

func codeSchema(codes []code) *schema.Schema {
	s := &schema.Schema{Types: []string{"string"}}
	for _, c := range codes {
		s.Enum = append(s.Enum, schema.Quote(c.name))
		s.EnumDescriptions = append(s.EnumDescriptions, c.doc)
	}
	if !slices.ContainsFunc(s.EnumDescriptions, func(doc string) bool { return doc != "" }) {
		s.EnumDescriptions = nil
	}
	return s
}

// unexpected is the response for every status that the contract does not name.
func (p *problems) unexpected() string {
	return p.named("UnexpectedProblem", 500, &Response{
		Description: "Any other failure. A fault of the server is 500; its details stay in the server's log.",
		Content:     []*MediaType{{Type: ProblemType, Schema: p.problemRef()}},
	})
}

// problemRef refers to Problem, the document of every failure.
func (p *problems) problemRef() *schema.Schema {
	if p.problem == nil {
		p.problem = p.Add(p.Free("Problem"), problemSchema())
	}
	return p.problem
}

func problemSchema() *schema.Schema {
	text := func(description string) *schema.Schema {
		return &schema.Schema{Types: []string{"string"}, Description: description}
	}
	kind := text("Address of a description of the kind of problem.")
	kind.Format, kind.Default = "uri-reference", json.RawMessage(`"about:blank"`)
	return &schema.Schema{
		Types:       []string{"object"},
		Description: "A failure, as a problem document (RFC 9457).",
		Properties: []schema.Property{
			{Name: "type", Schema: kind},
			{Name: "title", Schema: text("What the status means.")},
			{Name: "status", Schema: &schema.Schema{Types: []string{"integer"}, Description: "Status of the answer.",
				Minimum: "400", Maximum: "599"}},
			{Name: "detail", Schema: text("What is wrong with this request, in a sentence.")},
			{Name: "code", Schema: text("What went wrong, for programs.")},
			{Name: "request_id", Schema: text("Finds this request in the server's log.")},
		},
		Required: []string{"title", "status", "detail", "code"},
	}
}

// validationRef refers to the problem that lists every value outside its schema.
func (p *problems) validationRef() *schema.Schema {
	if p.validation == nil {
		p.validation = p.Add(p.Free("ValidationProblem"), p.validationSchema())
	}
	return p.validation
}

func (p *problems) validationSchema() *schema.Schema {
	violation := p.Add(p.Free("Violation"), &schema.Schema{
		Types:       []string{"object"},
		Description: "One value outside its schema.",
		Properties: []schema.Property{
			{Name: "pointer", Schema: &schema.Schema{Types: []string{"string"}, Format: "json-pointer",
				Description: "Where the value stands: a JSON pointer into the body, or `/query/limit` for a parameter."}},
			{Name: "detail", Schema: &schema.Schema{Types: []string{"string"}, Description: "What is wrong with it."}},
		},
		Required: []string{"pointer", "detail"},
	})
	return &schema.Schema{
		Description: "A request that is not JSON, or has values outside their schemas.",
		AllOf: []*schema.Schema{p.problemRef(), {
			Types: []string{"object"},
			Properties: []schema.Property{
				{Name: "code", Schema: &schema.Schema{Types: []string{"string"},
					Enum: []json.RawMessage{schema.Quote(codeInvalid)}}},
				{Name: "errors", Schema: &schema.Schema{Types: []string{"array"},
					Description: "Every value that is wrong.", Items: violation}},
			},
			Required: []string{"errors"},
		}},
	}
}

package openapi

import (
	"bytes"
	"fmt"
	"strings"

	"tenon/internal/schema"
	"tenon/internal/yamljson"
)

// Read reads a document of version 3.0, 3.1 or 3.2, in JSON or YAML, ours or anyone's. Schemas of 3.0 are put into the
// words of today; what the model has no place for stays as an extension. For a document of ours Read and JSON give the
// same bytes back.
func Read(data []byte) (*Document, error) {
	v, err := parse(data)
	if err != nil {
		return nil, err
	}
	return FromValue(&v)
}

// parse reads JSON, or YAML where the text does not begin like JSON.
func parse(data []byte) (schema.Value, error) {
	start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(start) == 0 || start[0] == '{' || start[0] == '[' {
		return schema.Parse(data)
	}
	return yamljson.Parse(data)
}

// FromValue makes a document of JSON that was read.
func FromValue(v *schema.Value) (*Document, error) {
	version := v.Get("openapi").String()
	switch {
	case v.Kind != schema.Object:
		return nil, schema.Mismatch(v, "object")
	case v.Get("swagger") != nil:
		return nil, fmt.Errorf("this is a Swagger %s document; OpenAPI 3.0, 3.1 and 3.2 are understood: "+
			"convert it first, with swagger2openapi for example", v.Get("swagger").JSON())
	case v.Get("asyncapi") != nil:
		return nil, fmt.Errorf("this is an AsyncAPI document, not an OpenAPI one")
	case version == "":
		return nil, fmt.Errorf("this is not an OpenAPI document: it has no member \"openapi\" with a version")
	case !known(version):
		return nil, fmt.Errorf("OpenAPI %q is not understood; 3.0, 3.1 and 3.2 are", version)
	}
	d := &Document{}
	r := reader{dialect: schema.OpenAPIDialect(version)}
	return d, r.document(v, d)
}

func known(version string) bool {
	return strings.HasPrefix(version, "3.0.") || strings.HasPrefix(version, "3.1.") || strings.HasPrefix(version, "3.2.")
}

// reader reads the parts of one document.
type reader struct{ dialect schema.Dialect }

func (r reader) document(v *schema.Value, d *Document) error {
	return schema.Fields(v, &d.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "openapi":
			return schema.Text(v, &d.OpenAPI)
		case "info":
			return true, r.info(v, &d.Info)
		case "servers":
			return true, r.servers(v, &d.Servers)
		case "security":
			return true, r.security(v, &d.Security)
		case "tags":
			return true, r.tags(v, &d.Tags)
		case "paths":
			return true, r.paths(v, &d.Paths, &d.PathsExtensions)
		case "webhooks":
			return true, r.paths(v, &d.Webhooks, nil)
		case "components":
			return true, r.components(v, &d.Components)
		}
		return false, nil
	})
}

func (r reader) info(v *schema.Value, i *Info) error {
	return schema.Fields(v, &i.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "title":
			return schema.Text(v, &i.Title)
		case "summary":
			return schema.Text(v, &i.Summary)
		case "description":
			return schema.Text(v, &i.Description)
		case "version":
			return schema.Text(v, &i.Version)
		}
		return false, nil
	})
}

func (r reader) servers(v *schema.Value, to *[]Server) error {
	return schema.Elements(v, func(v *schema.Value) error {
		s := Server{}
		err := schema.Fields(v, &s.Extensions, func(name string, v *schema.Value) (bool, error) {
			switch name {
			case "url":
				return schema.Text(v, &s.URL)
			case "description":
				return schema.Text(v, &s.Description)
			}
			return false, nil
		})
		*to = append(*to, s)
		return err
	})
}

func (r reader) security(v *schema.Value, to *[]SecurityRequirement) error {
	*to = []SecurityRequirement{}
	return schema.Elements(v, func(v *schema.Value) error {
		requirement := SecurityRequirement{}
		err := schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
			need := SecurityNeed{Scheme: name}
			_, err := schema.Texts(v, &need.Scopes)
			requirement = append(requirement, need)
			return true, err
		})
		*to = append(*to, requirement)
		return err
	})
}

func (r reader) tags(v *schema.Value, to *[]Tag) error {
	return schema.Elements(v, func(v *schema.Value) error {
		t := Tag{}
		err := schema.Fields(v, &t.Extensions, func(name string, v *schema.Value) (bool, error) {
			switch name {
			case "name":
				return schema.Text(v, &t.Name)
			case "description":
				return schema.Text(v, &t.Description)
			}
			return false, nil
		})
		*to = append(*to, t)
		return err
	})
}

func (r reader) paths(v *schema.Value, to *[]*PathItem, rest *[]schema.Extension) error {
	return schema.Fields(v, rest, func(path string, v *schema.Value) (bool, error) {
		if rest != nil && strings.HasPrefix(path, "x-") {
			return false, nil
		}
		p := &PathItem{Path: path}
		*to = append(*to, p)
		return true, r.pathItem(v, p)
	})
}

func (r reader) pathItem(v *schema.Value, p *PathItem) error {
	return schema.Fields(v, &p.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "$ref":
			return schema.Text(v, &p.Ref)
		case "summary":
			return schema.Text(v, &p.Summary)
		case "description":
			return schema.Text(v, &p.Description)
		case "parameters":
			return true, r.parameters(v, &p.Parameters)
		case "additionalOperations":
			return true, schema.Fields(v, nil, func(method string, v *schema.Value) (bool, error) {
				return true, r.operation(v, method, p)
			})
		}
		if method := strings.ToUpper(name); methodKey(method) == name {
			return true, r.operation(v, method, p)
		}
		return false, nil
	})
}

func (r reader) operation(v *schema.Value, method string, p *PathItem) error {
	op := &Operation{Method: method, Path: p.Path}
	p.Operations = append(p.Operations, op)
	return schema.Fields(v, &op.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "tags":
			return schema.Texts(v, &op.Tags)
		case "summary":
			return schema.Text(v, &op.Summary)
		case "description":
			return schema.Text(v, &op.Description)
		case "operationId":
			return schema.Text(v, &op.ID)
		case "deprecated":
			return schema.Flag(v, &op.Deprecated)
		case "parameters":
			return true, r.parameters(v, &op.Parameters)
		case "requestBody":
			op.RequestBody = &RequestBody{}
			return true, r.requestBody(v, op.RequestBody)
		case "responses":
			return true, r.responses(v, &op.Responses)
		case "security":
			return true, r.security(v, &op.Security)
		case "x-idempotent":
			if v.Kind == schema.Bool && v.True {
				op.Idempotent = true
				return true, nil
			}
		}
		return false, nil
	})
}

func (r reader) parameters(v *schema.Value, to *[]*Parameter) error {
	return schema.Elements(v, func(v *schema.Value) error {
		p := &Parameter{}
		*to = append(*to, p)
		return r.parameter(v, p)
	})
}

func (r reader) parameter(v *schema.Value, p *Parameter) error {
	return schema.Fields(v, &p.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "$ref":
			return schema.Text(v, &p.Ref)
		case "name":
			return schema.Text(v, &p.Name)
		case "in":
			return schema.Text(v, &p.In)
		case "description":
			return schema.Text(v, &p.Description)
		case "required":
			return schema.Flag(v, &p.Required)
		case "deprecated":
			return schema.Flag(v, &p.Deprecated)
		case "allowEmptyValue":
			return schema.Flag(v, &p.AllowEmptyValue)
		case "style":
			return schema.Text(v, &p.Style)
		case "explode":
			explode := false
			p.Explode = &explode
			return schema.Flag(v, &explode)
		case "allowReserved":
			return schema.Flag(v, &p.AllowReserved)
		case "schema":
			return true, r.schema(v, &p.Schema)
		case "content":
			return true, r.content(v, &p.Content)
		case "example":
			p.Example = v.JSON()
			return true, nil
		}
		return false, nil
	})
}

func (r reader) schema(v *schema.Value, to **schema.Schema) (err error) {
	*to, err = schema.Read(v, r.dialect)
	return err
}

func (r reader) content(v *schema.Value, to *[]*MediaType) error {
	*to = []*MediaType{}
	return schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
		m := &MediaType{Type: name}
		*to = append(*to, m)
		return true, schema.Fields(v, &m.Extensions, func(name string, v *schema.Value) (bool, error) {
			switch name {
			case "schema":
				return true, r.schema(v, &m.Schema)
			case "example":
				m.Example = v.JSON()
				return true, nil
			}
			return false, nil
		})
	})
}

func (r reader) requestBody(v *schema.Value, b *RequestBody) error {
	return schema.Fields(v, &b.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "$ref":
			return schema.Text(v, &b.Ref)
		case "description":
			return schema.Text(v, &b.Description)
		case "required":
			return schema.Flag(v, &b.Required)
		case "content":
			return true, r.content(v, &b.Content)
		}
		return false, nil
	})
}

func (r reader) responses(v *schema.Value, to *[]*Response) error {
	*to = []*Response{}
	return schema.Fields(v, nil, func(status string, v *schema.Value) (bool, error) {
		if strings.HasPrefix(status, "x-") {
			return true, nil
		}
		response := &Response{Status: status}
		*to = append(*to, response)
		return true, r.response(v, response)
	})
}

func (r reader) response(v *schema.Value, to *Response) error {
	return schema.Fields(v, &to.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "$ref":
			return schema.Text(v, &to.Ref)
		case "description":
			return schema.Text(v, &to.Description)
		case "headers":
			to.Headers = []*Parameter{}
			return true, schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
				h := &Parameter{Name: name, In: "header"}
				to.Headers = append(to.Headers, h)
				return true, r.parameter(v, h)
			})
		case "content":
			return true, r.content(v, &to.Content)
		}
		return false, nil
	})
}

func (r reader) components(v *schema.Value, c *Components) error {
	return schema.Fields(v, &c.Extensions, func(name string, v *schema.Value) (_ bool, err error) {
		switch name {
		case "schemas":
			c.Schemas, err = schema.ReadProperties(v, r.dialect)
		case "parameters":
			c.Parameters, err = named(v, r.parameter)
		case "requestBodies":
			c.RequestBodies, err = named(v, r.requestBody)
		case "responses":
			c.Responses, err = named(v, r.response)
		case "securitySchemes":
			err = r.securitySchemes(v, &c.SecuritySchemes)
		default:
			return false, nil
		}
		return true, err
	})
}

// named reads an object of things by their names.
func named[T any](v *schema.Value, read func(*schema.Value, *T) error) ([]Named[*T], error) {
	var list []Named[*T]
	err := schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
		to := new(T)
		list = append(list, Named[*T]{name, to})
		return true, read(v, to)
	})
	return list, err
}

func (r reader) securitySchemes(v *schema.Value, to *[]*SecurityScheme) error {
	return schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
		s := &SecurityScheme{Name: name}
		*to = append(*to, s)
		return true, schema.Fields(v, &s.Extensions, func(name string, v *schema.Value) (bool, error) {
			switch name {
			case "type":
				return schema.Text(v, &s.Type)
			case "description":
				return schema.Text(v, &s.Description)
			case "name":
				return schema.Text(v, &s.ParamName)
			case "in":
				return schema.Text(v, &s.In)
			case "scheme":
				return schema.Text(v, &s.Scheme)
			case "bearerFormat":
				return schema.Text(v, &s.BearerFormat)
			}
			return false, nil
		})
	})
}

package asyncapi

import (
	"bytes"
	"fmt"
	"strings"

	"tenon/internal/schema"
	"tenon/internal/yamljson"
)

// Read reads a document of version 3.0 or 3.1, in JSON or YAML, ours or anyone's. What the model has no place for stays
// as an extension. For a document of ours Read and JSON give the same bytes back.
func Read(data []byte) (*Document, error) {
	start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	parse := yamljson.Parse
	if len(start) == 0 || start[0] == '{' || start[0] == '[' {
		parse = schema.Parse
	}
	v, err := parse(data)
	if err != nil {
		return nil, err
	}
	return FromValue(&v)
}

// FromValue makes a document of JSON that was read.
func FromValue(v *schema.Value) (*Document, error) {
	version := v.Get("asyncapi").String()
	switch {
	case v.Kind != schema.Object:
		return nil, schema.Mismatch(v, "object")
	case v.Get("openapi") != nil || v.Get("swagger") != nil:
		return nil, fmt.Errorf("this is an OpenAPI document, not an AsyncAPI one")
	case version == "":
		return nil, fmt.Errorf("this is not an AsyncAPI document: it has no member \"asyncapi\" with a version")
	case !strings.HasPrefix(version, "3."):
		return nil, fmt.Errorf("AsyncAPI %q is not understood; 3.0 and 3.1 are: convert it first, with @asyncapi/converter "+
			"for example", version)
	}
	d := &Document{}
	return d, readDocument(v, d)
}

func readDocument(v *schema.Value, d *Document) error {
	return schema.Fields(v, &d.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "asyncapi":
			return schema.Text(v, &d.AsyncAPI)
		case "info":
			return true, readInfo(v, &d.Info)
		case "defaultContentType":
			return schema.Text(v, &d.DefaultContentType)
		case "servers":
			return true, readServers(v, &d.Servers)
		case "channels":
			return true, readChannels(v, &d.Channels)
		case "operations":
			return true, readOperations(v, &d.Operations)
		case "components":
			return true, readComponents(v, &d.Components)
		}
		return false, nil
	})
}

func readInfo(v *schema.Value, i *Info) error {
	return schema.Fields(v, &i.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "title":
			return schema.Text(v, &i.Title)
		case "version":
			return schema.Text(v, &i.Version)
		case "description":
			return schema.Text(v, &i.Description)
		}
		return false, nil
	})
}

func readServers(v *schema.Value, to *[]*Server) error {
	return schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
		s := &Server{Name: name}
		*to = append(*to, s)
		return true, schema.Fields(v, &s.Extensions, func(name string, v *schema.Value) (bool, error) {
			switch name {
			case "host":
				return schema.Text(v, &s.Host)
			case "protocol":
				return schema.Text(v, &s.Protocol)
			case "pathname":
				return schema.Text(v, &s.PathName)
			case "description":
				return schema.Text(v, &s.Description)
			case "security":
				return readRefs(v, &s.Security), nil
			}
			return false, nil
		})
	})
}

// readRef reads {"$ref": …}; false means that something else stands there, which stays as it is.
func readRef(v *schema.Value, to *string) bool {
	ref := v.Get("$ref")
	if ref.String() == "" || len(v.Members) != 1 {
		return false
	}
	*to = ref.Text
	return true
}

// readRefs reads a list of references, all or none.
func readRefs(v *schema.Value, to *[]string) bool {
	list := []string{}
	for i := range v.Items {
		var ref string
		if !readRef(&v.Items[i], &ref) {
			return false
		}
		list = append(list, ref)
	}
	*to = list
	return v.Kind == schema.Array
}

func readChannels(v *schema.Value, to *[]*Channel) error {
	return schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
		c := &Channel{Name: name}
		*to = append(*to, c)
		return true, readChannel(v, c)
	})
}

func readChannel(v *schema.Value, c *Channel) error {
	return schema.Fields(v, &c.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "address":
			if v.Kind == schema.Null {
				return false, nil
			}
			return schema.Text(v, &c.Address)
		case "title":
			return schema.Text(v, &c.Title)
		case "description":
			return schema.Text(v, &c.Description)
		case "messages":
			return true, readChannelMessages(v, &c.Messages)
		case "parameters":
			if v.Kind != schema.Object {
				return true, schema.Mismatch(v, "object")
			}
			for i := range v.Members {
				c.Parameters = append(c.Parameters, schema.Extension{Name: v.Members[i].Name, Value: v.Members[i].Value.JSON()})
			}
			return true, nil
		case "bindings":
			c.Bindings = v.JSON()
			return true, nil
		}
		return false, nil
	})
}

func readChannelMessages(v *schema.Value, to *[]ChannelMessage) error {
	return schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
		m := ChannelMessage{Name: name}
		if readRef(v, &m.Ref) {
			*to = append(*to, m)
			return true, nil
		}
		m.Message = &Message{Name: name}
		*to = append(*to, m)
		return true, readMessage(v, m.Message)
	})
}

func readOperations(v *schema.Value, to *[]*Operation) error {
	return schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
		op := &Operation{Name: name}
		*to = append(*to, op)
		return true, readOperation(v, op)
	})
}

func readOperation(v *schema.Value, op *Operation) error {
	return schema.Fields(v, &op.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "action":
			return schema.Text(v, &op.Action)
		case "channel":
			return readRef(v, &op.Channel), nil
		case "title":
			return schema.Text(v, &op.Title)
		case "summary":
			return schema.Text(v, &op.Summary)
		case "description":
			return schema.Text(v, &op.Description)
		case "tags":
			return readTags(v, &op.Tags), nil
		case "security":
			return readRefs(v, &op.Security), nil
		case "messages":
			return readRefs(v, &op.Messages), nil
		case "reply":
			op.Reply = &Reply{}
			return true, readReply(v, op.Reply)
		case "x-deprecated":
			op.Deprecated = v.Kind == schema.Bool && v.True
			return op.Deprecated, nil
		case "x-ws-topic":
			op.Topic = v.JSON()
			return true, nil
		}
		return false, nil
	})
}

// readTags reads tags that are only names; others stay as they are.
func readTags(v *schema.Value, to *[]string) bool {
	var names []string
	for i := range v.Items {
		name := v.Items[i].Get("name").String()
		if name == "" || len(v.Items[i].Members) != 1 {
			return false
		}
		names = append(names, name)
	}
	*to = names
	return len(names) > 0
}

func readReply(v *schema.Value, r *Reply) error {
	return schema.Fields(v, &r.Extensions, func(name string, v *schema.Value) (bool, error) {
		switch name {
		case "channel":
			return readRef(v, &r.Channel), nil
		case "messages":
			return readRefs(v, &r.Messages), nil
		}
		return false, nil
	})
}

func readMessage(v *schema.Value, m *Message) error {
	return schema.Fields(v, &m.Extensions, func(name string, v *schema.Value) (_ bool, err error) {
		switch name {
		case "name":
			return schema.Text(v, &m.Label)
		case "title":
			return schema.Text(v, &m.Title)
		case "summary":
			return schema.Text(v, &m.Summary)
		case "description":
			return schema.Text(v, &m.Description)
		case "contentType":
			return schema.Text(v, &m.ContentType)
		case "correlationId":
			m.CorrelationID = v.JSON()
			return true, nil
		case "payload":
			if v.Get("schemaFormat") != nil {
				return false, nil // a schema of another language
			}
			m.Payload, err = schema.Read(v, schema.AsyncAPI)
			return true, err
		case "examples":
			return true, schema.Elements(v, func(v *schema.Value) error {
				m.Examples = append(m.Examples, v.JSON())
				return nil
			})
		}
		return false, nil
	})
}

func readComponents(v *schema.Value, c *Components) error {
	return schema.Fields(v, &c.Extensions, func(name string, v *schema.Value) (_ bool, err error) {
		switch name {
		case "schemas":
			c.Schemas, err = schema.ReadProperties(v, schema.AsyncAPI)
			return true, err
		case "messages":
			return true, schema.Fields(v, nil, func(name string, v *schema.Value) (bool, error) {
				m := &Message{Name: name}
				c.Messages = append(c.Messages, m)
				return true, readMessage(v, m)
			})
		case "securitySchemes":
			return true, schema.Fields(v, &c.SecuritySchemes, func(string, *schema.Value) (bool, error) { return false, nil })
		}
		return false, nil
	})
}

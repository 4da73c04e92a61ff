package asyncapi

import (
	"encoding/json"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

// exampleID is the id that examples of messages carry.
const exampleID = "1"

// exchange is one subscription told by examples: a request, and the topic that it makes.
type exchange struct {
	request json.RawMessage
	topic   string
}

// example tells a subscription by what the contract gives as examples, defaults and values of enums. Nil if a required
// field has none of them: an example that had to be made up would teach nothing.
func (d *describer) example(s *contract.Stream) *exchange {
	decl := s.Request.Optional().Decl
	if decl == nil {
		return nil
	}
	request, ok := exampleObject(decl.Fields, 0, false)
	if !ok {
		return nil
	}
	topic, ok := exampleObject(canonical(decl.Fields), 0, true)
	if !ok {
		return nil
	}
	return &exchange{request, s.Name + ":" + string(topic)}
}

// exampleObject is an object of fields with examples. As a topic it has every field, as a request those with something
// to say.
func exampleObject(fields []*contract.Field, depth int, asTopic bool) (json.RawMessage, bool) {
	w := schema.Writer{Compact: true}
	w.BeginObject()
	for _, f := range fields {
		if f.In != "" {
			continue
		}
		value, ok := exampleField(f, depth, asTopic)
		if !ok && f.Required {
			return nil, false
		}
		if !ok && asTopic {
			if value = json.RawMessage(absentJSON(f)); len(value) == 0 {
				return nil, false
			}
			ok = true
		}
		if ok {
			w.Key(f.Wire)
			w.Raw(value)
		}
	}
	w.EndObject()
	return w.Bytes(), true
}

func exampleField(f *contract.Field, depth int, asTopic bool) (json.RawMessage, bool) {
	switch {
	case f.Quoted:
		return nil, false
	case f.Example != nil && asTopic && strings.Contains(f.Example.JSON, "{"):
		return nil, false // its members may stand in another order than a topic has them
	case f.Example != nil:
		return json.RawMessage(f.Example.JSON), true
	case f.Default != nil && asTopic:
		return json.RawMessage(f.Default.JSON), true
	case !f.Required:
		return nil, false
	case len(f.Rules.Enum) > 0:
		return json.RawMessage(f.Rules.Enum[0].JSON), true
	}
	decl := f.Type.Optional().Decl
	if decl == nil || depth > maxTopicDepth {
		return nil, false
	}
	switch decl.Kind {
	case contract.DeclEnum:
		if len(decl.Values) == 0 {
			return nil, false
		}
		if decl.Underlying.Kind == contract.KindString {
			return schema.Quote(decl.Values[0].Str), true
		}
		return json.RawMessage(number(decl.Values[0].Int)), true
	case contract.DeclStruct:
		inner := decl.Fields
		if asTopic {
			inner = canonical(inner)
		}
		return exampleObject(inner, depth+1, asTopic)
	}
	return nil, false
}

// The examples of the messages of one exchange; nil without one.

func (x *exchange) asks(kind string) []json.RawMessage {
	if x == nil {
		return nil
	}
	return exampleFrame(kind, true, func(w *schema.Writer) { w.Raw(x.request) })
}

func (x *exchange) answers(kind, message string) []json.RawMessage {
	if x == nil {
		return nil
	}
	return exampleFrame(kind, true, func(w *schema.Writer) {
		w.BeginObject()
		w.Text("status", "ok")
		w.Text("message", message)
		w.Text("topic", x.topic)
		w.EndObject()
	})
}

func (x *exchange) misses(kind string) []json.RawMessage {
	if x == nil {
		return nil
	}
	return exampleFrame(kind, false, func(w *schema.Writer) {
		w.BeginObject()
		w.Text("topic", x.topic)
		w.Key("missed")
		w.Int(-1)
		w.EndObject()
	})
}

func (x *exchange) ends(kind string) []json.RawMessage {
	if x == nil {
		return nil
	}
	return exampleFrame(kind, false, func(w *schema.Writer) {
		w.BeginObject()
		w.Text("topic", x.topic)
		w.Text("code", "shutting-down")
		w.Text("message", "the server goes away")
		w.EndObject()
	})
}

// misunderstands is the example of the message that answers what belongs to no stream.
func misunderstands() []json.RawMessage {
	return exampleFrame("error", true, func(w *schema.Writer) {
		w.BeginObject()
		w.Text("status", "error")
		w.Text("code", "unknown-type")
		w.Text("message", `there is no message type "hello"`)
		w.EndObject()
	})
}

// exampleFrame is a whole frame as an example of a message.
func exampleFrame(kind string, withID bool, payload func(w *schema.Writer)) []json.RawMessage {
	w := schema.Writer{Compact: true}
	w.BeginObject()
	w.Key("payload")
	w.BeginObject()
	w.Text("type", kind)
	if withID {
		w.Text("id", exampleID)
	}
	w.Key("payload")
	payload(&w)
	w.EndObject()
	w.EndObject()
	return []json.RawMessage{w.Bytes()}
}

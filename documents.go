package tenon

import (
	"encoding/json"
	"strconv"
	"strings"

	"tenon/internal/asyncapi"
	"tenon/internal/contract"
	"tenon/internal/emit"
	"tenon/internal/openapi"
	"tenon/internal/schema"
	"tenon/internal/workspace"
)

// This file applies what tenon.yaml says about documents.

// documents is the emitter of the documents themselves.
type documents struct{}

// Emit gives the documents their places.
func (documents) Emit(in emit.Input) ([]emit.Artifact, error) {
	var all []emit.Artifact
	for _, d := range []struct {
		kind Kind
		data []byte
	}{{OpenAPI, in.OpenAPIJSON}, {AsyncAPI, in.AsyncAPIJSON}} {
		if d.data != nil {
			all = append(all, emit.Artifact{Kind: d.kind, Module: in.Module.Name, Data: d.data,
				Path: in.Layout.Folder(d.kind, in.Module.Dir) + "/" + in.Module.Name + "_" + string(d.kind) + ".json"})
		}
	}
	return all, nil
}

// marker is the extension that shows a document to be ours.
func marker(k Kind, m *contract.Module) schema.Extension {
	return schema.Extension{Name: emit.MarkerKey, Value: json.RawMessage(emit.Owner{Kind: k, Module: m.Name}.JSON())}
}

func openAPIOptions(c workspace.Config, m *contract.Module) openapi.Options {
	opt := openapi.Options{
		Title:          ofModule(c.Info.Title, m),
		Description:    ofModule(c.Info.Description, m),
		Info:           about(c.Info),
		MetaOperations: c.MetaOperations,
	}
	if c.OpenAPI == "3.0" {
		opt.Version = openapi.Version30
	}
	for _, s := range c.Servers {
		opt.Servers = append(opt.Servers, openapi.Server{URL: s.URL, Description: s.Description})
	}
	return opt
}

func asyncAPIOptions(c workspace.Config, m *contract.Module) asyncapi.Options {
	opt := asyncapi.Options{
		Title:       ofModule(c.Info.Title, m),
		Description: ofModule(c.Info.Description, m),
		Info:        about(c.Info),
	}
	if c.AsyncAPI == "3.1" {
		opt.Version = asyncapi.Version31
	}
	for _, s := range c.Servers {
		if server := socketServer(s, len(opt.Servers)); server != nil {
			opt.Servers = append(opt.Servers, server)
		}
	}
	return opt
}

// ofModule puts the module's name into a text that is for all modules.
func ofModule(text string, m *contract.Module) string {
	return strings.ReplaceAll(text, "{module}", m.Name)
}

// socketServer is the WebSocket side of an HTTP address. An address without a host has none.
func socketServer(s workspace.Server, n int) *asyncapi.Server {
	scheme, rest, ok := strings.Cut(s.URL, "://")
	protocol := map[string]string{"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}[scheme]
	host, path, _ := strings.Cut(rest, "/")
	if !ok || protocol == "" || host == "" {
		return nil
	}
	server := &asyncapi.Server{Name: "server", Host: host, Protocol: protocol, Description: s.Description}
	if n > 0 {
		server.Name += strconv.Itoa(n + 1)
	}
	if path = strings.Trim(path, "/"); path != "" {
		server.PathName = "/" + path
	}
	return server
}

// about is what info: in tenon.yaml says beyond title and description.
func about(info workspace.Info) []schema.Extension {
	var all []schema.Extension
	if info.TermsOfService != "" {
		all = append(all, schema.Extension{Name: "termsOfService", Value: schema.Quote(info.TermsOfService)})
	}
	add := func(name string, members ...[2]string) {
		var object []byte
		for _, m := range members {
			if m[1] == "" {
				continue
			}
			if object = append(object, ','); len(object) == 1 {
				object[0] = '{'
			}
			object = append(schema.AppendString(object, m[0]), ':')
			object = schema.AppendString(object, m[1])
		}
		if object != nil {
			all = append(all, schema.Extension{Name: name, Value: append(object, '}')})
		}
	}
	add("contact", [2]string{"name", info.Contact.Name}, [2]string{"url", info.Contact.URL},
		[2]string{"email", info.Contact.Email})
	add("license", [2]string{"name", info.License.Name}, [2]string{"identifier", info.License.Identifier},
		[2]string{"url", info.License.URL})
	return all
}

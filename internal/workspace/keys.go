package workspace

import (
	"go.yaml.in/yaml/v3"

	"tenon/internal/contract"
	"tenon/internal/emit"
)

// key is one key of tenon.yaml: its name, what it says, and either the keys below it or what reads its value. Shape
// and choices are for the JSON Schema of the file, which a test holds equal to this table.
type key struct {
	name    string
	what    string
	shape   string // string, boolean, strings, map, schema, object, objects
	choices []string
	below   []key
	read    func(r *reader, c *Config, n *yaml.Node)
}

// keys is the table of everything that tenon.yaml may say.
func keys() []key {
	return []key{
		{name: "modules", what: "Globs of the folders that hold modules; default modules/*.", shape: "strings", read: readModules},
		{name: "base_path", what: "Path that all routes lie below; default /api.", shape: "string", read: readBasePath},
		{name: "info", what: "What documents say about the API as a whole.", shape: "object", below: []key{
			text("title", "Title of each document; {module} stands for the module's name.", func(c *Config) *string { return &c.Info.Title }),
			text("description", "Description of each document; {module} stands for the module's name.", func(c *Config) *string { return &c.Info.Description }),
			text("terms_of_service", "Address of the terms of service.", func(c *Config) *string { return &c.Info.TermsOfService }),
			{name: "contact", what: "Whom to ask.", shape: "object", below: []key{
				text("name", "Name of a person or a team.", func(c *Config) *string { return &c.Info.Contact.Name }),
				text("url", "Web address.", func(c *Config) *string { return &c.Info.Contact.URL }),
				text("email", "Mail address.", func(c *Config) *string { return &c.Info.Contact.Email }),
			}},
			{name: "license", what: "License of the API.", shape: "object", below: []key{
				text("name", "Name of the license.", func(c *Config) *string { return &c.Info.License.Name }),
				text("identifier", "SPDX identifier.", func(c *Config) *string { return &c.Info.License.Identifier }),
				text("url", "Web address of its text.", func(c *Config) *string { return &c.Info.License.URL }),
			}},
		}},
		{name: "servers", what: "Addresses at which the API is served.", shape: "objects", read: readServers, below: serverKeys()},
		{name: "output", what: "Folder of each kind of artifact, with _generated in its name; {module} stands for the module's folder.",
			shape: "map", choices: kindNames(), read: readOutput},
		{name: "artifacts", what: "Kinds of artifacts to generate; default all.", shape: "strings", choices: kindNames(), read: readArtifacts},
		{name: "python", what: "About the Python clients.", shape: "object", below: []key{
			{name: "package", what: "Name of the Python package, which is its folder's name; default client_generated.", shape: "string", read: readPackage},
			choice("http", "Library that the clients send requests with; default httpx.", []string{"httpx", "httpx2"}, func(c *Config) *string { return &c.Python.HTTP }),
		}},
		{name: "meta_operations", what: "Whether health and versions are in each module's document; default false.", shape: "boolean",
			read: func(r *reader, c *Config, n *yaml.Node) { r.boolean(n, &c.MetaOperations) }},
		choice("openapi", "Version of the OpenAPI documents; default 3.1.", []string{"3.1", "3.0"}, func(c *Config) *string { return &c.OpenAPI }),
		choice("asyncapi", "Version of the AsyncAPI documents; default 3.0.", []string{"3.0", "3.1"}, func(c *Config) *string { return &c.AsyncAPI }),
		{name: "types", what: "Types of other modules with a fixed meaning on the wire, by import path and name.", shape: "types",
			read: readTypes, below: typeKeys()},
	}
}

// text is a key for a text.
func text(name, what string, at func(*Config) *string) key {
	return key{name: name, what: what, shape: "string", read: func(r *reader, c *Config, n *yaml.Node) { r.text(n, at(c)) }}
}

// choice is a key for one of some words.
func choice(name, what string, words []string, at func(*Config) *string) key {
	return key{name: name, what: what, shape: "string", choices: words, read: func(r *reader, c *Config, n *yaml.Node) {
		r.choice(n, words, at(c))
	}}
}

// serverKeys are the keys of one server; readServers fills them.
func serverKeys() []key {
	return []key{
		{name: "url", what: "Address.", shape: "string"},
		{name: "description", what: "What it is for.", shape: "string"},
	}
}

// typeKeys are the keys of one type; readTypes fills them.
func typeKeys() []key {
	return []key{
		{name: "codec", what: "How it meets the wire: text (MarshalText), json (MarshalJSON), string (a defined string).",
			shape: "string", choices: codecs()},
		{name: "schema", what: "Its JSON Schema.", shape: "schema"},
		{name: "package", what: "Name of its package clause, if other than the last part of the path.", shape: "string"},
	}
}

func codecs() []string {
	return []string{string(contract.CodecText), string(contract.CodecJSON), string(contract.CodecString)}
}

func kindNames() []string {
	rows := emit.Kinds()
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = string(row.Kind)
	}
	return names
}

package workspace

import (
	"tenon/internal/contract"
	"tenon/internal/emit"
)

// Config is tenon.yaml with the defaults in place.
type Config struct {
	Modules  []string // globs of module folders, slash paths below the root: "modules/*"
	BasePath string   // "/api"; "" for the root
	Info     Info
	Servers  []Server

	Output    map[emit.Kind]string // folders other than the default, "{module}" stands for the module's own folder
	Artifacts []emit.Kind          // kinds to generate; nil: all

	Python         Python
	MetaOperations bool // health and versions are in each module's document

	OpenAPI  string // version of the documents: "3.1" or "3.0"
	AsyncAPI string // "3.0" or "3.1"

	Types map[string]KnownType // by import path and name: "example.com/money.Amount"
}

// Info is what documents say about the whole API. Empty fields say nothing; Title and Description replace those of
// each module, with "{module}" in them for its name.
type Info struct {
	Title          string
	Description    string
	TermsOfService string
	Contact        Contact
	License        License
}

// Contact is whom to ask about the API.
type Contact struct{ Name, URL, Email string }

// License is the license of the API. Identifier is its SPDX name; a document holds that or URL.
type License struct{ Name, Identifier, URL string }

// Server is an address at which the API is served.
type Server struct{ URL, Description string }

// Python is about the Python clients.
type Python struct {
	Package string // name of the package that holds the clients, which is its folder's name: "client_generated"
	HTTP    string // library that they send requests with: "httpx" or "httpx2"
}

// KnownType is a type of another module that tenon.yaml gives a fixed meaning on the wire.
type KnownType struct {
	Package string         // name of its package clause; empty: the last part of the path
	Codec   contract.Codec // text, json or string
	Schema  string         // its JSON Schema as JSON
}

// defaults is the configuration without a tenon.yaml.
func defaults() Config {
	return Config{
		Modules:  []string{"modules/*"},
		BasePath: "/api",
		Python:   Python{Package: "client_generated", HTTP: "httpx"},
		OpenAPI:  "3.1",
		AsyncAPI: "3.0",
	}
}

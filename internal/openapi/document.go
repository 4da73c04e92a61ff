// Package openapi is OpenAPI documents as data: made from a contract, written as deterministic JSON, checked, and read
// back, ours or anyone's.
//
// Describe turns a contract into a Document, Document.JSON writes it, Check finds what official schemas cannot see, Read
// reads JSON and YAML of versions 3.0, 3.1 and 3.2. Nothing here touches the disk. The model speaks 3.1; a Document whose
// version is 3.0 is written in the words of 3.0 and read back into those of 3.1.
//
// What is decided for our own documents:
//
//   - Paths are complete. Without servers in tenon.yaml the one server is "/", the origin that serves the document.
//   - An operation has the tag of its module unless the contract gives it tags. The first sentence of its comment,
//     without the Go name, is the summary, the rest the description.
//   - Failures are shared responses, one for each set of codes that one status has in some operation: OrderRejected,
//     OrderRejectedOrSymbolUnknown. Their body is Problem (RFC 9457) in allOf with an object whose code is an enum of
//     those codes; Document.Codes reads them back. Operations that take input have 422 with ValidationProblem, those
//     that ask for a caller 401 and 403, every one has default.
//   - A pointer is its type or null: ["string", "null"], or anyOf a reference and null. Outside of bodies nothing is
//     null.
//   - An open enum has no enum keyword: its values are examples, in the order of x-enum-varnames. So an x-enum-varnames
//     without enum means an open one.
//   - A struct that is a member of a union has the discriminator's value as an enum of one.
//   - Names of the user's types stay as they are; ours give way: Problem becomes APIProblem.
package openapi

import (
	"encoding/json"

	"tenon/internal/schema"
)

// Document is an OpenAPI 3.1 document. Lists keep the order of the document.
type Document struct {
	OpenAPI    string
	Info       Info
	Servers    []Server
	Paths      []*PathItem
	Webhooks   []*PathItem // Path is the webhook's name
	Components Components
	Security   []SecurityRequirement // nil: not said
	Tags       []Tag
	Extensions []schema.Extension

	PathsExtensions []schema.Extension // x- members of paths
}

// Info is about the API as a whole.
type Info struct {
	Title       string
	Summary     string
	Description string
	Version     string
	Extensions  []schema.Extension // termsOfService, contact and license too, as they stand
}

// Server is a base address.
type Server struct {
	URL         string
	Description string
	Extensions  []schema.Extension // variables too
}

// Tag describes a tag of operations.
type Tag struct {
	Name        string
	Description string
	Extensions  []schema.Extension
}

// PathItem is the operations of one path.
type PathItem struct {
	Path        string
	Ref         string
	Summary     string
	Description string
	Parameters  []*Parameter
	Operations  []*Operation
	Extensions  []schema.Extension
}

// Operation is one method of one path.
type Operation struct {
	Method      string // upper case
	Path        string // of its PathItem
	ID          string // operationId; may be empty in documents of others
	Tags        []string
	Summary     string
	Description string
	Deprecated  bool
	Parameters  []*Parameter // its own; see PathItem.Parameters
	RequestBody *RequestBody
	Responses   []*Response
	Security    []SecurityRequirement // nil: not said
	Idempotent  bool                  // x-idempotent
	Extensions  []schema.Extension
}

// Parameter is a value in path, query, header or cookie.
type Parameter struct {
	Ref             string // "#/components/parameters/X"; nothing else counts then
	Name            string
	In              string
	Description     string
	Required        bool
	Deprecated      bool
	AllowEmptyValue bool
	Style           string
	Explode         *bool
	AllowReserved   bool
	Schema          *schema.Schema
	Content         []*MediaType
	Example         json.RawMessage
	Extensions      []schema.Extension
}

// RequestBody is the body of a request, one entry a media type.
type RequestBody struct {
	Ref         string
	Description string
	Required    bool
	Content     []*MediaType
	Extensions  []schema.Extension
}

// Response is one documented answer. Status is "200", "4XX" or "default".
type Response struct {
	Ref         string
	Status      string
	Description string
	Headers     []*Parameter // In is "header"
	Content     []*MediaType
	Extensions  []schema.Extension // links too
}

// MediaType is a body of one content type.
type MediaType struct {
	Type       string
	Schema     *schema.Schema
	Example    json.RawMessage
	Extensions []schema.Extension
}

// SecurityRequirement is schemes that are needed together; several requirements mean any one of them. An empty one
// means that none is needed.
type SecurityRequirement []SecurityNeed

// SecurityNeed is one scheme with its scopes.
type SecurityNeed struct {
	Scheme string
	Scopes []string
}

// SecurityScheme is one way of authentication.
type SecurityScheme struct {
	Name         string // key in components
	Type         string // http, apiKey, oauth2, openIdConnect, mutualTLS
	Description  string
	Scheme       string // http: bearer, basic
	BearerFormat string
	In           string // apiKey
	ParamName    string // apiKey: name of the header, query parameter or cookie
	Extensions   []schema.Extension
}

// Components is what a document shares.
type Components struct {
	Schemas         []schema.Property
	Parameters      []Named[*Parameter]
	RequestBodies   []Named[*RequestBody]
	Responses       []Named[*Response]
	SecuritySchemes []*SecurityScheme
	Extensions      []schema.Extension // headers, examples, links, callbacks … as they stand
}

// Named is an entry of components.
type Named[T any] struct {
	Name  string
	Value T
}

// Schema is the shared schema of that name, or nil.
func (c *Components) Schema(name string) *schema.Schema {
	for _, p := range c.Schemas {
		if p.Name == name {
			return p.Schema
		}
	}
	return nil
}

// Operations are all operations of the document's paths, in its order.
func (d *Document) Operations() []*Operation {
	var ops []*Operation
	for _, p := range d.Paths {
		ops = append(ops, p.Operations...)
	}
	return ops
}

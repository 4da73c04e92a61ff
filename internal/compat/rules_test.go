package compat

import (
	"slices"
	"strings"
	"testing"

	"tenon/internal/asyncapi"
	"tenon/internal/openapi"
)

// shop is the old OpenAPI document of the tests. Each test edits its text.
const shop = `{
"openapi": "3.1.0",
"info": {"title": "Shop API", "version": "1.0.0", "description": "A shop."},
"servers": [{"url": "https://a.example"}],
"tags": [{"name": "shop"}],
"security": [],
"paths": {
 "/orders": {
  "post": {"operationId": "placeOrder", "tags": ["shop"], "security": [{"key": []}], "summary": "Places.",
   "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/PreOrder"}}}},
   "responses": {
    "200": {"description": "OK", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}},
     "headers": {"X-Left": {"schema": {"type": "integer"}}}},
    "404": {"$ref": "#/components/responses/NotFound"}}},
  "get": {"operationId": "listOrders",
   "parameters": [
    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}},
    {"name": "state", "in": "query", "required": true, "schema": {"type": "string"}},
    {"name": "tags", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}],
   "responses": {"200": {"description": "OK", "content": {"application/json": {"schema":
    {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}}}}}}
 },
 "/orders/{order_id}": {
  "delete": {"operationId": "cancelOrder", "parameters": [{"name": "order_id", "in": "path", "required": true, "schema": {"type": "string"}}],
   "responses": {"204": {"description": "Gone"}, "404": {"$ref": "#/components/responses/NotFound"}}}
 }
},
"webhooks": {"filled": {"post": {"operationId": "filled", "responses": {"200": {"description": "OK"}}}}},
"components": {
 "schemas": {
  "Order": {"type": "object", "description": "An order.", "required": ["id", "qty"], "properties": {
   "id": {"type": "string", "maxLength": 20, "description": "Identifier."},
   "qty": {"type": "number", "exclusiveMinimum": 0},
   "side": {"$ref": "#/components/schemas/Side"},
   "note": {"type": ["string", "null"]},
   "payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}],
    "discriminator": {"propertyName": "kind"}}}},
  "PreOrder": {"type": "object", "required": ["qty"], "properties": {
   "qty": {"type": "number", "exclusiveMinimum": 0},
   "price": {"type": "number", "multipleOf": 5, "default": 1},
   "code": {"type": "string", "minLength": 2, "pattern": "^[a-z]+$"},
   "size": {"type": "integer", "format": "int32"},
   "side": {"$ref": "#/components/schemas/Side"},
   "payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}]}}},
  "Side": {"type": "integer", "enum": [1, -1], "x-enum-varnames": ["BUY", "SELL"]},
  "Card": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "card"}, "number": {"type": "string"}}},
  "Cash": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cash"}, "coins": {"type": "boolean"}}},
  "Problem": {"type": "object", "properties": {"code": {"type": "string", "enum": ["not-found"]}}}
 },
 "responses": {
  "NotFound": {"description": "Not found", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
 },
 "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
}
}`

// feed is the old AsyncAPI document of the tests.
const feed = `{
"asyncapi": "3.0.0",
"info": {"title": "Feed API", "version": "1.0.0"},
"defaultContentType": "application/json",
"servers": {"main": {"host": "a.example", "protocol": "wss"}},
"channels": {"feed": {"address": "/feed/ws", "messages": {
 "BarsSubscribe": {"$ref": "#/components/messages/BarsSubscribe"},
 "BarsReply": {"$ref": "#/components/messages/BarsReply"},
 "BarsUpdate": {"$ref": "#/components/messages/BarsUpdate"}}}},
"operations": {
 "barsSubscribe": {"action": "receive", "channel": {"$ref": "#/channels/feed"}, "x-ws-topic": {"prefix": "bars:"},
  "messages": [{"$ref": "#/channels/feed/messages/BarsSubscribe"}],
  "reply": {"channel": {"$ref": "#/channels/feed"}, "messages": [{"$ref": "#/channels/feed/messages/BarsReply"}]}},
 "barsUpdate": {"action": "send", "channel": {"$ref": "#/channels/feed"}, "messages": [{"$ref": "#/channels/feed/messages/BarsUpdate"}]}
},
"components": {
 "messages": {
  "BarsSubscribe": {"name": "bars.subscribe", "payload": {"type": "object", "properties": {"payload": {"$ref": "#/components/schemas/BarsRequest"}}}},
  "BarsReply": {"name": "bars.subscribe.response", "payload": {"type": "object", "properties": {"status": {"type": "string"}}}},
  "BarsUpdate": {"name": "bars.update", "payload": {"type": "object", "properties": {"payload": {"$ref": "#/components/schemas/Bar"}}}}
 },
 "schemas": {
  "Bar": {"type": "object", "required": ["close"], "properties": {"close": {"type": "number"}}},
  "BarsRequest": {"type": "object", "required": ["symbol"], "properties": {"symbol": {"type": "string"}}}
 }
}
}`

// example is one change of a document, and what is to be said of it. Lines are rules and changes; a change that
// breaks ends so.
type example struct {
	name     string
	old, new string // texts in the document
	want     []string
}

func openAPIExamples() []example {
	return []example{
		{"the version of the specification", `"3.1.0"`, `"3.1.1"`, []string{"document-version document: OpenAPI version changed from 3.1.0 to 3.1.1"}},
		{"the title", `"Shop API"`, `"Store API"`, []string{"title-changed document: title changed from Shop API to Store API"}},
		{"the version", `"1.0.0"`, `"1.1.0"`, []string{"version-changed document: version changed from 1.0.0 to 1.1.0"}},
		{"a description", `"An order."`, `"The order."`, []string{"description-changed schema Order: description changed (2 operations)"}},
		{"an extension", `"tags": [{`, `"x-owner": "me", "tags": [{`, []string{`extension-changed document: x-owner added: "me"`}},
		{"the order of properties", `"number": {"type": "string"}}}`, `"number": {"type": "string"}}, "x-a": 1}`, []string{"extension-changed schema Card: x-a added: 1 (2 operations)"}},
		{"a server more", `[{"url": "https://a.example"}]`, `[{"url": "https://a.example"}, {"url": "https://b.example"}]`, []string{"server-added server https://b.example: server added"}},
		{"a server less", `[{"url": "https://a.example"}]`, `[]`, []string{"server-removed server https://a.example: server removed (breaking)"}},
		{"a tag", `"tags": ["shop"]`, `"tags": ["orders"]`, []string{"tag-changed POST /orders: tags: added orders; removed shop"}},

		{"a security scheme more", `"securitySchemes": {`, `"securitySchemes": {"b": {"type": "http", "scheme": "bearer"}, `, []string{"security-scheme-added security scheme b: security scheme added: http bearer"}},
		{"a security scheme less", `"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}`, `"securitySchemes": {}`, []string{"security-scheme-removed security scheme key: security scheme removed (breaking)"}},
		{"a security scheme", `"X-Key"`, `"X-Token"`, []string{"security-scheme-changed security scheme key: security scheme changed from apiKey in header X-Key to apiKey in header X-Token (breaking)"}},
		{"security of everything", `"security": [],`, `"security": [{"key": []}],`, []string{"security-tightened document: security changed from none to key (breaking)"}},
		{"security that is not needed", `"security": [{"key": []}], "summary"`, `"security": [{"key": []}, {}], "summary"`, []string{"security-relaxed POST /orders: security changed from key to key or none"}},

		{"an operation more", `"/orders/{order_id}": {`, `"/orders/{order_id}": {"get": {"operationId": "getOrder", "responses": {}},`, []string{"operation-added GET /orders/{order_id}: operation added (getOrder)"}},
		{"an operation less", `"get": {"operationId": "listOrders"`, `"x-get": {"operationId": "listOrders"`, []string{"operation-removed GET /orders: operation removed (listOrders) (breaking)", "extension-changed path /orders"}},
		{"another path", `"/orders/{order_id}": {`, `"/order/{order_id}": {`, []string{"operation-moved DELETE /order/{order_id}: operation moved from DELETE /orders/{order_id} to DELETE /order/{order_id} (breaking)"}},
		{"another name of a path variable", `/orders/{order_id}": {
  "delete": {"operationId": "cancelOrder", "parameters": [{"name": "order_id"`, `/orders/{id}": {
  "delete": {"operationId": "cancelOrder", "parameters": [{"name": "id"`, []string{"parameter-renamed DELETE /orders/{id} parameter id: path parameter renamed from order_id"}},
		{"another method", `"delete": {`, `"put": {`, []string{"operation-moved PUT /orders/{order_id}: operation moved from DELETE /orders/{order_id} to PUT /orders/{order_id} (breaking)"}},
		{"another operationId", `"placeOrder"`, `"createOrder"`, []string{"operation-renamed POST /orders: operationId changed from placeOrder to createOrder (breaking)"}},
		{"an operation is deprecated", `"operationId": "placeOrder"`, `"operationId": "placeOrder", "deprecated": true`, []string{"operation-deprecated POST /orders: is deprecated now"}},
		{"an operation may be retried", `"operationId": "placeOrder"`, `"operationId": "placeOrder", "x-idempotent": true`, []string{"retry-allowed POST /orders: may be sent again after a failure now"}},
		{"a path without operations", `"/orders/{order_id}": {`, `"/empty": {"description": "Nothing."}, "/orders/{order_id}": {`, []string{"path-changed path /empty: path without operations added"}},
		{"a webhook more", `"webhooks": {`, `"webhooks": {"gone": {"post": {"responses": {}}}, `, []string{"webhook-added webhook gone: webhook added"}},
		{"a webhook less", `"webhooks": {"filled": `, `"x-webhooks": {"filled": `, []string{"extension-changed document", "webhook-removed webhook filled: webhook removed (breaking)"}},

		{"a parameter more", `{"name": "limit", `, `{"name": "page", "in": "query", "schema": {"type": "integer"}}, {"name": "limit", `, []string{"parameter-added GET /orders parameter page: query parameter added: integer"}},
		{"a required parameter more", `{"name": "limit", `, `{"name": "page", "in": "query", "required": true, "schema": {"type": "integer"}}, {"name": "limit", `, []string{"parameter-added-required GET /orders parameter page: required query parameter added: integer (breaking)"}},
		{"a parameter less", `{"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}},`, ``, []string{"parameter-removed GET /orders parameter limit: query parameter removed (breaking)"}},
		{"a parameter elsewhere", `"name": "state", "in": "query"`, `"name": "state", "in": "header"`, []string{"parameter-moved GET /orders parameter state: parameter moved from query to header (breaking)"}},
		{"a parameter that must be sent", `{"name": "limit", `, `{"name": "limit", "required": true, `, []string{"parameter-now-required GET /orders parameter limit: required now (breaking)"}},
		{"a parameter that need not be sent", `"required": true, "schema": {"type": "string"}},
    {"name": "tags"`, `"schema": {"type": "string"}},
    {"name": "tags"`, []string{"parameter-now-optional GET /orders parameter state: not required any more"}},
		{"the style of a parameter", `"name": "tags", "in": "query"`, `"name": "tags", "in": "query", "explode": false`, []string{"parameter-style GET /orders parameter tags: style changed from form, exploded to form (breaking)"}},
		{"more forms of a parameter", `"name": "tags", "in": "query"`, `"name": "tags", "in": "query", "allowReserved": true`, []string{"parameter-form GET /orders parameter tags: reserved characters changed from not allowed to allowed"}},
		{"a larger limit", `"maximum": 100`, `"maximum": 200`, []string{"constraint-loosened GET /orders parameter limit: constraint maximum changed from 100 to 200"}},
		{"a smaller limit", `"maximum": 100`, `"maximum": 50`, []string{"constraint-tightened GET /orders parameter limit: constraint maximum changed from 100 to 50 (breaking)"}},
		{"a limit that is not reached", `"maximum": 100`, `"exclusiveMaximum": 100`, []string{"constraint-tightened GET /orders parameter limit: constraint maximum changed from 100 to 100 (exclusive) (breaking)"}},
		{"another default", `"default": 10`, `"default": 20`, []string{"default-changed GET /orders parameter limit: default changed from 10 to 20 (breaking)"}},
		{"no default", `, "default": 10`, ``, []string{"default-removed GET /orders parameter limit: default removed (was 10) (breaking)"}},
		{"a default", `"state", "in": "query", "required": true, "schema": {"type": "string"`, `"state", "in": "query", "required": true, "schema": {"type": "string", "default": "open"`, []string{`default-added GET /orders parameter state: default added: "open"`}},

		{"a body more", `"operationId": "cancelOrder",`, `"operationId": "cancelOrder", "requestBody": {"content": {}},`, []string{"body-added DELETE /orders/{order_id} body: request body added"}},
		{"a required body more", `"operationId": "cancelOrder",`, `"operationId": "cancelOrder", "requestBody": {"required": true, "content": {}},`, []string{"body-added-required DELETE /orders/{order_id} body: request body added (breaking)"}},
		{"a body less", `"requestBody": {"required": true,`, `"x-body": {"required": true,`, []string{"body-removed POST /orders body: request body removed (breaking)", "extension-changed POST /orders"}},
		{"a body that need not be sent", `"requestBody": {"required": true,`, `"requestBody": {`, []string{"body-now-optional POST /orders body: not required any more"}},
		{"a media type more", `{"required": true, "content": {`, `{"required": true, "content": {"text/csv": {}, `, []string{"media-type-added POST /orders body: media type text/csv added"}},
		{"a media type", `"content": {"application/problem+json"`, `"content": {"application/json"`, []string{
			"media-type-added shared response NotFound: media type application/json added (2 operations)",
			"media-type-removed shared response NotFound: media type application/problem+json removed (breaking, 2 operations)"}},

		{"a status more", `"204": {"description": "Gone"}`, `"204": {"description": "Gone"}, "409": {"description": "Late"}`, []string{"status-added DELETE /orders/{order_id} response 409: status added"}},
		{"a status less", `"204": {"description": "Gone"}, "404": {"$ref": "#/components/responses/NotFound"}`, `"204": {"description": "Gone"}`, []string{"status-removed DELETE /orders/{order_id} response 404: status removed"}},
		{"another success", `"204": {"description": "Gone"}`, `"200": {"description": "Gone"}`, []string{"success-changed DELETE /orders/{order_id} response 200: status changed from 204 to 200 (breaking)"}},
		{"no success", `"204": {"description": "Gone"}, `, ``, []string{"success-removed DELETE /orders/{order_id} response 204: status removed (breaking)"}},
		{"a header more", `"headers": {`, `"headers": {"X-More": {"schema": {"type": "string"}}, `, []string{"header-added POST /orders response 200 header X-More: header added"}},
		{"a header less", `"headers": {"X-Left": {"schema": {"type": "integer"}}}`, `"headers": {}`, []string{"header-removed POST /orders response 200 header X-Left: header removed (breaking)"}},
		{"an error code more", `"enum": ["not-found"]`, `"enum": ["not-found", "gone"]`, []string{`enum-value-added schema Problem.code: error code: added gone (2 operations)`}},
		{"a shared answer that nobody has", `"responses": {
  "NotFound"`, `"responses": {"Gone": {"description": "Gone"},
  "NotFound"`, []string{"component-added shared response Gone: response added"}},

		{"a schema more", `"Card": {`, `"New": {"type": "object"}, "Card": {`, []string{"schema-added schema New: schema added"}},
		{"another name of a schema", `"Problem": {"type": "object", "properties": {"code": {"type": "string", "enum": ["not-found"]}}}
 },
 "responses": {
  "NotFound": {"description": "Not found", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}`, `"Fault": {"type": "object", "properties": {"code": {"type": "string", "enum": ["not-found"]}}}
 },
 "responses": {
  "NotFound": {"description": "Not found", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Fault"}`, []string{
			"type-renamed shared response NotFound: type changed from Problem to Fault (2 operations)",
			"schema-added schema Fault: schema added (2 operations)",
			"schema-removed schema Problem: schema removed (breaking, 2 operations)"}},
		{"another type", `"id": {"type": "string"`, `"id": {"type": "integer"`, []string{"type-changed schema Order.id: type changed from string to integer (breaking, 2 operations)"}},
		{"a wider type for readers", `"coins": {"type": "boolean"}`, `"coins": {"type": ["boolean", "string"]}`, []string{"type-widened schema Cash.coins: type changed from boolean to boolean or string (breaking, 2 operations)"}},
		{"a wider type for senders", `"size": {"type": "integer", "format": "int32"}`, `"size": {"type": "number"}`, []string{"type-widened schema PreOrder.size: type changed from integer (int32) to number (1 operation)"}},
		{"a narrower type for senders", `"price": {"type": "number"`, `"price": {"type": "integer"`, []string{"type-narrowed schema PreOrder.price: type changed from number to integer (breaking, 1 operation)"}},
		{"null for readers", `"qty": {"type": "number", "exclusiveMinimum": 0},
   "side"`, `"qty": {"type": ["number", "null"], "exclusiveMinimum": 0},
   "side"`, []string{"null-allowed schema Order.qty: may be null now (breaking, 2 operations)"}},
		{"no null for readers", `["string", "null"]`, `"string"`, []string{"null-forbidden schema Order.note: may not be null any more (2 operations)"}},
		{"null in another form", `["string", "null"]`, `["string"], "nullable": true`, nil},
		{"a format", `"int32"`, `"int64"`, []string{"type-widened schema PreOrder.size: format changed from int32 to int64 (1 operation)"}},
		{"another format", `"int32"`, `"unix-time"`, []string{"format-changed schema PreOrder.size: format changed from int32 to unix-time (breaking, 1 operation)"}},
		{"no format", `, "format": "int32"`, ``, []string{"format-removed schema PreOrder.size: format removed (was int32) (1 operation)"}},
		{"a format more", `"code": {"type": "string"`, `"code": {"type": "string", "format": "uuid"`, []string{"format-added schema PreOrder.code: format added: uuid (breaking, 1 operation)"}},
		{"an enum value more", `"enum": [1, -1], "x-enum-varnames": ["BUY", "SELL"]`, `"enum": [1, -1, 0], "x-enum-varnames": ["BUY", "SELL", "NONE"]`, []string{"enum-value-added schema Side: enum value: added 0 (NONE) (breaking, 2 operations)"}},
		{"an enum value less", `"enum": [1, -1], "x-enum-varnames": ["BUY", "SELL"]`, `"enum": [1], "x-enum-varnames": ["BUY"]`, []string{"enum-value-removed schema Side: enum value: removed -1 (SELL) (breaking, 2 operations)"}},
		{"an enum value in place of another", `"enum": [1, -1]`, `"enum": [1, 2]`, []string{"enum-value-replaced schema Side: enum value: added 2 (SELL); removed -1 (SELL) (breaking, 2 operations)"}},
		{"the name of an enum value", `"SELL"`, `"SHORT"`, []string{"enum-name-changed schema Side: enum value -1: name changed from SELL to SHORT (breaking, 2 operations)"}},
		{"the order of enum values", `"enum": [1, -1], "x-enum-varnames": ["BUY", "SELL"]`, `"enum": [-1, 1], "x-enum-varnames": ["SELL", "BUY"]`, []string{"order-changed schema Side: enum values stand in another order (2 operations)"}},
		{"an enum", `"size": {"type": "integer", "format": "int32"}`, `"size": {"type": "integer", "format": "int32", "enum": [1, 2]}`, []string{"enum-added schema PreOrder.size: limited to the values 1, 2 (breaking, 1 operation)"}},
		{"no enum", `"enum": [1, -1], `, ``, []string{"enum-removed schema Side: not limited to the values 1 (BUY), -1 (SELL) any more (breaking, 2 operations)"}},
		{"a constant", `"const": "cash"`, `"const": "money"`, []string{`const-changed schema Cash.kind: value changed from "cash" to "money" (breaking, 2 operations)`}},
		{"a pattern", `"^[a-z]+$"`, `"^[A-Z]+$"`, []string{"constraint-changed schema PreOrder.code: constraint pattern changed from ^[a-z]+$ to ^[A-Z]+$ (breaking, 1 operation)"}},
		{"no pattern", `, "pattern": "^[a-z]+$"`, ``, []string{"constraint-loosened schema PreOrder.code: constraint pattern removed (was ^[a-z]+$) (1 operation)"}},
		{"a longer least length", `"minLength": 2`, `"minLength": 3`, []string{"constraint-tightened schema PreOrder.code: constraint minLength changed from 2 to 3 (breaking, 1 operation)"}},
		{"multiples of less", `"multipleOf": 5`, `"multipleOf": 2.5`, []string{"constraint-loosened schema PreOrder.price: constraint multipleOf changed from 5 to 2.5 (1 operation)"}},
		{"multiples of something else", `"multipleOf": 5`, `"multipleOf": 3`, []string{"constraint-changed schema PreOrder.price: constraint multipleOf changed from 5 to 3 (breaking, 1 operation)"}},
		{"a constraint that only readers see", `"maxLength": 20`, `"maxLength": 10`, []string{"constraint-tightened schema Order.id: constraint maxLength changed from 20 to 10 (2 operations)"}},
		{"a property more", `"id": {"type"`, `"at": {"type": "integer"}, "id": {"type"`, []string{"property-added schema Order.at: property added: integer (2 operations)"}},
		{"a required property more for senders", `"required": ["qty"], "properties": {`, `"required": ["qty", "at"], "properties": {"at": {"type": "integer"},`, []string{"property-added-required schema PreOrder.at: property added, required: integer (breaking, 1 operation)"}},
		{"a required property more for readers", `"required": ["id", "qty"], "properties": {`, `"required": ["id", "qty", "at"], "properties": {"at": {"type": "integer"},`, []string{"property-added-required schema Order.at: property added, required: integer (2 operations)"}},
		{"a property less", `"note": {"type": ["string", "null"]},`, ``, []string{"property-removed schema Order.note: property removed (was string or null) (breaking, 2 operations)"}},
		{"another name of a property", `"id": {"type"`, `"key": {"type"`, []string{
			"property-added schema Order.key: property added: string (2 operations)",
			"property-removed schema Order.id: property removed (was string) (breaking, 2 operations)"}},
		{"another name of a property that is required", `["id", "qty"], "properties": {
   "id"`, `["key", "qty"], "properties": {
   "key"`, []string{"property-renamed schema Order.key: property renamed from id (breaking, 2 operations)"}},
		{"a property that must be sent", `"required": ["qty"]`, `"required": ["qty", "price"]`, []string{"property-now-required schema PreOrder.price: required now (breaking, 1 operation)"}},
		{"a property that need not be sent", `"required": ["id", "qty"]`, `"required": ["id"]`, []string{"property-now-optional schema Order.qty: not required any more (breaking, 2 operations)"}},
		{"no other properties", `"PreOrder": {"type": "object",`, `"PreOrder": {"type": "object", "additionalProperties": false,`, []string{"more-properties-forbidden schema PreOrder: further properties are forbidden now (breaking, 1 operation)"}},
		{"a union member more", `{"$ref": "#/components/schemas/Cash"}],
    "disc`, `{"$ref": "#/components/schemas/Cash"}, {"type": "string"}],
    "disc`, []string{"union-member-added schema Order.payment: may be string now (breaking, 2 operations)"}},
		{"a union member less", `"payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}]}`, `"payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Side"}]}`, []string{
			"union-member-added schema PreOrder.payment: may be Side now (1 operation)",
			"union-member-removed schema PreOrder.payment: may not be Cash any more (breaking, 1 operation)"}},
		{"a union of another kind", `"payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}]}`, `"payment": {"anyOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}]}`, []string{"union-changed", "union-changed"}},
		{"a discriminator", `"propertyName": "kind"`, `"propertyName": "type"`, []string{"discriminator-changed schema Order.payment: discriminator changed from kind to type (breaking, 2 operations)"}},
		{"a part of an intersection", `"Cash": {"type": "object",`, `"Cash": {"type": "object", "allOf": [{"$ref": "#/components/schemas/Side"}],`, []string{"part-added schema Cash: must be Side too now (breaking, 2 operations)"}},
		{"a property that only travels back", `"size": {`, `"size": {"readOnly": true, `, []string{"access-changed schema PreOrder.size: access changed from read and write to read-only (breaking, 1 operation)"}},
		{"a deprecated property", `"size": {`, `"size": {"deprecated": true, `, []string{"deprecated schema PreOrder.size: is deprecated now (1 operation)"}},
		{"another schema of the same form", `"side": {"$ref": "#/components/schemas/Side"},
   "note"`, `"side": {"type": "integer", "enum": [1, -1], "x-enum-varnames": ["BUY", "SELL"]},
   "note"`, []string{"type-renamed schema Order.side: type changed from Side to integer (2 operations)"}},
		{"another schema of another form", `"side": {"$ref": "#/components/schemas/Side"},
   "note"`, `"side": {"$ref": "#/components/schemas/Card"},
   "note"`, []string{"type-changed schema Order.side: type changed from Side to Card (breaking, 2 operations)"}},
	}
}

func asyncAPIExamples() []example {
	return []example{
		{"the version of the specification", `"3.0.0"`, `"3.1.0"`, []string{"document-version document: AsyncAPI version changed from 3.0.0 to 3.1.0"}},
		{"a stream more", `"operations": {`, `"operations": {"quotesSubscribe": {"action": "receive", "channel": {"$ref": "#/channels/feed"}}, "quotesUpdate": {"action": "send", "channel": {"$ref": "#/channels/feed"}},`, []string{"stream-added stream quotes: stream added"}},
		{"a stream less", `"barsSubscribe": {`, `"ticksSubscribe": {`, nil},
		{"an operation of a stream less", `"barsUpdate": {`, `"barsEnd": {`, []string{"operation-added stream bars: operation barsEnd added", "operation-removed stream bars: operation barsUpdate removed (breaking)"}},
		{"another address", `"/feed/ws"`, `"/v2/feed/ws"`, []string{"channel-moved channel feed: address changed from /feed/ws to /v2/feed/ws (breaking)"}},
		{"a channel more", `"channels": {`, `"channels": {"more": {"address": "/more"}, `, []string{"channel-added channel more: channel added"}},
		{"the bindings of a channel", `"address": "/feed/ws",`, `"address": "/feed/ws", "bindings": {"ws": {}},`, []string{`channel-changed channel feed: bindings added: {"ws":{}} (breaking)`}},
		{"another server", `"a.example"`, `"b.example"`, []string{"server-changed server main: server changed from wss://a.example to wss://b.example (breaking)"}},
		{"another topic", `"bars:"`, `"bar:"`, []string{`topic-changed stream bars: topic changed from {"prefix":"bars:"} to {"prefix":"bar:"} (breaking)`}},
		{"another direction", `"action": "send"`, `"action": "receive"`, []string{"action-changed stream bars: action changed from send to receive (breaking)"}},
		{"another reply", `"messages": [{"$ref": "#/channels/feed/messages/BarsReply"}]}`, `"messages": [{"$ref": "#/channels/feed/messages/BarsUpdate"}]}`, []string{
			"message-added stream bars reply: message BarsUpdate added", "message-removed stream bars reply: message BarsReply removed (breaking)"}},
		{"no reply", `"reply": {`, `"x-reply": {`, []string{"reply-changed stream bars reply: reply removed (was BarsReply) (breaking)", "extension-changed stream bars"}},
		{"the name of a message", `"bars.update"`, `"bars.change"`, []string{"message-changed message BarsUpdate: name changed from bars.update to bars.change (breaking)"}},
		{"a property that readers miss", `"required": ["close"]`, `"required": []`, []string{"property-now-optional schema Bar.close: not required any more (breaking, 1 stream)"}},
		{"a property that senders must send", `"required": ["symbol"], "properties": {`, `"required": ["symbol", "span"], "properties": {"span": {"type": "string"}, `, []string{"property-added-required schema BarsRequest.span: property added, required: string (breaking, 1 stream)"}},
		{"a payload", `"status": {"type": "string"}`, `"status": {"type": "integer"}`, []string{"type-changed message BarsReply.status: type changed from string to integer (breaking)"}},
	}
}

// lines writes changes as the examples do.
func lines(changes []Change) []string {
	var all []string
	for _, c := range changes {
		all = append(all, c.Rule+" "+c.String())
	}
	return all
}

// run compares what an example's edit gives with what it wants. A line that is only the beginning of what is found is
// enough; an example without lines wants at least one change.
func run[T any](t *testing.T, base string, examples []example, read func([]byte) (*T, error),
	diff func(old, updated *T) []Change) (seen map[string]bool) {
	seen = map[string]bool{}
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			text := strings.Replace(base, e.old, e.new, 1)
			if text == base {
				t.Fatal("the edit changes nothing")
			}
			old, err := read([]byte(base))
			if err != nil {
				t.Fatal(err)
			}
			updated, err := read([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			got := lines(diff(old, updated))
			for _, c := range slices.Concat(diff(old, updated), diff(updated, old)) {
				seen[c.Rule] = true
			}
			if e.want == nil {
				if len(got) == 0 {
					t.Error("no change was found")
				}
				return
			}
			ok := len(got) == len(e.want)
			for i := range min(len(got), len(e.want)) {
				ok = ok && strings.HasPrefix(got[i], e.want[i]) && strings.HasSuffix(got[i], ")") == strings.HasSuffix(e.want[i], ")") ||
					ok && !strings.Contains(e.want[i], ":") && strings.HasPrefix(got[i], e.want[i])
			}
			if !ok {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(e.want, "\n  "))
			}
		})
	}
	return seen
}

func TestChangesAreSaidInWordsAndJudgedByWhomTheyBreak(t *testing.T) {
	seen := run(t, shop, openAPIExamples(), openapi.Read, OpenAPI)
	for rule := range run(t, feed, asyncAPIExamples(), asyncapi.Read, AsyncAPI) {
		seen[rule] = true
	}
	for _, r := range Rules() {
		if !seen[r.ID] && !slices.Contains([]string{"other", "layout", "schema-renamed"}, r.ID) { // tested below and elsewhere
			t.Errorf("no example shows the rule %s", r.ID)
		}
	}
}

func TestASchemaWithAnotherNameIsOneChange(t *testing.T) {
	old, err := openapi.Read([]byte(shop))
	if err != nil {
		t.Fatal(err)
	}
	updated, err := openapi.Read([]byte(strings.ReplaceAll(shop, "PreOrder", "OrderRequest")))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"schema-renamed schema OrderRequest: schema renamed from PreOrder (breaking, 1 operation)"}
	if got := lines(OpenAPI(old, updated)); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAnotherLayoutIsAChangeToo(t *testing.T) {
	if c := Layout(OpenAPIDocument); c.Rule != "layout" || c.Breaking || c.String() != "document: only white space or the order of keys changed" {
		t.Errorf("got %+v", c)
	}
}

func TestWithoutAnOldDocumentThereAreNoChanges(t *testing.T) {
	if OpenAPI(nil, &openapi.Document{}) != nil || AsyncAPI(nil, &asyncapi.Document{}) != nil {
		t.Error("a document that was not there before has changed")
	}
}

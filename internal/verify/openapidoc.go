package verify

import (
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
)

// documents reads the emitted documents back and compares them with the contract.
func documents(in Input) diag.List {
	var l diag.List
	for _, a := range ofKind(in.Artifacts, emit.OpenAPI, emit.AsyncAPI) {
		l = append(l, marker(a)...)
		text := in.OpenAPI
		if !text.isOf(a.Data) {
			text = NewReading(a.Data)
		}
		root, err := text.tree()
		if err != nil {
			l = append(l, finding("document-unreadable", at(a, offsetOf(err)), "the document is not JSON: "+err.Error(),
				internalHelp))
			continue
		}
		d := document{artifact: a, module: in.Module, root: root}
		if a.Kind == emit.OpenAPI {
			d.openAPI()
		} else {
			d.asyncAPI()
		}
		d.semantic(in)
		l = append(l, d.found...)
	}
	return l
}

// document is one document while it is compared with its contract.
type document struct {
	artifact emit.Artifact
	module   *contract.Module
	root     *jsonNode
	found    diag.List
}

// report adds a fault at a node of the document; a nil node stands for the document as a whole.
func (d *document) report(id string, n *jsonNode, message string) {
	off := 0
	if n != nil {
		off = int(n.off)
	}
	d.found = append(d.found, finding(id, at(d.artifact, off), message, internalHelp))
}

// metaOperation is an operation that the runtime adds to a module where the workspace asks for it.
type metaOperation struct{ id, method, route string }

// metaOperations is the table of those operations.
func metaOperations() []metaOperation {
	return []metaOperation{
		{"getHealthStatus", "get", "/health"},
		{"getAPIVersions", "get", "/versions"},
		{"getCurrentAPIVersion", "get", "/version"},
	}
}

// openAPI compares the document with the operations of the contract, both ways.
func (d *document) openAPI() {
	if !strings.HasPrefix(d.root.at("openapi").str(), "3.") {
		d.report("document-version", d.root.at("openapi"), "the document does not say that it is OpenAPI 3")
	}
	d.info()
	known := map[*jsonNode]bool{}
	for _, op := range d.module.Operations {
		n := d.root.at("paths", op.Path, strings.ToLower(op.HTTPMethod))
		if n == nil {
			d.report("operation-missing", d.root.at("paths"), "operation "+op.ID+" ("+op.HTTPMethod+" "+op.Path+
				") of the contract is not in the document")
			continue
		}
		known[n] = true
		d.operation(op, n)
	}
	for i := range d.root.at("paths").members() {
		item := &d.root.at("paths").members()[i]
		for j := range item.members() {
			if n := &item.members()[j]; isMethod(n.key) && !known[n] && !d.isMeta(item.key, n) {
				d.report("operation-invented", n, "operation "+n.at("operationId").str()+" ("+strings.ToUpper(n.key)+" "+
					item.key+") is not in the contract")
			}
		}
	}
	d.schemas()
}

// isMethod says whether a key of a path item holds an operation.
func isMethod(key string) bool {
	switch key {
	case "get", "put", "post", "delete", "options", "head", "patch", "trace":
		return true
	}
	return false
}

// isMeta says whether an operation is one that the runtime adds.
func (d *document) isMeta(path string, n *jsonNode) bool {
	return slices.Contains(metaOperations(), metaOperation{
		n.at("operationId").str(), n.key, strings.TrimPrefix(path, d.module.BasePath),
	})
}

// info compares what the document says of itself.
func (d *document) info() {
	info := d.root.at("info")
	if info.at("title").str() == "" {
		d.report("document-title", info, "the document has no title")
	}
	if info.at("version").str() != d.module.Version {
		d.report("document-info-version", info.at("version"), "the document has version "+
			strconv.Quote(info.at("version").str())+", the contract "+strconv.Quote(d.module.Version))
	}
}

// operation compares one operation.
func (d *document) operation(op *contract.Operation, n *jsonNode) {
	if id := n.at("operationId").str(); id != op.ID {
		d.report("operation-id", n, "operation "+op.ID+" of the contract has the operationId "+strconv.Quote(id))
	}
	if n.at("deprecated").isTrue() != (op.Deprecated != "") {
		d.report("operation-deprecated", n, "operation "+op.ID+" is deprecated in one of contract and document only")
	}
	d.parameters(op, n)
	d.requestBody(op, n)
	d.responses(op, n)
}

// parameters compares names, places, types and whether they are required.
func (d *document) parameters(op *contract.Operation, n *jsonNode) {
	left := map[string]*jsonNode{}
	list := n.at("parameters").members()
	for i := range list {
		p := d.resolve(&list[i])
		left[p.at("in").str()+" "+p.at("name").str()] = p
	}
	if len(left) != len(list) {
		d.report("parameter-twice", n.at("parameters"), "operation "+op.ID+" lists a parameter twice")
	}
	for _, in := range op.Inputs() {
		key := string(in.In) + " " + in.Name
		p := left[key]
		if p == nil {
			d.report("parameter-missing", n, "operation "+op.ID+" lacks the "+string(in.In)+" parameter "+in.Name)
			continue
		}
		delete(left, key)
		if p.at("required").isTrue() != (in.Required || in.In == contract.InPath) {
			d.report("parameter-required", p, "parameter "+in.Name+" of operation "+op.ID+
				" is required in one of contract and document only")
		}
		if why := d.mismatch(p.at("schema"), in.Type); why != "" {
			d.report("parameter-type", p, "parameter "+in.Name+" of operation "+op.ID+": "+why)
		}
		if why := ruleMismatch(p.at("schema"), d.bare(p.at("schema")), in.Rules); why != "" {
			d.report("parameter-constraint", p, "parameter "+in.Name+" of operation "+op.ID+": "+why)
		}
	}
	for i := range list {
		p := d.resolve(&list[i])
		if key := p.at("in").str() + " " + p.at("name").str(); left[key] != nil {
			d.report("parameter-invented", p, "operation "+op.ID+" has no "+p.at("in").str()+" parameter "+p.at("name").str())
		}
	}
}

// requestBody compares whether there is one and of what type.
func (d *document) requestBody(op *contract.Operation, n *jsonNode) {
	body := d.resolve(n.at("requestBody"))
	switch {
	case op.Body == nil && body != nil:
		d.report("body-invented", body, "operation "+op.ID+" takes no body")
	case op.Body != nil && body == nil:
		d.report("body-missing", n, "operation "+op.ID+" lacks its body")
	case op.Body != nil:
		s := body.at("content", "application/json", "schema")
		if s == nil {
			d.report("body-missing", body, "the body of operation "+op.ID+" has no JSON schema")
			return
		}
		why := ""
		if op.Body.Split {
			why = d.fieldsMismatch(d.resolve(s), op.Body.Fields)
		} else {
			why = d.mismatch(s, op.Body.Type)
		}
		if why != "" {
			d.report("body-type", s, "the body of operation "+op.ID+": "+why)
		}
	}
}

// responses compares statuses and the type of the result.
func (d *document) responses(op *contract.Operation, n *jsonNode) {
	all := n.at("responses")
	success := d.resolve(all.at(strconv.Itoa(op.Status)))
	if success == nil {
		d.report("status-missing", n, "operation "+op.ID+" lacks the response "+strconv.Itoa(op.Status))
	}
	for _, k := range all.members() {
		if strings.HasPrefix(k.key, "2") && k.key != strconv.Itoa(op.Status) {
			d.report("status-invented", &k, "operation "+op.ID+" never answers "+k.key)
		}
	}
	for _, e := range op.Errors {
		if all.at(strconv.Itoa(e.Status)) == nil {
			d.report("status-missing", n, "operation "+op.ID+" lacks the response "+strconv.Itoa(e.Status)+" of "+e.GoName)
		}
	}
	s := success.at("content", "application/json", "schema")
	switch {
	case success == nil:
	case op.Result == nil && len(success.at("content").members()) > 0:
		d.report("result-invented", success, "operation "+op.ID+" has no result")
	case op.Result != nil && s == nil:
		d.report("result-missing", success, "operation "+op.ID+" lacks its result")
	case op.Result != nil:
		if why := d.mismatch(s, op.Result); why != "" {
			d.report("result-type", s, "the result of operation "+op.ID+": "+why)
		}
	}
}

// pointer is the node that a local reference names, or nil.
func (d *document) pointer(ref string) *jsonNode {
	rest, local := strings.CutPrefix(ref, "#/")
	if !local {
		return nil
	}
	n := d.root
	for _, part := range strings.Split(rest, "/") {
		part = strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
		n = n.member(part)
	}
	return n
}

// maxReferences bounds a chain of references.
const maxReferences = 16

// resolve follows references from a node.
func (d *document) resolve(n *jsonNode) *jsonNode {
	for range maxReferences {
		ref := n.at("$ref").str()
		if ref == "" {
			return n
		}
		n = d.pointer(ref)
	}
	return nil
}

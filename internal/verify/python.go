package verify

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
)

// python reads the emitted Python of a module back and compares it with its documents, which are read a second time.
// Where a run makes no documents, the contract stands in for them.
func python(in Input) diag.List {
	var l diag.List
	artifacts := ofKind(in.Artifacts, emit.Python)
	if len(artifacts) == 0 {
		return nil
	}
	siblings := []string{"_runtime", "_streams", "_models", "errors"}
	for _, a := range artifacts {
		siblings = append(siblings, strings.TrimSuffix(path.Base(a.Path), ".py"))
	}
	want := wantedOf(in)
	client := false
	var room []pyToken
	for _, a := range artifacts {
		f := parsePython(a, room)
		room = f.tokens
		if f.tokens != nil {
			f.safe(siblings)
			f.vocabulary(want.words)
		}
		switch {
		case f.tokens == nil:
		case strings.HasSuffix(a.Path, "_client.py"):
			client = true
			f.complete(want)
		case strings.HasSuffix(a.Path, "_models.py"):
			f.models(want.document)
		}
		l = append(l, f.found...)
	}
	if !client {
		l = append(l, finding("client-missing", start(artifacts[0]), "there is no file of the client", internalHelp))
	}
	return l
}

// wantedCall is an operation as the document or the contract has it.
type wantedCall struct {
	method, path string
	places       map[string]map[string]bool // path, query, header, cookie: wire name → required
	body         bool
	bodyRequired bool
	statuses     map[string]bool // status → it has content
	exact        bool            // these statuses and no others
}

// wantedStream is a stream as the contract has it, with the properties of its request.
type wantedStream struct {
	name    string
	path    string          // of its socket
	request map[string]bool // wire name → required
}

// wanted is what the Python client of a module must hold.
type wanted struct {
	calls    []*wantedCall
	streams  []*wantedStream
	words    *wordList // that its names may be made of; nil where there are no documents to tell
	document *jsonNode // the OpenAPI document, or nil
}

// wantedOf reads the documents, or looks at the contract where there are none.
func wantedOf(in Input) wanted {
	w := wanted{streams: contractStreams(in.Module)}
	root, err := in.openAPI().tree()
	if err != nil {
		w.calls = contractCalls(in.Module)
		return w
	}
	d := document{module: in.Module, root: root}
	w.document, w.calls = root, d.wantedCalls()
	w.words = newWordList(in.Module.Name)
	w.words.addDocument(root)
	w.words.addStreams(in.Module)
	return w
}

// wantedCalls are the operations of the document.
func (d *document) wantedCalls() []*wantedCall {
	var calls []*wantedCall
	items := d.root.at("paths").members()
	for i := range items {
		item := d.resolve(&items[i])
		for j := range item.members() {
			n := &item.kids[j]
			if !isMethod(n.key) {
				continue
			}
			c := &wantedCall{method: strings.ToUpper(n.key), path: items[i].key, exact: true,
				places: map[string]map[string]bool{}, statuses: map[string]bool{}}
			for _, list := range []*jsonNode{item.at("parameters"), n.at("parameters")} {
				for k := range list.members() {
					p := d.resolve(&list.kids[k])
					c.place(p.at("in").str(), p.at("name").str(), p.at("required").isTrue())
				}
			}
			if body := d.resolve(n.at("requestBody")); body != nil {
				c.body, c.bodyRequired = true, body.at("required").isTrue()
			}
			for k := range n.at("responses").members() {
				r := &n.at("responses").kids[k]
				c.statuses[r.key] = len(d.resolve(r).at("content").members()) > 0
			}
			calls = append(calls, c)
		}
	}
	return calls
}

// place notes a parameter.
func (c *wantedCall) place(in, name string, required bool) {
	if c.places[in] == nil {
		c.places[in] = map[string]bool{}
	}
	c.places[in][name] = required
}

// contractCalls are the operations of the contract.
func contractCalls(m *contract.Module) []*wantedCall {
	var calls []*wantedCall
	for _, op := range m.Operations {
		c := &wantedCall{method: op.HTTPMethod, path: op.Path, places: map[string]map[string]bool{},
			statuses: map[string]bool{strconv.Itoa(op.Status): op.Result != nil}}
		for _, in := range op.Inputs() {
			c.place(string(in.In), in.Name, in.Required || in.In == contract.InPath)
		}
		if op.Body != nil {
			c.body, c.bodyRequired = true, op.Body.Type.Kind != contract.KindPointer
		}
		for _, e := range op.Errors {
			c.statuses[strconv.Itoa(e.Status)] = true
		}
		calls = append(calls, c)
	}
	return calls
}

// contractStreams are the streams of the contract.
func contractStreams(m *contract.Module) []*wantedStream {
	var streams []*wantedStream
	for _, s := range m.Streams {
		w := &wantedStream{name: s.Name, path: m.BasePath + "/ws", request: map[string]bool{}}
		if d := s.Request.Optional().Decl; d != nil {
			for _, f := range d.Fields {
				w.request[f.Wire] = f.Required
			}
		}
		streams = append(streams, w)
	}
	return streams
}

// complete compares the functions of a client with what it must hold, both ways, and looks for the methods that make
// them callable.
func (f *pyFile) complete(want wanted) {
	ops := f.operations()
	classes := f.classes()
	matched := map[*pyOperation]bool{}
	exact := false
	for _, c := range want.calls {
		exact = exact || c.exact
		i := slices.IndexFunc(ops, func(op *pyOperation) bool {
			return !op.stream && op.texts["method"] == c.method && op.texts["path"] == c.path
		})
		if i < 0 {
			f.report("client-operation-missing", 0, "the client has no function for "+c.method+" "+c.path)
			continue
		}
		matched[ops[i]] = true
		f.compareCall(ops[i], c)
		f.reachable(ops[i], classes)
	}
	for _, s := range want.streams {
		i := slices.IndexFunc(ops, func(op *pyOperation) bool { return op.stream && op.texts["stream"] == s.name })
		if i < 0 {
			f.report("client-stream-missing", 0, "the client has no function for the stream "+s.name)
			continue
		}
		matched[ops[i]] = true
		if ops[i].texts["path"] != s.path {
			f.report("client-stream-path", ops[i].at, "the stream "+s.name+" is looked for at "+ops[i].texts["path"]+
				" instead of "+s.path)
		}
		f.compareNames(ops[i], "request", ops[i].places["request"], s.request)
		f.reachable(ops[i], classes)
	}
	for _, op := range ops {
		if !matched[op] && (exact || op.stream) {
			f.report("client-operation-invented", op.at, "the function "+op.name+" belongs to no operation and no stream: "+
				firstText(op.texts["method"]+" "+op.texts["path"], op.texts["stream"]))
		}
	}
}

// firstText is the first text that says something.
func firstText(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

// compareCall compares one function with its operation.
func (f *pyFile) compareCall(op *pyOperation, c *wantedCall) {
	for in, argument := range map[string]string{
		"path": "path_params", "query": "query", "header": "headers", "cookie": "cookies",
	} {
		f.compareNames(op, argument, op.places[argument], c.places[in])
	}
	if op.flags["body"] != c.body {
		f.report("client-body", op.at, "the function "+op.name+" and its operation differ in whether there is a body")
	}
	if c.body && c.bodyRequired != op.required["body"] {
		f.report("client-body", op.at, "the body of "+op.name+" is required in one of document and client only")
	}
	if !op.flags["options"] {
		f.report("client-options", op.at, "the function "+op.name+" does not hand its options on")
	}
	successes := 0
	for status := range op.answers {
		if strings.HasPrefix(status, "2") {
			successes++
		}
	}
	for _, status := range slices.Sorted(maps.Keys(c.statuses)) {
		typ, ok := op.answers[status]
		switch {
		case !ok:
			f.report("client-status", op.at, "the function "+op.name+" does not know the status "+status)
		case c.method == "HEAD": // its answers have no content, whatever the document says
		case (typ != "None") != c.statuses[status]:
			f.report("client-result", op.at, "the status "+status+" of "+op.name+" has the type "+typ)
		case strings.HasPrefix(status, "2") && successes == 1 && op.result != typ:
			f.report("client-result", op.at, "the function "+op.name+" promises "+op.result+" but status "+status+" gives "+typ)
		}
	}
	for _, status := range slices.Sorted(maps.Keys(op.answers)) {
		if _, ok := c.statuses[status]; !ok && c.exact {
			f.report("client-status", op.at, "the function "+op.name+" knows the status "+status+", which is not documented")
		}
	}
}

// compareNames compares the parameters of one place, and whether each may be left out.
func (f *pyFile) compareNames(op *pyOperation, argument string, got map[string]string, want map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		parameter, ok := got[name]
		switch {
		case !ok:
			f.report("client-parameter-missing", op.at, "the function "+op.name+" lacks "+strconv.Quote(name)+" in "+argument)
		case want[name] != op.required[parameter]:
			f.report("client-parameter-required", op.at, "the parameter "+parameter+" of "+op.name+
				" is required in one of document and client only")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			f.report("client-parameter-invented", op.at, "the function "+op.name+" sends "+strconv.Quote(name)+" in "+argument+
				", which is not documented")
		}
	}
}

// reachable checks that each client class, and for an operation each raw class, has a method that uses the function.
func (f *pyFile) reachable(op *pyOperation, classes []*pyClass) {
	clients, raws := 0, 0
	for _, c := range classes {
		isClient, isRaw := strings.Contains(c.bases, "Client"), strings.Contains(c.bases, "Raw")
		span, has := c.members[pyMethod(op.name)]
		switch {
		case isRaw && op.stream, !isRaw && !isClient && !strings.Contains(c.bases, "Protocol"):
		case !has:
			f.report("client-method-missing", c.at, "the class "+c.name+" has no method "+pyMethod(op.name))
		case (isClient || isRaw) && !f.mentions(span, op.name):
			f.report("client-method", span[0], "the method "+pyMethod(op.name)+" of "+c.name+" does not use "+op.name)
		case isClient:
			clients++
		case isRaw:
			raws++
		}
	}
	const sides = 2 // one that waits, one that is awaited
	if clients < sides && !f.found.HasErrors() || raws < sides && !op.stream && !f.found.HasErrors() {
		f.report("client-class-missing", op.at, "the function "+op.name+" is not used by both kinds of clients")
	}
}

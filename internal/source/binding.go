package source

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// bind turns methods into operations and streams, once every type is known.
func (ld *load) bind(methods []*apiMethod) {
	shared := ld.sharedErrors()
	var routes []route
	for _, m := range methods {
		own := ld.sentinels(m.dirs)
		auth := ld.auth(m.dirs)
		if auth == nil {
			auth = ld.mod.Auth
		}
		doc, why := splitDeprecated(docText(m.doc))
		if dir, ok := find(m.dirs, "deprecated"); ok {
			if why = dir.rest.text; why == "" {
				ld.report(missingArgument, dir.end, "//tenon:deprecated why", "deprecated")
			}
		}
		if m.stream.text != "" {
			s := &contract.Stream{Method: m.name, Doc: doc, Summary: summary(doc), Deprecated: why, Tags: ld.tagNames(m.dirs),
				Pos: ld.pos(m.at), Auth: auth, Errors: joined(own, shared), Authorizes: "Authorize" + m.name}
			if ld.bindStream(m, s) {
				ld.mod.Streams = append(ld.mod.Streams, s)
			}
			continue
		}
		op := &contract.Operation{Method: m.name, Doc: doc, Summary: summary(doc), Deprecated: why, Tags: ld.tagNames(m.dirs),
			Pos: ld.pos(m.at), Auth: auth, Errors: joined(own, shared)}
		if r, ok := ld.bindOperation(m, op); ok {
			ld.mod.Operations = append(ld.mod.Operations, op)
			routes = append(routes, r)
		}
	}
	ld.checkRoutes(routes)
	ld.checkIDs()
	ld.checkStreams()
}

// sharedErrors are the sentinels that the interface declares for all methods.
func (ld *load) sharedErrors() []*contract.Sentinel {
	api := ld.pkg.objects[ld.mod.Interface]
	if api == nil {
		return nil
	}
	return ld.sentinels(directivesOf(api.doc))
}

// tagNames reads the //tenon:tag lines of a comment.
func (ld *load) tagNames(dirs []directive) []string {
	var names []string
	for _, dir := range dirs {
		if dir.text != "tag" {
			continue
		}
		if len(dir.args) == 0 {
			ld.report(missingArgument, dir.end, "//tenon:tag name", "tag")
		}
		for _, arg := range dir.args {
			if !slices.Contains(names, arg.text) {
				names = append(names, arg.text)
			}
		}
	}
	return names
}

// bindOperation fills an operation. It is false if its route cannot be read.
func (ld *load) bindOperation(m *apiMethod, op *contract.Operation) (route, bool) {
	op.HTTPMethod = strings.ToUpper(m.verb.text)
	op.ID = naming.LowerFirst(m.name)
	if dir, ok := find(m.dirs, "id"); ok {
		if id := dir.arg(0); isIdentifier(id.text) {
			op.ID = id.text
			ld.extraArgs(dir, 1)
		} else {
			ld.report(badID, id.at, id.text)
		}
	}
	if dir, ok := find(m.dirs, "idempotent"); ok {
		op.Idempotent = true
		ld.extraArgs(dir, 0)
	}
	if op.HTTPMethod == "GET" || op.HTTPMethod == "HEAD" {
		op.Idempotent = true
	}
	if m.verb.text == "patch" {
		ld.report(patchNotYet, m.verb.at)
		return route{}, false
	}
	r, ok := ld.readRoute(m)
	if !ok {
		return r, false
	}
	op.Route = r.text
	op.Path = ld.mod.BasePath + strings.TrimSuffix(r.text, "/")
	ld.status(m, op)
	ld.extraArgs(m.verb, 2)
	if !m.ok {
		return r, false
	}
	op.Result = m.result
	if op.Result != nil {
		ld.use(op.Result, m.resAt, "the result of "+m.name)
	}
	ld.bindParams(m, op, r)
	return r, true
}

// status reads the status of success.
func (ld *load) status(m *apiMethod, op *contract.Operation) {
	op.Status = 200
	if m.result == nil {
		op.Status = 204
	}
	if m.result != nil && op.HTTPMethod == "HEAD" {
		ld.report(headResult, m.resAt, m.name)
	}
	arg := m.verb.arg(1)
	if arg.text == "" {
		return
	}
	n, err := strconv.Atoi(arg.text)
	switch {
	case err != nil || n < 200 || n > 299 || len(arg.text) != 3:
		ld.report(badStatus, arg.at, arg.text)
	case m.result != nil && (n == 204 || n == 205):
		ld.report(statusNoBody, arg.at, arg.text, m.name)
	default:
		op.Status = n
	}
}

// bindParams finds where each argument travels.
func (ld *load) bindParams(m *apiMethod, op *contract.Operation, r route) {
	bound := make([]bool, len(r.variables))
	hasBody := op.HTTPMethod == "POST" || op.HTTPMethod == "PUT" || op.HTTPMethod == "PATCH"
	for _, p := range m.params {
		param := &contract.Param{Name: p.name, Type: p.typ}
		op.Params = append(op.Params, param)
		i := slices.IndexFunc(r.variables, func(v word) bool { return naming.Squash(v.text) == naming.Squash(p.name) })
		switch st := structOf(p.typ); {
		case i >= 0 && st == nil:
			if bound[i] {
				ld.report(variableTwice, p.at, r.variables[i].text, m.name)
				continue
			}
			bound[i] = true
			ld.pathParam(m, param, p, r.variables[i].text)
		case hasBody && isBody(p.typ) && (st == nil || !allPlaced(st)):
			ld.bodyParam(m, op, param, p, st, r, bound)
		case st != nil:
			ld.queryStruct(m, param, p, st, r, bound)
		default:
			ld.queryParam(m, param, p)
		}
	}
	for i, v := range r.variables {
		if !bound[i] {
			ld.report(unboundVariable, v.at, v.text, m.name, didYouMean("", v.text, openNames(op)))
		}
	}
	ld.checkInputs(m, op)
}

// openNames are the arguments that a misspelt variable of the path may mean.
func openNames(op *contract.Operation) []string {
	var names []string
	for _, p := range op.Params {
		if !p.Body && (len(p.Inputs) == 0 || p.Inputs[0].In != contract.InPath) && structOf(p.Type) == nil {
			names = append(names, p.Name)
		}
	}
	return names
}

// structOf is the struct that an argument is, also behind a pointer, or nil.
func structOf(t *contract.Type) *contract.Decl {
	if t = t.Optional(); t.Kind == contract.KindRef && t.Decl.Kind == contract.DeclStruct {
		return t.Decl
	}
	return nil
}

// isBody says whether an argument can be a JSON body: a struct, a map, a union, or a slice of those.
func isBody(t *contract.Type) bool {
	switch t.Kind {
	case contract.KindPointer:
		return isBody(t.Elem)
	case contract.KindMap, contract.KindAny:
		return true
	case contract.KindSlice, contract.KindArray:
		return isBody(t.Elem)
	case contract.KindKnown:
		return t.Known.Codec == contract.CodecJSON
	case contract.KindRef:
		switch t.Decl.Kind {
		case contract.DeclStruct, contract.DeclUnion, contract.DeclCustom:
			return true
		case contract.DeclDefined:
			return isBody(t.Decl.Underlying)
		}
	}
	return false
}

// allPlaced says whether every field of a struct travels outside the body.
func allPlaced(st *contract.Decl) bool {
	return len(st.Fields) > 0 && !slices.ContainsFunc(st.Fields, func(f *contract.Field) bool { return f.In == "" })
}

// pathParam binds an argument to a variable of the path.
func (ld *load) pathParam(m *apiMethod, param *contract.Param, p apiParam, name string) {
	if p.typ.Kind == contract.KindPointer || !isPlain(p.typ) {
		ld.report(pathType, p.tyAt, p.name, m.name)
		return
	}
	param.Inputs = []*contract.Input{{Name: name, In: contract.InPath, Type: p.typ, Required: true, Pos: ld.pos(p.at)}}
}

// queryParam binds an argument to the query.
func (ld *load) queryParam(m *apiMethod, param *contract.Param, p apiParam) {
	if !isQuery(p.typ) {
		ld.report(queryType, p.tyAt, "the parameter "+p.name+" of "+m.name)
		return
	}
	name := naming.LowerCamel(p.name)
	if !isInputName(name, contract.InQuery) {
		ld.report(badWireName, p.at, name)
		return
	}
	param.Inputs = []*contract.Input{{Name: name, In: contract.InQuery, Type: p.typ,
		Required: p.typ.Kind != contract.KindPointer && listType(p.typ) == nil, Pos: ld.pos(p.at)}}
}

// isQuery says whether a value can stand in a query: a plain one, or a list of plain ones.
func isQuery(t *contract.Type) bool {
	if isPlain(t) {
		return true
	}
	list := listType(t)
	return list != nil && list.Kind == contract.KindSlice && isPlain(list.Elem) && list.Elem.Kind != contract.KindPointer
}

// bodyParam binds an argument to the body; fields with a place of their own leave it.
func (ld *load) bodyParam(m *apiMethod, op *contract.Operation, param *contract.Param, p apiParam, st *contract.Decl, r route, bound []bool) {
	if op.Body != nil {
		ld.report(secondBody, p.at, p.name, m.name)
		return
	}
	param.Body = true
	op.Body = &contract.Body{Type: p.typ, Name: naming.UpperCamel(op.ID) + "Body"}
	if st == nil {
		ld.use(p.typ, p.tyAt, "the body of "+m.name)
		return
	}
	for _, f := range st.Fields {
		if f.In == "" {
			op.Body.Fields = append(op.Body.Fields, f)
			continue
		}
		op.Body.Split = true
		ld.fieldInput(m, param, p, f, f.In, r, bound)
	}
	if op.Body.Split && p.typ.Kind == contract.KindPointer {
		ld.report(splitPointer, p.tyAt, p.name, m.name)
	}
	if !op.Body.Split {
		op.Body.Fields = nil
	}
}

// queryStruct binds the fields of a struct of a method without a body.
func (ld *load) queryStruct(m *apiMethod, param *contract.Param, p apiParam, st *contract.Decl, r route, bound []bool) {
	if p.typ.Kind == contract.KindPointer {
		ld.report(queryPointer, p.tyAt, p.name, m.name)
		return
	}
	for _, f := range st.Fields {
		in := f.In
		if in == "" {
			in = contract.InQuery
			if slices.ContainsFunc(r.variables, func(v word) bool { return v.text == f.Wire }) {
				in = contract.InPath
			}
		}
		ld.fieldInput(m, param, p, f, in, r, bound)
	}
}

// fieldInput binds one field of a struct outside the body.
func (ld *load) fieldInput(m *apiMethod, param *contract.Param, p apiParam, f *contract.Field, in contract.Place, r route, bound []bool) {
	what := "the field " + f.Name + " of " + structOf(p.typ).Name
	name := f.Wire
	if in == contract.InPath {
		i := slices.IndexFunc(r.variables, func(v word) bool { return naming.Squash(v.text) == naming.Squash(f.Wire) })
		switch {
		case i < 0:
			ld.reportAt(noVariable, f.Pos, what, f.Wire, r.text)
			return
		case bound[i]:
			ld.reportAt(variableTwice, f.Pos, r.variables[i].text, m.name)
			return
		}
		bound[i], name = true, r.variables[i].text
	}
	fits := isPlain(f.Type)
	if in == contract.InQuery {
		fits = isQuery(f.Type)
	}
	if f.Quoted || !fits || in == contract.InPath && f.Type.Kind == contract.KindPointer {
		ld.reportAt(inputType, f.Pos, what, string(in), m.name)
		return
	}
	if f.In == "" && !isInputName(name, in) {
		ld.reportAt(badWireName, f.Pos, name)
		return
	}
	input := &contract.Input{Name: name, In: in, Field: f, Type: f.Type, Default: f.Default, Rules: f.Rules, Doc: f.Doc,
		Deprecated: f.Deprecated, Example: f.Example, Pos: f.Pos}
	optional := f.Omit || f.OmitZero || f.Default != nil || f.Type.Kind == contract.KindPointer || listType(f.Type) != nil
	input.Required = in == contract.InPath || !optional
	param.Inputs = append(param.Inputs, input)
}

// checkInputs reports two values of one name in one place.
func (ld *load) checkInputs(m *apiMethod, op *contract.Operation) {
	seen := map[string]bool{}
	for _, in := range op.Inputs() {
		name := in.Name
		if in.In == contract.InHeader {
			name = strings.ToLower(name)
		}
		key := string(in.In) + " " + name
		if seen[key] {
			ld.reportAt(inputTwice, in.Pos, in.Name, string(in.In), m.name)
		}
		seen[key] = true
	}
}

// use notes that a type travels as a JSON value, and not as the arguments of a method.
func (ld *load) use(t *contract.Type, at token.Pos, what string) {
	for t != nil {
		if t.Kind == contract.KindRef {
			if d := ld.decls[t.Ref]; d != nil && d.innerOf == "" {
				d.inner, d.innerOf = at, what
			}
			return
		}
		t = t.Elem
	}
}

// checkIDs reports operations whose ids meet, also in a language that writes names another way.
func (ld *load) checkIDs() {
	seen := map[string]*contract.Operation{}
	if ld.ws.Config.MetaOperations {
		for _, id := range metaOperations() {
			seen[naming.Squash(id)] = &contract.Operation{ID: id, Method: "the runtime"}
		}
	}
	for _, op := range ld.mod.Operations {
		key := naming.Squash(op.ID)
		if other := seen[key]; other != nil {
			ld.reportAt(idTwice, op.Pos, other.Method, op.Method, op.ID)
			continue
		}
		seen[key] = op
	}
}

// metaOperations are the ids of the operations that the runtime adds to each module.
func metaOperations() []string {
	return []string{"getHealthStatus", "getAPIVersions", "getCurrentAPIVersion"}
}

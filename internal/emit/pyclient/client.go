package pyclient

import (
	"strings"

	"tenon/internal/emit/pyclient/pysrc"
)

// clientFile writes the client file of a module.
type clientFile struct {
	f       pysrc.File
	module  pysrc.Name // trading_signals
	class   pysrc.Name // TradingSignals
	title   string
	ops     []*operation
	streams []*stream
	uses    map[string]bool
}

// write gives the file.
func (c *clientFile) write(marker string) []byte {
	const usualOperation, usualStream = 1500, 2000
	c.f.Grow(4096 + len(c.ops)*usualOperation + len(c.streams)*usualStream)
	c.uses = map[string]bool{}
	for _, op := range c.ops {
		c.describe(op)
	}
	for _, s := range c.streams {
		c.subscribe(s)
	}
	c.protocol(false)
	c.protocol(true)
	c.client(false)
	c.client(true)
	if len(c.ops) > 0 {
		c.raw(false)
		c.raw(true)
	}
	var f pysrc.File
	f.Marker(marker)
	f.Doc(0, "Clients of the "+c.title+".")
	f.Blank(1)
	c.head(&f)
	f.Append(&c.f)
	return f.Bytes()
}

func (c *clientFile) head(f *pysrc.File) {
	f.Lines(0, "from __future__ import annotations", "")
	if c.uses["datetime"] {
		f.Lines(0, "import datetime")
	}
	if c.uses["uuid"] {
		f.Lines(0, "import uuid")
	}
	typing := []pysrc.Expr{pysrc.X("TYPE_CHECKING")}
	if c.uses["Any"] {
		typing = append(typing, pysrc.X("Any"))
	}
	if !c.uses["models"] {
		typing = typing[1:]
	}
	typing = append(typing, pysrc.X("Protocol"))
	f.Line(0, pysrc.X("from typing import $1", pysrc.List(typing)))
	f.Blank(1)
	shared := []pysrc.Expr{pysrc.X("_runtime")}
	if len(c.streams) > 0 {
		shared = append(shared, pysrc.X("_streams"))
	}
	f.Line(0, pysrc.X("from . import $1", pysrc.List(append(shared, pysrc.N(c.module.Suffixed("_errors"))))))
	if !c.uses["models"] {
		return
	}
	models := pysrc.N(c.module.Suffixed("_models"))
	f.Blank(1)
	f.Lines(0, "if TYPE_CHECKING:")
	f.Line(1, pysrc.X("from . import $1 as models", models))
	f.Lines(0, "else:")
	f.Line(1, pysrc.X(`models = _runtime.LazyModule(f"{__package__}.$1")`, models))
}

func (c *clientFile) use(t typ) pysrc.Expr {
	t.uses(func(name string) { c.uses[name] = true })
	return t.expr(true)
}

// signature are the arguments of an operation: path parameters and body by position, all others by keyword.
func (c *clientFile) signature(o *operation) []pysrc.Expr {
	if o.signature == nil {
		o.signature = c.newSignature(o)
	}
	return o.signature
}

func (c *clientFile) newSignature(o *operation) []pysrc.Expr {
	var list, keywords []pysrc.Expr
	for _, p := range o.params {
		if p.in == "path" {
			list = append(list, c.argument(p))
		} else {
			keywords = append(keywords, c.argument(p))
		}
	}
	if o.body != nil {
		p := &param{name: pysrc.Const("body"), typ: o.body.typ}
		if o.body.optional {
			p.typ, p.value = p.typ.orNone(), pysrc.X("None")
		}
		list = append(list, c.argument(p))
	}
	return append(append(list, pysrc.X("*")), append(keywords, options)...)
}

var options = pysrc.X("options: _runtime.Options | None = None")

func (c *clientFile) argument(p *param) pysrc.Expr {
	if p.value.IsZero() {
		return pysrc.X("$1: $2", pysrc.N(p.name), c.use(p.typ))
	}
	return pysrc.X("$1: $2 = $3", pysrc.N(p.name), c.use(p.typ), p.value.Flat())
}

// describe writes the pure function of an operation: arguments in, request out.
func (c *clientFile) describe(o *operation) {
	c.f.Blank(2)
	c.f.Line(0, pysrc.X("def $1$2 -> _runtime.Call[$3]:", pysrc.N(o.name.Prefixed("_")),
		pysrc.Bracket("(", c.signature(o), ")"), c.use(o.result).Flat()))
	args := []pysrc.Expr{
		pysrc.X("method=$1", pysrc.Str(o.op.Method)),
		pysrc.X("path=$1", pysrc.Str(o.op.Path)),
	}
	for _, place := range []struct {
		in      string
		keyword pysrc.Expr
	}{
		{"path", pysrc.X("path_params")}, {"query", pysrc.X("query")},
		{"header", pysrc.X("headers")}, {"cookie", pysrc.X("cookies")},
	} {
		var items []pysrc.Expr
		for _, p := range o.params {
			if p.in == place.in {
				items = append(items, pysrc.X("$1: $2", pysrc.Str(p.wire), passed(p)))
			}
		}
		if len(items) > 0 {
			args = append(args, pysrc.X("$1=$2", place.keyword, pysrc.Bracket("{", items, "}")))
		}
	}
	if o.body != nil {
		args = append(args, pysrc.X("body=body"))
		if o.body.media != "application/json" {
			args = append(args, pysrc.X("body_type=$1", pysrc.Str(o.body.media)))
		}
	}
	answers := make([]pysrc.Expr, len(o.answers))
	for i, a := range o.answers {
		answers[i] = pysrc.X("$1: $2", pysrc.Str(a.status), c.use(a.typ))
	}
	args = append(args, pysrc.X("answers=$1", pysrc.Bracket("{", answers, "}")))
	if o.op.Idempotent {
		args = append(args, pysrc.X("idempotent=True"))
	}
	if o.public {
		args = append(args, pysrc.X("public=True"))
	}
	args = append(args, pysrc.X("options=options"))
	c.f.Line(1, pysrc.X("return $1", pysrc.Call(pysrc.X("_runtime.Call"), args...)))
}

func passed(p *param) pysrc.Expr {
	if p.joined {
		return pysrc.Call(pysrc.X("_runtime.joined"), pysrc.N(p.name))
	}
	return pysrc.N(p.name)
}

// subscribe writes the pure function of a stream.
func (c *clientFile) subscribe(s *stream) {
	c.f.Blank(2)
	c.f.Line(0, pysrc.X("def $1$2 -> _streams.Subscription[$3]:", pysrc.N(s.name.Prefixed("_")),
		pysrc.Bracket("(", c.streamSignature(s), ")"), c.use(s.update).Flat()))
	items := make([]pysrc.Expr, len(s.params))
	for i, p := range s.params {
		items[i] = pysrc.X("$1: $2", pysrc.Str(p.wire), pysrc.N(p.name))
	}
	c.f.Line(1, pysrc.X("return $1", pysrc.Call(pysrc.X("_streams.Subscription"),
		pysrc.X("path=$1", pysrc.Str(s.path)),
		pysrc.X("stream=$1", pysrc.Str(s.stream)),
		pysrc.X("request=$1", pysrc.Bracket("{", items, "}")),
		pysrc.X("update=$1", c.use(s.update)),
		pysrc.X("options=options"))))
}

func (c *clientFile) streamSignature(s *stream) []pysrc.Expr {
	list := []pysrc.Expr{pysrc.X("*")}
	for _, p := range s.params {
		list = append(list, c.argument(p))
	}
	return append(list, options)
}

// protocol writes what both a client and its stand-in in tests are.
func (c *clientFile) protocol(async bool) {
	c.f.Blank(2)
	c.f.Line(0, pysrc.X("class $1(Protocol):", pysrc.N(c.named(async, "API"))))
	c.f.Doc(1, "The "+c.title+", as a client has it and a stand-in for tests may.")
	for _, o := range c.ops {
		c.f.Blank(1)
		c.method(async, o.name, c.signature(o), c.use(o.result))
		c.f.Doc(2, methodDoc(o))
		c.f.Lines(2, "...")
	}
	for _, s := range c.streams {
		c.f.Blank(1)
		updates := pysrc.X("_streams.Updates[$1]", c.use(s.update))
		if async {
			updates = pysrc.X("_streams.AsyncUpdates[$1]", c.use(s.update))
		}
		c.streamMethod(s, updates)
		c.f.Doc(2, streamDoc(s))
		c.f.Lines(2, "...")
	}
}

// named is the name of one of the classes: AsyncBrokerClient.
func (c *clientFile) named(async bool, what string) pysrc.Name {
	name := c.class.Suffixed("API")
	switch what {
	case "Client":
		name = c.class.Suffixed("Client")
	case "Raw":
		name = c.class.Prefixed("Raw")
	}
	if async {
		return name.Prefixed("Async")
	}
	return name
}

func (c *clientFile) method(async bool, name pysrc.Name, signature []pysrc.Expr, result pysrc.Expr) {
	def := pysrc.X("def")
	if async {
		def = pysrc.X("async def")
	}
	args := pysrc.Bracket("(", append([]pysrc.Expr{pysrc.X("self")}, signature...), ")")
	c.f.Line(1, pysrc.X("$1 $2$3 -> $4:", def, pysrc.N(name), args, result.Flat()))
}

func (c *clientFile) streamMethod(s *stream, result pysrc.Expr) {
	c.method(false, s.name, c.streamSignature(s), result)
}

// client writes one of the clients. What its methods mean stands in the protocol, which editors show with them.
func (c *clientFile) client(async bool) {
	base := pysrc.X("_runtime.SyncClient")
	doc := "A client of the " + c.title + " whose calls wait."
	if async {
		base = pysrc.X("_runtime.AsyncClient")
		doc = "A client of the " + c.title + " whose calls are awaited."
	}
	c.f.Blank(2)
	bases := pysrc.Bracket("(", []pysrc.Expr{base, pysrc.N(c.named(async, "API"))}, "):")
	c.f.Line(0, pysrc.X("class $1$2", pysrc.N(c.named(async, "Client")), bases))
	c.f.Doc(1, doc)
	c.f.Blank(1)
	c.f.Line(1, pysrc.X("_problems = $1.PROBLEMS", pysrc.N(c.module.Suffixed("_errors"))))
	if len(c.ops) > 0 {
		c.f.Blank(1)
		c.f.Lines(1, "@property")
		raw := pysrc.N(c.named(async, "Raw"))
		c.f.Line(1, pysrc.X("def raw(self) -> $1:", raw))
		c.f.Doc(2, "The same operations, answering with status and headers too.")
		c.f.Line(2, pysrc.X("return $1(self)", raw))
	}
	for _, o := range c.ops {
		c.f.Blank(1)
		c.method(async, o.name, c.signature(o), c.use(o.result))
		c.send(async, o)
	}
	for _, s := range c.streams {
		c.f.Blank(1)
		kind := pysrc.X("_streams.SyncStream")
		if async {
			kind = pysrc.X("_streams.AsyncStream")
		}
		c.streamMethod(s, pysrc.X("$1[$2]", kind, c.use(s.update)))
		args := make([]pysrc.Expr, 0, len(s.params)+1)
		for _, p := range s.params {
			args = append(args, pysrc.X("$1=$1", pysrc.N(p.name)))
		}
		args = append(args, pysrc.X("options=options"))
		c.returnVia(pysrc.Call(pysrc.N(s.name.Prefixed("_")), args...), kind, pysrc.X("self, "))
	}
}

// send writes the body of a method.
func (c *clientFile) send(async bool, o *operation) {
	var args, keywords []pysrc.Expr
	for _, p := range o.params {
		if p.in == "path" {
			args = append(args, pysrc.N(p.name))
		} else {
			keywords = append(keywords, pysrc.X("$1=$1", pysrc.N(p.name)))
		}
	}
	if o.body != nil {
		args = append(args, pysrc.X("body"))
	}
	args = append(append(args, keywords...), pysrc.X("options=options"))
	sender := pysrc.X("self._send")
	if async {
		sender = pysrc.X("await self._send")
	}
	c.returnVia(pysrc.Call(pysrc.N(o.name.Prefixed("_")), args...), sender, pysrc.X(""))
}

// returnVia writes "return f(call)", with the call in a line of its own if both do not fit on one.
func (c *clientFile) returnVia(call, f, before pysrc.Expr) {
	line := pysrc.X("return $1($2$3)", f, before, call.Flat())
	if 8+line.Columns() <= pysrc.Width {
		c.f.Line(2, line)
		return
	}
	c.f.Line(2, pysrc.X("call = $1", call))
	c.f.Line(2, pysrc.X("return $1($2call)", f, before))
}

// raw writes the view that answers with status and headers.
func (c *clientFile) raw(async bool) {
	kind, base := pysrc.X("_runtime.sync_raw"), pysrc.X("_runtime.SyncRaw")
	if async {
		kind, base = pysrc.X("_runtime.async_raw"), pysrc.X("_runtime.AsyncRaw")
	}
	c.f.Blank(2)
	c.f.Line(0, pysrc.X("class $1($2):", pysrc.N(c.named(async, "Raw")), base))
	c.f.Doc(1, "The operations of the "+c.title+", answering with status and headers too.")
	c.f.Blank(1)
	for _, o := range c.ops {
		c.f.Line(1, pysrc.X("$1 = $2", pysrc.N(o.name), pysrc.Call(kind, pysrc.N(o.name.Prefixed("_")))))
	}
}

// methodDoc is the docstring of an operation.
func methodDoc(o *operation) string {
	var b strings.Builder
	b.WriteString(summaryAnd(o.op.Summary, o.op.Description, o.op.Method+" "+o.op.Path))
	if o.op.Deprecated && !strings.Contains(strings.ToLower(b.String()), "deprecated") {
		b.WriteString("\n\nDeprecated.")
	}
	var args []*param
	args = append(args, o.params...)
	if o.body != nil {
		args = append(args, &param{name: pysrc.Const("body"), doc: sentence(o.body.doc)})
	}
	b.WriteString(argsDoc(args))
	return b.String()
}

func streamDoc(s *stream) string {
	doc := summaryAnd(s.op.Summary, s.op.Description, "Updates of "+s.stream)
	if s.op.Deprecated && !strings.Contains(strings.ToLower(doc), "deprecated") {
		doc += "\n\nDeprecated."
	}
	return doc + argsDoc(s.params)
}

func summaryAnd(summary, description, fallback string) string {
	doc := sentence(summary)
	if doc == "" {
		doc = sentence(fallback)
	}
	if strings.TrimSpace(description) != "" && strings.TrimSpace(description) != strings.TrimSpace(summary) {
		doc += "\n\n" + description
	}
	return doc
}

// argsDoc lists the arguments that the document describes.
func argsDoc(params []*param) string {
	var b strings.Builder
	for _, p := range params {
		if p.doc == "" {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("\n\nArgs:")
		}
		text := strings.Join(strings.Fields(p.doc), " ")
		b.WriteString("\n    " + p.name.String() + ": " + text)
	}
	return b.String()
}

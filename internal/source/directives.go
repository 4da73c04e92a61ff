package source

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"tenon/internal/naming"
)

// place is where a directive may stand. Places are bits, so that a row of the table can hold several.
type place int

const (
	onContract  place = 1 << iota // the interface that is the contract
	onOperation                   // a method of it that is a REST operation
	onStream                      // a method of it that is a stream
	onInterface                   // another interface type
	onType                        // a type that is no interface
	elsewhere                     // anything else
)

// directiveRow is a row of the table of directives.
type directiveRow struct {
	word   string
	syntax string
	on     place
	many   bool // may stand several times
}

// directiveTable is every directive that there is.
var directiveTable = [...]directiveRow{
	{"api", "//tenon:api v1 [1.4.0]", onContract, false},
	{"get", "//tenon:get /path [status]", onOperation, false},
	{"put", "//tenon:put /path [status]", onOperation, false},
	{"post", "//tenon:post /path [status]", onOperation, false},
	{"patch", "//tenon:patch /path [status]", onOperation, false},
	{"delete", "//tenon:delete /path [status]", onOperation, false},
	{"head", "//tenon:head /path [status]", onOperation, false},
	{"stream", "//tenon:stream name [conflate FIELD]", onStream, false},
	{"error", "//tenon:error ErrX 404", onContract | onOperation | onStream, true},
	{"idempotent", "//tenon:idempotent", onOperation, false},
	{"auth", "//tenon:auth bearer|basic|cookie:NAME|header:NAME|query:NAME|none", onContract | onOperation | onStream, true},
	{"id", "//tenon:id name", onOperation | onInterface | onType, false},
	{"tag", "//tenon:tag name…", onOperation | onStream, true},
	{"deprecated", "//tenon:deprecated why", onOperation | onStream, false},
	{"union", "//tenon:union A B … [on field]", onInterface, false},
	{"enum", "//tenon:enum open", onType, false},
	{"schema", "//tenon:schema {json}", onType, false},
}

// reserved are the words that are kept free for what the language will hold one day.
func reserved() []string { return []string{"produces", "consumes"} }

func directiveFor(word string) (directiveRow, bool) {
	for i := range directiveTable {
		if directiveTable[i].word == word {
			return directiveTable[i], true
		}
	}
	return directiveRow{}, false
}

// isVerb says whether a directive makes a REST operation.
func isVerb(word string) bool {
	switch word {
	case "get", "put", "post", "patch", "delete", "head":
		return true
	}
	return false
}

// places names a set of places as people say it.
func places(on place) string {
	var names []string
	for _, p := range []struct {
		bit  place
		name string
	}{
		{onContract, "the contract's interface"},
		{onOperation, "a method that is an operation"},
		{onStream, "a method that is a stream"},
		{onInterface, "an interface type"},
		{onType, "a type"},
	} {
		if on&p.bit != 0 {
			names = append(names, p.name)
		}
	}
	if on&onInterface != 0 && on&onType != 0 {
		names = slices.DeleteFunc(names, func(s string) bool { return s == "an interface type" })
	}
	return strings.Join(names, " or ")
}

// word is a piece of a directive with its place.
type word struct {
	text string
	at   token.Pos
}

// directive is one //tenon: line.
type directive struct {
	word
	args []word
	rest word // everything behind the word, for directives whose argument is a text
	end  token.Pos
}

// arg is an argument, or the empty word behind the last one.
func (d directive) arg(i int) word {
	if i < len(d.args) {
		return d.args[i]
	}
	return word{at: d.end}
}

// fault is what is wrong with the spelling of a directive.
type fault struct {
	problem problem
	at      token.Pos
	args    []string
}

// readDirective reads a comment. It is false for a comment that is no directive and is not meant as one; a fault says
// that it is meant as one but is misspelt.
func readDirective(c *ast.Comment) (d directive, wrong *fault, ok bool) {
	text, isLine := strings.CutPrefix(c.Text, "//")
	if !isLine || len(text) < len("tenon:") || strings.IndexByte(text, ':') < 0 {
		return d, nil, false
	}
	at := c.Pos() + 2
	name := strings.TrimLeft(text, " \t")
	indent := len(text) - len(name)
	if len(name) < len("tenon") || !strings.EqualFold(name[:5], "tenon") {
		return d, nil, false
	}
	after := strings.TrimLeft(name[5:], " \t")
	if !strings.HasPrefix(after, ":") {
		return d, nil, false
	}
	gap := len(name[5:]) - len(after)
	behind := strings.TrimLeft(after[1:], " \t")
	gap += len(after[1:]) - len(behind)
	wordAt := at + token.Pos(len(text)-len(behind))

	end := strings.IndexAny(behind, " \t")
	if end < 0 {
		end = len(behind)
	}
	d.word = word{behind[:end], wordAt}
	d.rest, d.args = splitWords(behind[end:], wordAt+token.Pos(end))
	d.end = at + token.Pos(len(strings.TrimRight(text, " \t")))

	lower := strings.ToLower(d.text)
	_, known := directiveFor(lower)
	switch {
	case indent > 0 || gap > 0:
		// Prose may begin with the name and a colon; a known word behind it is a directive.
		if gap > 0 && !known {
			return d, nil, false
		}
		return d, &fault{directiveSpace, at + token.Pos(indent), []string{nearest(lower)}}, true
	case name[:5] != "tenon":
		return d, &fault{directiveCase, at, []string{"//" + name[:5] + ":", nearest(lower)}}, true
	case known && lower != d.text:
		return d, &fault{directiveCase, wordAt, []string{d.text, lower}}, true
	case slices.Contains(reserved(), d.text):
		return d, &fault{directiveNotYet, wordAt, []string{d.text}}, true
	case !known:
		return d, &fault{unknownDirective, wordAt, []string{d.text, didYouMean("//tenon:", lower, directiveWords())}}, true
	}
	return d, nil, true
}

// splitWords splits text that begins at a place into words; rest is all of it without the blanks around it.
func splitWords(text string, at token.Pos) (rest word, words []word) {
	trimmed := strings.TrimLeft(text, " \t")
	rest = word{strings.TrimRight(trimmed, " \t\r"), at + token.Pos(len(text)-len(trimmed))}
	for i := 0; i < len(rest.text); {
		if rest.text[i] == ' ' || rest.text[i] == '\t' {
			i++
			continue
		}
		end := i
		for end < len(rest.text) && rest.text[end] != ' ' && rest.text[end] != '\t' {
			end++
		}
		words = append(words, word{rest.text[i:end], rest.at + token.Pos(i)})
		i = end
	}
	return rest, words
}

func directiveWords() []string {
	words := make([]string, len(directiveTable))
	for i, row := range directiveTable {
		words[i] = row.word
	}
	return words
}

// nearest is the directive that a word is meant as, or the word.
func nearest(lower string) string {
	if guess := naming.Closest(lower, directiveWords()); guess != "" {
		return guess
	}
	return lower
}

// didYouMean is the help for a word that is none of the candidates.
func didYouMean(prefix, text string, candidates []string) string {
	if guess := naming.Closest(text, candidates); guess != "" {
		return "did you mean " + prefix + guess + "?"
	}
	if len(candidates) == 0 {
		return ""
	}
	return "there are: " + strings.Join(candidates, ", ")
}

// directivesOf are the well-spelt directives of a comment; checkDirectives reports the others.
func directivesOf(doc *ast.CommentGroup) []directive {
	if doc == nil {
		return nil
	}
	var list []directive
	for _, c := range doc.List {
		if d, wrong, ok := readDirective(c); ok && wrong == nil {
			list = append(list, d)
		}
		if len(list) == maxDirectives {
			break
		}
	}
	return list
}

// find is the first directive of that word.
func find(list []directive, text string) (directive, bool) {
	i := slices.IndexFunc(list, func(d directive) bool { return d.text == text })
	if i < 0 {
		return directive{}, false
	}
	return list[i], true
}

// checkStray reports every directive of a package that is misspelt, stands where it means nothing, or stands twice.
func (ld *load) checkStray(p *pkg) {
	for _, f := range p.files {
		var owners map[*ast.CommentGroup]place
		for _, group := range f.ast.Comments {
			var seen []string
			for _, c := range group.List {
				d, wrong, ok := readDirective(c)
				if !ok {
					continue
				}
				if wrong != nil {
					ld.report(wrong.problem, wrong.at, wrong.args...)
					continue
				}
				if owners == nil {
					owners = owned(f)
				}
				if len(seen) == maxDirectives {
					ld.report(tooLarge, d.at, "this comment", "directives")
					break
				}
				ld.checkPlace(d, group, owners, slices.Contains(seen, d.text))
				seen = append(seen, d.text)
			}
		}
	}
}

// checkPlace reports a directive that stands in the wrong place, or again.
func (ld *load) checkPlace(d directive, group *ast.CommentGroup, owners map[*ast.CommentGroup]place, again bool) {
	row, _ := directiveFor(d.text)
	on, owns := owners[group]
	switch {
	case !owns:
		ld.report(directiveAlone, d.at, d.text, places(row.on))
	case on&row.on == 0:
		where := "here"
		if on != elsewhere {
			where = "on " + places(on)
		}
		ld.report(directiveMisplaced, d.at, d.text, where, places(row.on))
	case again && !row.many:
		ld.report(directiveTwice, d.at, d.text)
	}
}

// owned maps the comments of a file to what they are about.
func owned(f *file) map[*ast.CommentGroup]place {
	owners := make(map[*ast.CommentGroup]place)
	set := func(group *ast.CommentGroup, on place) {
		if group != nil {
			owners[group] = on
		}
	}
	set(f.ast.Doc, elsewhere)
	for _, decl := range f.ast.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			set(d.Doc, elsewhere)
		case *ast.GenDecl:
			set(d.Doc, elsewhere)
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					doc := s.Doc
					if doc == nil && !d.Lparen.IsValid() {
						doc = d.Doc
					}
					ownType(s, doc, set)
				case *ast.ValueSpec:
					set(s.Doc, elsewhere)
					set(s.Comment, elsewhere)
				}
			}
		}
	}
	return owners
}

// ownType says what the comments of a type and of its members are about.
func ownType(s *ast.TypeSpec, doc *ast.CommentGroup, set func(*ast.CommentGroup, place)) {
	set(s.Comment, elsewhere)
	switch t := s.Type.(type) {
	case *ast.InterfaceType:
		_, isContract := find(directivesOf(doc), "api")
		on := onInterface
		if isContract = isContract || hasFault(doc); isContract {
			on = onContract
		}
		set(doc, on)
		for _, m := range t.Methods.List {
			set(m.Comment, elsewhere)
			set(m.Doc, methodPlace(m.Doc, isContract))
		}
	case *ast.StructType:
		set(doc, onType)
		for _, fd := range t.Fields.List {
			set(fd.Doc, elsewhere)
			set(fd.Comment, elsewhere)
		}
	case *ast.Ident, *ast.SelectorExpr:
		set(doc, onType|onInterface) // a name for another type, which may be an interface
	default:
		set(doc, onType)
	}
}

// methodPlace says what a method is by its own directives; one without any may become either.
func methodPlace(doc *ast.CommentGroup, isContract bool) place {
	if !isContract {
		return elsewhere
	}
	var on place
	for _, d := range directivesOf(doc) {
		if isVerb(d.text) {
			on |= onOperation
		}
		if d.text == "stream" {
			on |= onStream
		}
	}
	if on == 0 {
		on = onOperation | onStream
	}
	return on
}

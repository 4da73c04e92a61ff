package verify

import (
	"strings"

	"tenon/internal/contract"
)

// wordList is the words that names in emitted Python may be made of: those of the names in the documents, and
// a small table of the runtime's own. It is made by other code than the emitter's, and knows nothing of
// how that puts words together; but no word of a description can be in it by accident of quoting.
type wordList struct {
	words  map[string]bool
	seen   map[string]bool
	judged map[string]bool
}

// pyWords is the table of the words that emitted Python uses besides those of documents.
func pyWords() string {
	return `annotations typing extensions any annotated literal field alias none true false optional overload
		str int float bool bytes list dict type self options option raw client api async sync models model errors error
		problems problem streams stream call response send subscription updates update open enum retry
		runtime lazy module package future import from if else class def return await protocol property
		method path params query headers cookies body answers idempotent public request joined status code
		unprocessable entity conflict bad unauthorized forbidden not found too many requests server transport decode
		date datetime time timedelta uuid decimal pydantic tag discriminator default union or less value values number text
		empty unknown checking all get put post delete patch head options trace variant item items key alias as and pass answer entry
		x v value minus` +
		` base`
}

// newWordList is the words of emitted Python and of a module's name.
func newWordList(module string) *wordList {
	const usual = 400
	w := &wordList{words: make(map[string]bool, usual), seen: make(map[string]bool, usual), judged: make(map[string]bool, usual)}
	for word := range strings.FieldsSeq(pyWords()) {
		w.words[word] = true
	}
	w.add(module)
	return w
}

// add takes in the words of a name: runs of letters, cut where a capital begins a word. Digits are no part of them.
func (w *wordList) add(name string) {
	const longest = 200
	if len(name) > longest || w.seen[name] {
		return // longer texts are no names; an identifier holds their beginning at most, and ends in a digest
	}
	w.seen[name] = true
	lower := strings.ToLower(name)
	if len(lower) != len(name) {
		lower = name // letters outside of ASCII are dropped from identifiers anyway
	}
	begin := 0
	for i := 0; i <= len(name); i++ {
		ends := i == len(name) || !isLetter(name[i]) || name[i] == '_'
		if ends || i > begin && isCapital(name[i]) && (!isCapital(name[i-1]) || i+1 < len(name) && !isCapital(name[i+1])) {
			if i > begin {
				w.words[lower[begin:i]] = true
			}
			begin = i
		}
		if ends {
			begin = i + 1
		}
	}
}

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }

// addDocument takes in what a document uses as names: keys, and the values of the keywords that name things.
func (w *wordList) addDocument(n *jsonNode) {
	for i := range n.kids {
		k := &n.kids[i]
		if n.kind == jsonObject {
			w.add(k.key)
			switch k.key {
			case "operationId", "name", "propertyName", "const", "$ref", "title":
				w.add(k.str())
			case "enum", "x-enum-varnames", "tags":
				for j := range k.kids {
					w.add(k.kids[j].text)
				}
			}
		}
		w.addDocument(k)
	}
}

// addStreams takes in what the streams of a contract use as names.
func (w *wordList) addStreams(m *contract.Module) {
	for _, s := range m.Streams {
		w.add(s.Name)
		w.add(s.Method)
	}
	for _, d := range m.Decls {
		w.add(d.Name)
		for _, f := range d.Fields {
			w.add(f.Wire)
		}
		for _, v := range d.Values {
			w.add(v.VarName)
			w.add(v.Str)
		}
	}
	for _, e := range m.Errors {
		w.add(e.Code)
	}
}

// allows says whether a name is made of the words of the list, with digits between them.
func (w *wordList) allows(name string) bool {
	if known, ok := w.judged[name]; ok {
		return known
	}
	ok := w.composed(squashed(name))
	if !ok {
		ok = w.allowsCut(name)
	}
	w.judged[name] = ok
	return ok
}

// squashed is a name in lower case, without underscores.
func squashed(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// allowsCut says whether a name holds a digest, six hexadecimal digits, which tells long names apart: the word before
// it may have been cut.
func (w *wordList) allowsCut(name string) bool {
	const digest = 6
	parts := strings.Split(name, "_")
	for i, part := range parts {
		if len(part) != digest || strings.Trim(part, "0123456789abcdef") != "" {
			continue
		}
		before, after := strings.ToLower(strings.Join(parts[:i], "")), strings.ToLower(strings.Join(parts[i+1:], ""))
		if w.composed(after) && w.beginsComposed(before) {
			return true
		}
	}
	return false
}

// beginsComposed says whether letters and digits are words of the list, the last of which may be cut.
func (w *wordList) beginsComposed(s string) bool {
	for cut := len(s); cut >= 0; cut-- {
		if !w.composed(s[:cut]) {
			continue
		}
		for word := range w.words {
			if strings.HasPrefix(word, s[cut:]) {
				return true
			}
		}
	}
	return false
}

// composed says whether letters and digits can be cut into words of the list.
func (w *wordList) composed(s string) bool {
	const longestWord = 60
	reach := make([]bool, len(s)+1)
	reach[0] = true
	for i := range len(s) {
		if !reach[i] {
			continue
		}
		if isDigit(s[i]) {
			reach[i+1] = true
		}
		for j := i + 1; j <= min(len(s), i+longestWord); j++ {
			reach[j] = reach[j] || w.words[s[i:j]]
		}
	}
	return reach[len(s)]
}

// vocabulary refuses names whose words come from nowhere.
func (f *pyFile) vocabulary(words *wordList) {
	if words == nil {
		return
	}
	for i, t := range f.tokens {
		if t.kind == pyName && !words.allows(f.textOf(t)) {
			f.report("python-vocabulary", i, "the name "+f.textOf(t)+" in emitted Python is no name of the documents")
		}
	}
}

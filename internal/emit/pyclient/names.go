package pyclient

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/emit/pyclient/pysrc"
	"tenon/internal/naming"
)

// The longest names that leave room for what stands beside them on a line.
const (
	maxModule = 40
	maxClass  = 46
	maxMethod = 60
	maxField  = 36
)

// names gives each of a set of texts an identifier of its own. The result does not depend on their order: where two
// meet in one identifier, one that is spelled exactly so keeps it, and every other one gets a suffix made of its own
// text, so that a newcomer renames nobody else.
func names(texts []string, style func(string) string, limit int, reserved func(string) bool) map[string]pysrc.Name {
	wanted := make(map[string]string, len(texts))
	count := make(map[string]int, len(texts))
	for _, t := range texts {
		if _, ok := wanted[t]; ok {
			continue
		}
		w := shorten(naming.PythonIdent(style(t)), t, limit)
		if reserved(w) {
			w += "_"
		}
		wanted[t] = w
		count[w]++
	}
	out := make(map[string]pysrc.Name, len(wanted))
	for t, w := range wanted {
		if count[w] > 1 && t != w {
			w = shorten(w, t, limit-7) + "_" + digest(t)
		}
		out[t] = pysrc.Ident(w)
	}
	return out
}

// shorten cuts an identifier and ends it with a digest of the text that it stands for.
func shorten(ident, text string, limit int) string {
	if len(ident) <= limit {
		return ident
	}
	return strings.TrimRight(ident[:limit-7], "_") + "_" + digest(text)
}

// digest is six hexadecimal digits that depend on the text alone.
func digest(text string) string {
	h := fnv.New32a()
	h.Write([]byte(text))
	s := strconv.FormatUint(uint64(h.Sum32()), 16)
	return strings.Repeat("0", 8-len(s))[:8-len(s)] + s[:len(s)-2]
}

// moduleName is the base of a module's file names: trading-signals is trading_signals.
func moduleName(module string) pysrc.Name {
	name := pysrc.Stem(naming.Snake(module)).String()
	return pysrc.Stem(shorten(name, module, maxModule))
}

// className is the base of a module's class names: trading-signals is TradingSignals.
func className(module string) pysrc.Name {
	return pysrc.Stem(upperFirst(naming.UpperCamel(moduleName(module).String())))
}

// classStyle is the name of a class: a name that could be one stays as it is.
func classStyle(name string) string {
	if name != "" && name[0] >= 'A' && name[0] <= 'Z' && naming.PythonIdent(name) == name {
		return name
	}
	return upperFirst(naming.PythonIdent(naming.UpperCamel(name)))
}

func upperFirst(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// memberStyle is the name of an enum member.
func memberStyle(name string) string {
	s := naming.UpperSnake(name)
	switch {
	case s == "":
		return "EMPTY"
	case s[0] >= '0' && s[0] <= '9':
		return "VALUE_" + s
	default:
		return strings.ToUpper(naming.PythonIdent(s))
	}
}

// oneOf makes a predicate of a list of words.
func oneOf(words string) func(string) bool {
	return func(s string) bool {
		if !strings.Contains(words, s) {
			return false
		}
		for w := range strings.FieldsSeq(words) {
			if w == s {
				return true
			}
		}
		return false
	}
}

// Names that would hide something that the emitted code refers to, or that a base class has already.
const (
	typeWords  = "I O Any Annotated Literal Field None False True TypeAliasType"
	fieldWords = `l bool bytes dict float int list str datetime uuid pydantic construct copy from_orm json parse_file
		parse_obj parse_raw schema schema_json update_forward_refs validate model_config model_fields
		model_computed_fields model_construct model_copy model_dump model_dump_json model_extra model_fields_set
		model_json_schema model_parametrized_name model_post_init model_rebuild model_validate model_validate_json
		model_validate_strings`
	methodWords = "l bool bytes dict float int list str datetime uuid models raw close aclose runtime streams"
	paramWords  = "l bool bytes dict float int list str datetime uuid self options body models"
	memberWords = "I O MRO"
)

// sortByName orders exceptions.
func sortByName(list []*errorClass) {
	slices.SortFunc(list, func(a, b *errorClass) int { return strings.Compare(a.name.String(), b.name.String()) })
}

package source

import (
	"path"
	"strings"

	"tenon/internal/contract"
)

// knownRow is a row of the table of known types.
type knownRow struct {
	path   string
	name   string
	codec  contract.Codec
	schema string
}

// Schemas that several known types share.
const (
	textSchema     = `{"type":"string"}`
	uuidSchema     = `{"type":"string","format":"uuid"}`
	decimalSchema  = `{"type":"string","pattern":"^-?[0-9]+(\\.[0-9]+)?$"}`
	integerSchema  = `{"type":"string","pattern":"^-?[0-9]+$"}`
	rationalSchema = `{"type":"string","pattern":"^-?[0-9]+(/[0-9]+)?$"}`
)

// knownTable is every type of the standard library and of libraries that has a fixed meaning on the wire. A row needs
// nothing of the library's source. "text" types are what their MarshalText writes and UnmarshalText reads.
var knownTable = [...]knownRow{
	{"time", "Time", contract.CodecTime, `{"type":"string","format":"date-time"}`},
	{"time", "Duration", contract.CodecDuration, `{"type":"integer","format":"int64"}`},
	{"encoding/json", "RawMessage", contract.CodecRaw, `{}`},
	{"net/netip", "Addr", contract.CodecText, `{"type":"string"}`},
	{"net/netip", "AddrPort", contract.CodecText, textSchema},
	{"net/netip", "Prefix", contract.CodecText, textSchema},
	{"net", "IP", contract.CodecText, textSchema},
	{"math/big", "Int", contract.CodecText, integerSchema},
	{"math/big", "Float", contract.CodecText, textSchema},
	{"math/big", "Rat", contract.CodecText, rationalSchema},
	{"log/slog", "Level", contract.CodecText, textSchema},
	{"github.com/google/uuid", "UUID", contract.CodecText, uuidSchema},
	{"github.com/gofrs/uuid", "UUID", contract.CodecText, uuidSchema},
	{"github.com/gofrs/uuid/v5", "UUID", contract.CodecText, uuidSchema},
	{"github.com/satori/go.uuid", "UUID", contract.CodecText, uuidSchema},
	{"github.com/shopspring/decimal", "Decimal", contract.CodecText, decimalSchema},
	{"github.com/cockroachdb/apd/v3", "Decimal", contract.CodecText, textSchema},
	{"github.com/oklog/ulid/v2", "ULID", contract.CodecText, `{"type":"string","pattern":"^[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}$"}`},
	{"github.com/rs/xid", "ID", contract.CodecText, `{"type":"string","pattern":"^[0-9a-v]{20}$"}`},
	{"github.com/segmentio/ksuid", "KSUID", contract.CodecText, `{"type":"string","pattern":"^[0-9A-Za-z]{27}$"}`},
	{"cloud.google.com/go/civil", "Date", contract.CodecText, `{"type":"string","format":"date"}`},
	{"cloud.google.com/go/civil", "Time", contract.CodecText, textSchema},
	{"cloud.google.com/go/civil", "DateTime", contract.CodecText, textSchema},
}

// derived is what is left of a known type in a type that is defined by it: its kind without its methods.
func derived(k *contract.Known) *contract.Type {
	switch k.Codec {
	case contract.CodecDuration:
		return int64Type
	case contract.CodecRaw:
		return bytesType
	case contract.CodecString:
		return stringType
	}
	return nil
}

// known is the row for a type, of tenon.yaml first, or nil.
func (ld *load) known(importPath, name string) *contract.Known {
	if t, ok := ld.ws.Config.Types[importPath+"."+name]; ok {
		pkg := t.Package
		if pkg == "" {
			pkg = guessName(importPath)
		}
		return &contract.Known{Go: contract.GoType{ImportPath: importPath, Package: pkg, Name: name}, Codec: t.Codec, Schema: t.Schema}
	}
	for i := range knownTable {
		if row := &knownTable[i]; row.name == name && row.path == importPath {
			return &contract.Known{Go: contract.GoType{ImportPath: row.path, Package: guessName(row.path), Name: row.name},
				Codec: row.codec, Schema: row.schema}
		}
	}
	return nil
}

// guessName is the package name that an import path suggests: its last part, without a version, and without the
// prefix or suffix that says it is Go.
func guessName(importPath string) string {
	base := path.Base(importPath)
	if isMajor(base) && path.Dir(importPath) != "." {
		base = path.Base(path.Dir(importPath))
	}
	if name, version, ok := strings.Cut(base, "."); ok {
		if isMajor(version) {
			base = name
		} else if name == "go" {
			base = version
		}
	}
	return base
}

// isMajor says whether a word is v2, v3 …
func isMajor(s string) bool {
	if len(s) < 2 || s[0] != 'v' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

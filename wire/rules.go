package wire

import (
	"bytes"
	"math"
	"math/bits"
	"regexp"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Number is what a constraint on numbers may stand on.
type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

// The functions below check a constraint on the value that was read last, if it was of the right type at all.

// Minimum checks that v is not less than limit.
func Minimum[T Number](d *Decoder, v, limit T) {
	if d.ok && v < limit {
		d.Violation("must be at least " + numeral(limit))
	}
}

// Maximum checks that v is not more than limit.
func Maximum[T Number](d *Decoder, v, limit T) {
	if d.ok && v > limit {
		d.Violation("must be at most " + numeral(limit))
	}
}

// ExclusiveMinimum checks that v is more than limit.
func ExclusiveMinimum[T Number](d *Decoder, v, limit T) {
	if d.ok && v <= limit {
		d.Violation("must be greater than " + numeral(limit))
	}
}

// ExclusiveMaximum checks that v is less than limit.
func ExclusiveMaximum[T Number](d *Decoder, v, limit T) {
	if d.ok && v >= limit {
		d.Violation("must be less than " + numeral(limit))
	}
}

// numeral is a number as a message shows it.
func numeral[T Number](v T) string {
	if f := float64(v); f != math.Trunc(f) || math.Abs(f) >= 1<<53 {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatInt(int64(v), 10)
}

// MultipleOf checks that v is a whole multiple of step, in decimal: 0.07 is one of 0.01, though not in binary.
func MultipleOf[T Number](d *Decoder, v T, step Decimal) {
	if d.ok && !decimalOf(v).multipleOf(step) {
		d.Violation("must be a multiple of " + step.String())
	}
}

// decimalOf is the size of v in the digits that one would write.
func decimalOf[T Number](v T) Decimal {
	var buf [32]byte
	var text []byte
	if half := 0.5; T(half) != 0 { // a float
		width := 64
		if third := 1.0 / 3; float64(T(third)) != third {
			width = 32
		}
		text = strconv.AppendFloat(buf[:0], math.Abs(float64(v)), 'e', -1, width)
	} else if v < 0 {
		text = strconv.AppendUint(buf[:0], -uint64(v), 10)
	} else {
		text = strconv.AppendUint(buf[:0], uint64(v), 10)
	}
	dec, _ := parseDecimal(text)
	return dec
}

// multipleOf says whether a is a whole multiple of b, which is not 0.
func (a Decimal) multipleOf(b Decimal) bool {
	if a.Digits == 0 {
		return true
	}
	shift := a.Exp - b.Exp
	if shift < 0 { // 10 would have to divide a.Digits, which has no zero at its end
		return false
	}
	// a.Digits × 10^shift modulo b.Digits
	rest := a.Digits % b.Digits
	for base := 10 % b.Digits; shift > 0; shift >>= 1 {
		if shift&1 == 1 {
			rest = mulmod(rest, base, b.Digits)
		}
		base = mulmod(base, base, b.Digits)
	}
	return rest == 0
}

func mulmod(x, y, m uint64) uint64 {
	hi, lo := bits.Mul64(x, y)
	_, rest := bits.Div64(hi%m, lo, m)
	return rest
}

// String is the number as one would write it.
func (a Decimal) String() string {
	f, _ := strconv.ParseFloat(strconv.FormatUint(a.Digits, 10)+"e"+strconv.Itoa(a.Exp), 64)
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// MinLength checks that s has at least n characters (code points).
func MinLength[T ~string](d *Decoder, s T, n int) {
	if d.ok && (len(s) < n || utf8.RuneCountInString(string(s)) < n) {
		d.Violation("must have at least " + count(n, "character"))
	}
}

// MaxLength checks that s has at most n characters (code points).
func MaxLength[T ~string](d *Decoder, s T, n int) {
	if d.ok && len(s) > n && utf8.RuneCountInString(string(s)) > n {
		d.Violation("must have at most " + count(n, "character"))
	}
}

// MinItems checks that an array has at least n items.
func (d *Decoder) MinItems(items, n int) {
	if d.ok && items < n {
		d.Violation("must have at least " + count(n, "item"))
	}
}

// MaxItems checks that an array has at most n items.
func (d *Decoder) MaxItems(items, n int) {
	if d.ok && items > n {
		d.Violation("must have at most " + count(n, "item"))
	}
}

// Length checks that an array of fixed length has exactly n items.
func (d *Decoder) Length(items, n int) {
	if d.ok && items != n {
		d.Violation("must have exactly " + count(n, "item"))
	}
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// UniqueItems checks that no two items of the array that was read last are the same JSON value.
func (d *Decoder) UniqueItems() {
	if !d.ok {
		return
	}
	behind := d.pos
	d.pos = d.from + 1
	var few [8][]byte
	items := few[:0]
	plain := true // strings without escapes: equal text is equal value
	for c := d.peek(); c != ']'; c = d.peek() {
		if c == ',' {
			d.pos++
			continue
		}
		item := d.raw()
		plain = plain && c == '"' && bytes.IndexByte(item, '\\') < 0
		items = append(items, item)
	}
	d.pos, d.ok = behind, true
	if !areUnique(items, plain) {
		d.Violation("must not have equal items")
	}
}

// areUnique says whether no two JSON values are equal.
func areUnique(items [][]byte, plain bool) bool {
	if plain && len(items) <= 8 {
		for i := range items {
			for j := range i {
				if bytes.Equal(items[i], items[j]) {
					return false
				}
			}
		}
		return true
	}
	seen := make(map[string]bool, len(items))
	for _, item := range items {
		if !plain {
			v := jsontext.Value(bytes.Clone(item))
			if v.Canonicalize(jsontext.CanonicalizeRawInts(false), jsontext.AllowDuplicateNames(true)) == nil {
				item = v
			}
		}
		if seen[string(item)] {
			return false
		}
		seen[string(item)] = true
	}
	return true
}

// OneOf notes that the value that was read last is none of the values that there are.
func (d *Decoder) OneOf(values ...string) {
	if d.ok {
		d.Violation("must be " + oneOf(values))
	}
}

// OneOfNames notes that the name of the current member is none of those that there are.
func (d *Decoder) OneOfNames(names ...string) {
	d.Violation("must have as its name " + oneOf(names))
}

// Pattern is a regular expression (RE2) that is compiled when it is first needed.
type Pattern struct {
	expr    string
	compile func() *regexp.Regexp
}

// NewPattern makes a pattern of an expression that is known to be right.
func NewPattern(expr string) *Pattern {
	return &Pattern{expr, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
}

// Match checks that the pattern is found somewhere in s, as JSON Schema means it.
func Match[T ~string](d *Decoder, s T, p *Pattern) {
	if d.ok && !p.compile().MatchString(string(s)) {
		d.Violation("must match " + p.expr)
	}
}

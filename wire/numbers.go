package wire

import (
	"math"
	"strconv"
)

// Int reads an integer that an int holds.
func (d *Decoder) Int() int { return int(d.integer(math.MinInt, math.MaxInt)) }

// Int8 reads an integer that an int8 holds.
func (d *Decoder) Int8() int8 { return int8(d.integer(math.MinInt8, math.MaxInt8)) }

// Int16 reads an integer that an int16 holds.
func (d *Decoder) Int16() int16 { return int16(d.integer(math.MinInt16, math.MaxInt16)) }

// Int32 reads an integer that an int32 holds.
func (d *Decoder) Int32() int32 { return int32(d.integer(math.MinInt32, math.MaxInt32)) }

// Int64 reads an integer that an int64 holds.
func (d *Decoder) Int64() int64 { return d.integer(math.MinInt64, math.MaxInt64) }

// Uint reads an integer that a uint holds.
func (d *Decoder) Uint() uint { return uint(d.unsigned(math.MaxUint)) }

// Uint8 reads an integer that a uint8 holds.
func (d *Decoder) Uint8() uint8 { return uint8(d.unsigned(math.MaxUint8)) }

// Uint16 reads an integer that a uint16 holds.
func (d *Decoder) Uint16() uint16 { return uint16(d.unsigned(math.MaxUint16)) }

// Uint32 reads an integer that a uint32 holds.
func (d *Decoder) Uint32() uint32 { return uint32(d.unsigned(math.MaxUint32)) }

// Uint64 reads an integer that a uint64 holds.
func (d *Decoder) Uint64() uint64 { return d.unsigned(math.MaxUint64) }

// Float32 reads a number that a float32 holds, rounded to the nearest one.
func (d *Decoder) Float32() float32 { return float32(d.float(32)) }

// Float64 reads a number that a float64 holds, rounded to the nearest one.
func (d *Decoder) Float64() float64 { return d.float(64) }

// numberText is the text of the next value if it is a number, else a violation.
func (d *Decoder) numberText(want string) ([]byte, bool) {
	c := d.peek()
	if c != '-' && (c < '0' || c > '9') {
		d.mismatch(want)
		return nil, false
	}
	from := d.pos
	d.pos = endOfScalar(d.data, from)
	d.ok = true
	return d.data[from:d.pos], true
}

func (d *Decoder) float(bits int) float64 {
	text, ok := d.numberText("a number")
	if !ok {
		return 0
	}
	f, err := strconv.ParseFloat(string(text), bits)
	if err != nil {
		d.Violation("is too large a number")
		return 0
	}
	return f
}

func (d *Decoder) integer(least, most int64) int64 {
	text, ok := d.numberText("an integer")
	if !ok {
		return 0
	}
	negative, n, fits, whole := parseInteger(text)
	switch {
	case !whole:
		d.Violation("must be an integer")
		return 0
	case !fits || negative && n > uint64(-(least+1))+1 || !negative && n > uint64(most):
		d.Violation("must be from " + strconv.FormatInt(least, 10) + " to " + strconv.FormatInt(most, 10))
		return 0
	case negative:
		return -int64(n)
	}
	return int64(n)
}

func (d *Decoder) unsigned(most uint64) uint64 {
	text, ok := d.numberText("an integer")
	if !ok {
		return 0
	}
	negative, n, fits, whole := parseInteger(text)
	switch {
	case !whole:
		d.Violation("must be an integer")
		return 0
	case !fits || n > most || negative && n > 0:
		d.Violation("must be from 0 to " + strconv.FormatUint(most, 10))
		return 0
	}
	return n
}

// parseInteger reads a JSON number exactly: whole says whether it denotes an integer at all (1.0 and 1e2 do), fits
// whether its size n does not exceed 64 bits.
func parseInteger(text []byte) (negative bool, n uint64, fits, whole bool) {
	if text[0] == '-' {
		negative = true
		text = text[1:]
	}
	if len(text) <= 19 { // the common case: digits only, which cannot overflow
		for i, c := range text {
			if c < '0' || c > '9' {
				break
			}
			n = n*10 + uint64(c-'0')
			if i == len(text)-1 {
				return negative, n, true, true
			}
		}
	}
	dec, exact := parseDecimal(text)
	if dec.Digits == 0 {
		return negative, 0, true, true
	}
	if dec.Exp < 0 {
		return negative, 0, true, false
	}
	if !exact || dec.Exp > 19 {
		return negative, 0, false, true
	}
	n = dec.Digits
	for range dec.Exp {
		if n > math.MaxUint64/10 {
			return negative, 0, false, true
		}
		n *= 10
	}
	return negative, n, true, true
}

// parseDecimal reads an unsigned JSON number as Digits × 10^Exp with no zero at the end of Digits. It is not exact
// if the digits need more than 64 bits; Exp then still says whether the number is an integer.
func parseDecimal(text []byte) (dec Decimal, exact bool) {
	exact = true
	shift, fraction, pending := 0, 0, 0 // shift: from the exponent; pending: zeros that may be at the end
	point := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '.' {
			point = true
			continue
		}
		if c == 'e' || c == 'E' {
			shift = parseExponent(text[i+1:])
			break
		}
		if point {
			fraction++
		}
		if c == '0' {
			pending++
			continue
		}
		for range min(pending+1, 21) {
			if dec.Digits > math.MaxUint64/10 {
				exact = false
				break
			}
			dec.Digits *= 10
		}
		if digit := uint64(c - '0'); dec.Digits > math.MaxUint64-digit {
			exact = false
		} else {
			dec.Digits += digit
		}
		pending = 0
	}
	if dec.Digits == 0 {
		return Decimal{}, true
	}
	dec.Exp = shift - fraction + pending
	return dec, exact
}

// parseExponent reads the exponent of a number. Sizes beyond any that matters are cut off.
func parseExponent(text []byte) int {
	n, err := strconv.Atoi(string(text))
	const bound = 1 << 30
	switch {
	case err == nil:
		return max(-bound, min(n, bound))
	case len(text) > 0 && text[0] == '-':
		return -bound
	}
	return bound
}

// Decimal is the number Digits × 10^Exp.
type Decimal struct {
	Digits uint64
	Exp    int
}

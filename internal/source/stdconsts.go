package source

import (
	"go/constant"
	"go/token"
	"strings"
)

// stdTable is the constants of the standard library that a contract may use: import path and name, the type ("-"
// for an untyped one), and the value as Go source. It is text, so that it costs nothing until one is asked for.
const stdTable = `
math.MaxInt - 9223372036854775807
math.MinInt - -9223372036854775808
math.MaxInt8 - 127
math.MinInt8 - -128
math.MaxInt16 - 32767
math.MinInt16 - -32768
math.MaxInt32 - 2147483647
math.MinInt32 - -2147483648
math.MaxInt64 - 9223372036854775807
math.MinInt64 - -9223372036854775808
math.MaxUint - 18446744073709551615
math.MaxUint8 - 255
math.MaxUint16 - 65535
math.MaxUint32 - 4294967295
math.MaxUint64 - 18446744073709551615
math.MaxFloat32 - 0x1.fffffep127
math.SmallestNonzeroFloat32 - 0x1.0p-149
math.MaxFloat64 - 0x1.fffffffffffffp1023
math.SmallestNonzeroFloat64 - 0x1.0p-1074
math.E - 2.71828182845904523536028747135266249775724709369995957496696763
math.Pi - 3.14159265358979323846264338327950288419716939937510582097494459
math.Phi - 1.61803398874989484820458683436563811772030917980576286213544862
math.Sqrt2 - 1.41421356237309504880168872420969807856967187537694807317667974
math.Ln2 - 0.693147180559945309417232121458176568075500134360255254120680009
math.Ln10 - 2.30258509299404568401799145468436420760110148862877297603332790
math/bits.UintSize - 64
strconv.IntSize - 64
time.Nanosecond time.Duration 1
time.Microsecond time.Duration 1000
time.Millisecond time.Duration 1000000
time.Second time.Duration 1000000000
time.Minute time.Duration 60000000000
time.Hour time.Duration 3600000000000
time.Sunday time.Weekday 0
time.Monday time.Weekday 1
time.Tuesday time.Weekday 2
time.Wednesday time.Weekday 3
time.Thursday time.Weekday 4
time.Friday time.Weekday 5
time.Saturday time.Weekday 6
time.January time.Month 1
time.February time.Month 2
time.March time.Month 3
time.April time.Month 4
time.May time.Month 5
time.June time.Month 6
time.July time.Month 7
time.August time.Month 8
time.September time.Month 9
time.October time.Month 10
time.November time.Month 11
time.December time.Month 12
time.Layout - "01/02 03:04:05PM '06 -0700"
time.ANSIC - "Mon Jan _2 15:04:05 2006"
time.RFC822 - "02 Jan 06 15:04 MST"
time.RFC822Z - "02 Jan 06 15:04 -0700"
time.RFC850 - "Monday, 02-Jan-06 15:04:05 MST"
time.RFC1123 - "Mon, 02 Jan 2006 15:04:05 MST"
time.RFC1123Z - "Mon, 02 Jan 2006 15:04:05 -0700"
time.RFC3339 - "2006-01-02T15:04:05Z07:00"
time.RFC3339Nano - "2006-01-02T15:04:05.999999999Z07:00"
time.Kitchen - "3:04PM"
time.DateTime - "2006-01-02 15:04:05"
time.DateOnly - "2006-01-02"
time.TimeOnly - "15:04:05"
log/slog.LevelDebug log/slog.Level -4
log/slog.LevelInfo log/slog.Level 0
log/slog.LevelWarn log/slog.Level 4
log/slog.LevelError log/slog.Level 8
unicode.MaxRune - 0x10FFFF
unicode.ReplacementChar - 0xFFFD
unicode/utf8.RuneError - 0xFFFD
unicode/utf8.RuneSelf - 0x80
unicode/utf8.MaxRune - 0x10FFFF
unicode/utf8.UTFMax - 4
crypto/md5.Size - 16
crypto/md5.BlockSize - 64
crypto/sha1.Size - 20
crypto/sha1.BlockSize - 64
crypto/sha256.Size - 32
crypto/sha256.Size224 - 28
crypto/sha256.BlockSize - 64
crypto/sha512.Size - 64
crypto/sha512.Size224 - 28
crypto/sha512.Size256 - 32
crypto/sha512.Size384 - 48
crypto/sha512.BlockSize - 128
crypto/aes.BlockSize - 16
crypto/ed25519.PublicKeySize - 32
crypto/ed25519.PrivateKeySize - 64
crypto/ed25519.SignatureSize - 64
crypto/ed25519.SeedSize - 32
hash/crc32.Size - 4
hash/crc64.Size - 8
net.IPv4len - 4
net.IPv6len - 16
net/http.MethodGet - "GET"
net/http.MethodHead - "HEAD"
net/http.MethodPost - "POST"
net/http.MethodPut - "PUT"
net/http.MethodPatch - "PATCH"
net/http.MethodDelete - "DELETE"
net/http.MethodConnect - "CONNECT"
net/http.MethodOptions - "OPTIONS"
net/http.MethodTrace - "TRACE"
net/http.StatusContinue - 100
net/http.StatusSwitchingProtocols - 101
net/http.StatusProcessing - 102
net/http.StatusEarlyHints - 103
net/http.StatusOK - 200
net/http.StatusCreated - 201
net/http.StatusAccepted - 202
net/http.StatusNonAuthoritativeInfo - 203
net/http.StatusNoContent - 204
net/http.StatusResetContent - 205
net/http.StatusPartialContent - 206
net/http.StatusMultiStatus - 207
net/http.StatusAlreadyReported - 208
net/http.StatusIMUsed - 226
net/http.StatusMultipleChoices - 300
net/http.StatusMovedPermanently - 301
net/http.StatusFound - 302
net/http.StatusSeeOther - 303
net/http.StatusNotModified - 304
net/http.StatusUseProxy - 305
net/http.StatusTemporaryRedirect - 307
net/http.StatusPermanentRedirect - 308
net/http.StatusBadRequest - 400
net/http.StatusUnauthorized - 401
net/http.StatusPaymentRequired - 402
net/http.StatusForbidden - 403
net/http.StatusNotFound - 404
net/http.StatusMethodNotAllowed - 405
net/http.StatusNotAcceptable - 406
net/http.StatusProxyAuthRequired - 407
net/http.StatusRequestTimeout - 408
net/http.StatusConflict - 409
net/http.StatusGone - 410
net/http.StatusLengthRequired - 411
net/http.StatusPreconditionFailed - 412
net/http.StatusRequestEntityTooLarge - 413
net/http.StatusRequestURITooLong - 414
net/http.StatusUnsupportedMediaType - 415
net/http.StatusRequestedRangeNotSatisfiable - 416
net/http.StatusExpectationFailed - 417
net/http.StatusTeapot - 418
net/http.StatusMisdirectedRequest - 421
net/http.StatusUnprocessableEntity - 422
net/http.StatusLocked - 423
net/http.StatusFailedDependency - 424
net/http.StatusTooEarly - 425
net/http.StatusUpgradeRequired - 426
net/http.StatusPreconditionRequired - 428
net/http.StatusTooManyRequests - 429
net/http.StatusRequestHeaderFieldsTooLarge - 431
net/http.StatusUnavailableForLegalReasons - 451
net/http.StatusInternalServerError - 500
net/http.StatusNotImplemented - 501
net/http.StatusBadGateway - 502
net/http.StatusServiceUnavailable - 503
net/http.StatusGatewayTimeout - 504
net/http.StatusHTTPVersionNotSupported - 505
net/http.StatusVariantAlsoNegotiates - 506
net/http.StatusInsufficientStorage - 507
net/http.StatusLoopDetected - 508
net/http.StatusNotExtended - 510
net/http.StatusNetworkAuthenticationRequired - 511
`

// stdConstant evaluates a constant of the standard library, by import path and name.
func stdConstant(name string) evaluated {
	if strings.ContainsAny(name, " \n") {
		return evaluated{}
	}
	_, line, ok := strings.Cut(stdTable, "\n"+name+" ")
	if !ok {
		return evaluated{}
	}
	line, _, _ = strings.Cut(line, "\n")
	typ, text, _ := strings.Cut(line, " ")
	v := stdValue(text)
	if typ == "-" || v.value == nil {
		return v
	}
	basic, _ := stdKind(typ)
	return evaluated{v.value, kindOf{basic: basic, std: typ}}
}

// stdValue reads a value of the table: a literal, which may have a sign.
func stdValue(text string) evaluated {
	digits, negative := strings.CutPrefix(text, "-")
	tok, basic := token.INT, "untyped int"
	switch {
	case digits[0] == '"':
		tok, basic = token.STRING, "untyped string"
	case strings.Contains(digits, "."):
		tok, basic = token.FLOAT, "untyped float"
	}
	v := constant.MakeFromLiteral(digits, tok, 0)
	if negative {
		v = constant.UnaryOp(token.SUB, v, 0)
	}
	return evaluated{v, kindOf{basic: basic}}
}

// stdKind is the basic type of a named type of the standard library that constants have.
func stdKind(name string) (string, bool) {
	switch name {
	case "time.Duration":
		return "int64", true
	case "time.Month", "time.Weekday", "log/slog.Level":
		return "int", true
	}
	return "", false
}

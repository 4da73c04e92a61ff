package wire

import (
	"bytes"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Format checks that s has a format of JSON Schema. Known are date-time, date, time, uuid, email, ipv4, ipv6 and uri;
// a format of another name is a description only, as JSON Schema has it.
func Format[T ~string](d *Decoder, s T, format string) {
	if d.ok && !hasFormat(string(s), format) {
		d.Violation("must have the format " + format)
	}
}

func hasFormat(s, format string) bool {
	switch format {
	case "date-time":
		_, ok := parseTime([]byte(s))
		return ok
	case "date":
		_, err := time.Parse(time.DateOnly, s)
		return err == nil
	case "time":
		_, ok := parseTime([]byte("2000-01-01T" + s))
		return ok
	case "uuid":
		return isUUID(s)
	case "email":
		return isEmail(s)
	case "ipv4":
		a, err := netip.ParseAddr(s)
		return err == nil && a.Is4()
	case "ipv6":
		a, err := netip.ParseAddr(s)
		return err == nil && a.Is6() && a.Zone() == ""
	case "uri":
		u, err := url.Parse(s)
		return err == nil && u.IsAbs() && !strings.ContainsAny(s, " <>\"{}|\\^`")
	}
	return true
}

// parseTime reads RFC 3339. What time.Parse lets pass besides is refused: hours of one digit, fractions after a comma,
// offsets beyond a day.
func parseTime(s []byte) (time.Time, bool) {
	const hour, zone = len("2006-01-02T15"), len("+07:00")
	t, err := time.Parse(time.RFC3339, string(s))
	if err != nil || s[hour] != ':' || bytes.IndexByte(s, ',') >= 0 {
		return time.Time{}, false
	}
	if s[len(s)-1] != 'Z' {
		offset := s[len(s)-zone:]
		if offset[1] > '2' || offset[1] == '2' && offset[2] > '3' || offset[4] > '5' {
			return time.Time{}, false
		}
	}
	return t.UTC(), true
}

// isUUID says whether s is a UUID as RFC 9562 writes it.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
				return false
			}
		}
	}
	return true
}

// isEmail says whether s looks like an address: a name, an @, a domain. Whether anybody reads mail there, only a
// mail can tell.
func isEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if at < 1 || at > 64 || at == len(s)-1 || len(s) > 254 {
		return false
	}
	name, domain := s[:at], s[at+1:]
	if name[0] == '.' || name[len(name)-1] == '.' || strings.Contains(name, "..") {
		return false
	}
	for _, r := range name {
		if r <= ' ' || r == 0x7f || strings.ContainsRune(`()<>[]:;@\,"`, r) {
			return false
		}
	}
	for label := range strings.SplitSeq(domain, ".") {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			alphanumeric := r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80
			if !alphanumeric && r != '-' {
				return false
			}
		}
	}
	return true
}

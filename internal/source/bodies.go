package source

// blankBodies writes blanks over the bodies of functions, in place, and keeps every line break. Contracts do not look
// into bodies, and so a body may hold what does not compile, and costs no time to parse. Source whose brackets do not
// match is left to the parser.
func blankBodies(src []byte) {
	depth := 0
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case isLetter(c):
			end := wordEnd(src, i)
			if depth == 0 && string(src[i:end]) == "func" {
				end = blankBody(src, end)
			}
			i = end
		case c == '(' || c == '[' || c == '{':
			depth++
			i++
		case c == ')' || c == ']' || c == '}':
			depth--
			i++
		default:
			i = skipOne(src, i)
		}
	}
}

// blankBody finds the body of the function whose keyword ends at i, and blanks it. It returns where to go on.
func blankBody(src []byte, i int) int {
	depth := 0
	word := ""     // the last word, if nothing follows it yet
	ended := false // whether a line break would end the declaration
	for i < len(src) {
		c := src[i]
		switch {
		case isLetter(c):
			end := wordEnd(src, i)
			word, ended = string(src[i:end]), true
			i = end
			continue
		case c == '\n' && depth == 0 && ended:
			return i
		case c == '{' && depth == 0 && word != "interface" && word != "struct":
			end := matching(src, i)
			if end < 0 {
				return len(src)
			}
			for j := i + 1; j < end; j++ {
				if src[j] != '\n' {
					src[j] = ' '
				}
			}
			return end + 1
		case c == '(' || c == '[' || c == '{':
			depth++
			word, ended = "", false
		case c == ')' || c == ']' || c == '}':
			depth--
			if depth < 0 {
				return i
			}
			word, ended = "", true
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case c == '/' && i+1 < len(src) && (src[i+1] == '/' || src[i+1] == '*'):
			i = skipOne(src, i)
			continue
		default:
			word, ended = "", false
			i = skipOne(src, i)
			continue
		}
		i++
	}
	return i
}

// matching is where the brace that opens at i is closed, or -1.
func matching(src []byte, i int) int {
	depth := 0
	for i < len(src) {
		switch src[i] {
		case '{':
			depth++
			i++
		case '}':
			depth--
			if depth == 0 {
				return i
			}
			i++
		default:
			i = skipOne(src, i)
		}
	}
	return -1
}

// skipOne steps over one character, or over a whole comment, string or rune literal.
func skipOne(src []byte, i int) int {
	switch c := src[i]; c {
	case '/':
		if i+1 >= len(src) {
			return i + 1
		}
		switch src[i+1] {
		case '/':
			for i < len(src) && src[i] != '\n' {
				i++
			}
			return i
		case '*':
			for i += 2; i+1 < len(src); i++ {
				if src[i] == '*' && src[i+1] == '/' {
					return i + 2
				}
			}
			return len(src)
		}
	case '`':
		for i++; i < len(src); i++ {
			if src[i] == '`' {
				return i + 1
			}
		}
		return len(src)
	case '"', '\'':
		for i++; i < len(src) && src[i] != '\n'; i++ {
			if src[i] == c {
				return i + 1
			}
			if src[i] == '\\' {
				i++
			}
		}
		return min(i, len(src))
	}
	return i + 1
}

func wordEnd(src []byte, i int) int {
	for i < len(src) && (isLetter(src[i]) || src[i] >= '0' && src[i] <= '9') {
		i++
	}
	return i
}

func isLetter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

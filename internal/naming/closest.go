package naming

import (
	"strings"
	"unicode/utf8"
)

// maxGuessed bounds the names that are compared: longer ones are not typing errors.
const maxGuessed = 64

// Closest is the candidate that a person most likely meant by word, or "" if none is near. Case does not count, a
// swap of two neighbours is one error, about one error in three letters is forgiven, and one letter must be right.
// Among equally near candidates the first wins.
func Closest(word string, candidates []string) string {
	if word == "" || len(word) > maxGuessed {
		return ""
	}
	lower := strings.ToLower(word)
	best, distance := "", min(allowed(lower)+1, utf8.RuneCountInString(lower))
	for _, c := range candidates {
		if c == "" || len(c) > maxGuessed {
			continue
		}
		if d := editDistance(lower, strings.ToLower(c)); d < distance {
			best, distance = c, d
		}
	}
	if best == "" {
		best = completion(lower, candidates)
	}
	return best
}

// allowed is how many typing errors a word of that length may hold.
func allowed(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n <= 2:
		return 1
	case n <= 5:
		return 2
	default:
		return n / 3
	}
}

// completion is the only candidate that begins with word, if word is long enough to mean something.
func completion(word string, candidates []string) string {
	if len(word) < 3 {
		return ""
	}
	found := ""
	for _, c := range candidates {
		if strings.HasPrefix(strings.ToLower(c), word) {
			if found != "" {
				return ""
			}
			found = c
		}
	}
	return found
}

// editDistance counts the insertions, deletions, replacements and swaps of neighbours that lead from a to b.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before := make([]int, len(y)+1)
	last := make([]int, len(y)+1)
	row := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

package source

import (
	"go/token"
	"slices"
	"strings"

	"tenon/internal/naming"
)

// route is the path of an operation, taken apart.
type route struct {
	method    string // GET …
	name      string // of the Go method
	text      string // as written
	at        token.Pos
	segments  []string // literal, or "" for a variable
	variables []word
}

// runtimeRoutes are the first segments of paths that the runtime serves below each module.
func runtimeRoutes() []string {
	return []string{"health", "version", "versions", "ws", "openapi.json", "asyncapi.json", "docs", "debug", "metrics"}
}

// readRoute reads the path of a directive. Paths are those that net/http's ServeMux holds, without its wildcards that
// match several segments.
func (ld *load) readRoute(m *apiMethod) (route, bool) {
	path := m.verb.arg(0)
	r := route{method: strings.ToUpper(m.verb.text), name: m.name, text: path.text, at: path.at}
	if path.text == "" || path.text[0] != '/' {
		ld.report(badPath, path.at, path.text, "a path begins with /")
		return r, false
	}
	if path.text == "/" {
		return r, true
	}
	at := path.at + 1
	for _, segment := range strings.Split(path.text[1:], "/") {
		if !ld.readSegment(&r, word{segment, at}) {
			return r, false
		}
		at += token.Pos(len(segment) + 1)
	}
	if slices.Contains(runtimeRoutes(), r.segments[0]) {
		ld.report(runtimeRoute, path.at, "/"+r.segments[0])
		return r, false
	}
	return r, true
}

// readSegment reads what stands between two slashes.
func (ld *load) readSegment(r *route, s word) bool {
	bad := func(why string) bool {
		ld.report(badPath, s.at, r.text, why)
		return false
	}
	open, shut := strings.IndexByte(s.text, '{'), strings.IndexByte(s.text, '}')
	switch {
	case s.text == "":
		return bad("there is nothing between two slashes, or behind the last one")
	case s.text == "." || s.text == "..":
		return bad("a path does not go up or stay")
	case open < 0 && shut < 0:
		if i := strings.IndexFunc(s.text, func(c rune) bool { return !isPathRune(c) }); i >= 0 {
			s.at += token.Pos(i)
			return bad("it holds a character that has to be escaped in an address")
		}
		r.segments = append(r.segments, s.text)
		return true
	case open != 0 || shut != len(s.text)-1 || strings.Count(s.text, "{") != 1:
		return bad("a variable is a whole segment, like {order_id}")
	}
	name := word{s.text[1:shut], s.at + 1}
	switch {
	case name.text == "$" || strings.HasSuffix(name.text, "..."):
		return bad("a variable is one segment; {$} and {name...} are not in the language")
	case !token.IsIdentifier(name.text) || !isToken(name.text):
		return bad("the name of a variable is letters, digits and underscores")
	case slices.ContainsFunc(r.variables, func(v word) bool { return naming.Squash(v.text) == naming.Squash(name.text) }):
		return bad("the variable " + name.text + " stands twice")
	}
	r.segments = append(r.segments, "")
	r.variables = append(r.variables, name)
	return true
}

// isPathRune says whether a character stands for itself in the path of an address.
func isPathRune(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.ContainsRune("-._~!$&'()*+,;=:@", c)
}

// checkRoutes reports operations on one route, and routes of which ServeMux could not say which is meant.
func (ld *load) checkRoutes(routes []route) {
	byLength := map[int][]route{}
	first := map[string]route{} // by path
	for _, r := range routes {
		path := strings.Join(r.segments, "/")
		if other, ok := first[path]; !ok {
			first[path] = r
		} else if other.method != r.method {
			ld.checkVariables(other, r)
		}
		for _, other := range byLength[len(r.segments)] {
			switch relate(other, r) {
			case sameRoute:
				ld.report(routeTwice, r.at, other.name, r.name, r.method, r.text)
			case overlapping:
				ld.report(routeConflict, r.at, other.name, r.name, other.method+" "+other.text, r.method+" "+r.text, example(other, r))
			default:
				continue
			}
			break
		}
		byLength[len(r.segments)] = append(byLength[len(r.segments)], r)
	}
}

// checkVariables reports a variable that another route on the same path calls otherwise. The server could tell the two
// apart by their methods, but documents have one entry for a path.
func (ld *load) checkVariables(other, r route) {
	for i, v := range r.variables {
		if there := other.variables[i]; there.text != v.text {
			ld.report(variableNames, v.at, v.text, there.text, other.name)
			return
		}
	}
}

// relation says how the requests of two routes relate.
type relation int

const (
	disjoint    relation = iota
	sameRoute            // the same requests
	moreGeneral          // all of the other's, and more
	moreSpecial          // some of the other's, and no others
	overlapping          // some of the other's, and others: ServeMux refuses that
)

// relate compares two routes as ServeMux does: methods first, where GET stands for HEAD too, then segment by segment.
func relate(a, b route) relation {
	paths := relatePaths(a, b)
	switch {
	case a.method == b.method:
		return paths
	case a.method == "GET" && b.method == "HEAD":
		return combine(moreGeneral, paths)
	case a.method == "HEAD" && b.method == "GET":
		return combine(moreSpecial, paths)
	}
	return disjoint
}

// relatePaths compares the paths of two routes with as many segments.
func relatePaths(a, b route) relation {
	if len(a.segments) != len(b.segments) {
		return disjoint
	}
	all := sameRoute
	for i, x := range a.segments {
		y := b.segments[i]
		switch {
		case x == y:
		case x == "":
			all = combine(all, moreGeneral)
		case y == "":
			all = combine(all, moreSpecial)
		default:
			return disjoint
		}
	}
	return all
}

// combine joins what two parts of a route say.
func combine(x, y relation) relation {
	switch {
	case x == disjoint || y == disjoint:
		return disjoint
	case x == sameRoute:
		return y
	case y == sameRoute || x == y:
		return x
	}
	return overlapping
}

// example is a path that both routes match.
func example(a, b route) string {
	var s strings.Builder
	for i, x := range a.segments {
		if x == "" {
			x = b.segments[i]
		}
		if x == "" {
			x = "x"
		}
		s.WriteString("/" + x)
	}
	return s.String()
}

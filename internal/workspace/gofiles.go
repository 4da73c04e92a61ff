package workspace

import (
	"bytes"
	"go/build/constraint"
	"slices"
	"strings"
)

// IsSource says whether a file of that name is Go source that a contract is read from: not a test, not hidden, and
// not for another system than linux on amd64. Law 2 wants the same contract on every machine, so one system is
// chosen for all.
func IsSource(name string) bool {
	base, ok := strings.CutSuffix(name, ".go")
	if !ok || base == "" || name[0] == '.' || name[0] == '_' || strings.HasSuffix(base, "_test") {
		return false
	}
	parts := strings.Split(base, "_")
	parts = parts[1:] // a name cannot begin with a system
	n := len(parts)
	if n > 0 && slices.Contains(architectures(), parts[n-1]) {
		if parts[n-1] != "amd64" {
			return false
		}
		parts = parts[:n-1]
		n--
	}
	return n == 0 || parts[n-1] == "linux" || !slices.Contains(systems(), parts[n-1])
}

// Included says whether the build constraint of a file holds on linux, amd64, without cgo and without tags of the
// user. A file without a constraint is included, as is one whose constraint cannot be read.
func Included(src []byte) bool {
	if !bytes.Contains(src, []byte("//go:build")) {
		return true
	}
	for len(src) > 0 {
		line := src
		if i := bytes.IndexByte(src, '\n'); i >= 0 {
			line, src = src[:i], src[i+1:]
		} else {
			src = nil
		}
		line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")))
		switch {
		case len(line) == 0:
		case bytes.HasPrefix(line, []byte("//go:build")):
			expr, err := constraint.Parse(string(line))
			return err != nil || expr.Eval(tagHolds)
		case bytes.HasPrefix(line, []byte("//")):
		case bytes.HasPrefix(line, []byte("/*")):
			end := bytes.Index(src, []byte("*/"))
			if bytes.Contains(line, []byte("*/")) {
				continue
			}
			if end < 0 {
				return true
			}
			src = src[end+2:]
		default:
			return true
		}
	}
	return true
}

// tagHolds says which build tags are set.
func tagHolds(tag string) bool {
	switch tag {
	case "linux", "amd64", "unix", "gc":
		return true
	}
	return strings.HasPrefix(tag, "go1.")
}

// systems are the names that end a file name as its operating system.
func systems() []string {
	return []string{"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl",
		"netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos"}
}

// architectures are the names that end a file name as its processor.
func architectures() []string {
	return []string{"386", "amd64", "amd64p32", "arm", "arm64", "arm64be", "armbe", "loong64", "mips", "mips64",
		"mips64le", "mips64p32", "mips64p32le", "mipsle", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390",
		"s390x", "sparc", "sparc64", "wasm"}
}

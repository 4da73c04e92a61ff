package verify

import (
	"maps"
	"slices"
	"strings"
	"unsafe"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// at is the place of an offset in an artifact.
func at(a emit.Artifact, off int) diag.Pos {
	off = max(0, min(off, len(a.Data)))
	before := string(a.Data[:off])
	return diag.Pos{
		File: a.Path,
		Line: strings.Count(before, "\n") + 1,
		Col:  off - strings.LastIndexByte(before, '\n'),
	}
}

// asText is bytes as text, without a copy: an artifact does not change once it is emitted.
func asText(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// span is a part of a file: the bytes from one offset to before another.
type span struct{ from, to uint32 }

// sortedKeys are the keys of a map in a fixed order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

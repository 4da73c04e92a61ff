package output

import (
	"errors"
	"io/fs"
	"path"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// Owned lists the marked files that lie in a folder, not below it, with their bytes, by name. A folder that is not
// there has none.
func (f *Folder) Owned(dir string) ([]emit.Artifact, error) {
	r, err := f.enter(dir, nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	entries, err := list(r)
	if err != nil {
		return nil, diag.List{failure(f, "read", dir, err)}
	}
	var owned []emit.Artifact
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		owner, ours := readOwner(r, e.Name())
		if !ours {
			continue
		}
		file := path.Join(dir, e.Name())
		data, err := r.ReadFile(e.Name())
		if err != nil {
			return nil, diag.List{failure(f, "read", file, err)}
		}
		owned = append(owned, emit.Artifact{Kind: owner.Kind, Module: owner.Module, Path: file, Data: data})
	}
	return owned, nil
}

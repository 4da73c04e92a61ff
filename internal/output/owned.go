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
func (f *Folder) Owned(dir string) ([]emit.Artifact, error) { return f.owned(dir, true) }

// Owners lists the same files without their bytes.
func (f *Folder) Owners(dir string) ([]emit.Artifact, error) { return f.owned(dir, false) }

func (f *Folder) owned(dir string, withData bool) ([]emit.Artifact, error) {
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
		a := emit.Artifact{Kind: owner.Kind, Module: owner.Module, Path: path.Join(dir, e.Name())}
		if withData {
			if a.Data, err = r.ReadFile(e.Name()); err != nil {
				return nil, diag.List{failure(f, "read", a.Path, err)}
			}
		}
		owned = append(owned, a)
	}
	return owned, nil
}

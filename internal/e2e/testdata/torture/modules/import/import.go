// Package import_ lies in a folder that no Go package and no Python module can be called like.
package import_

import (
	"context"
	"iter"

	"example.com/torture/modules/left"
)

//tenon:api v1
type API interface {
	// Root does what its name says.
	//
	//tenon:get /
	Root(ctx context.Context) (left.Thing, error)

	// Deep does what its name says.
	//
	//tenon:get /deep/{a}/x/{b}
	Deep(ctx context.Context, a string, b int) ([]left.Thing, error)

	// Special does what its name says.
	//
	//tenon:get /deep/{a}/x/y
	Special(ctx context.Context, a string) error

	// Slash does what its name says.
	//
	//tenon:get /files/{name}/-
	Slash(ctx context.Context, name string) error

	// Import does what its name says.
	//
	//tenon:stream import
	Import(ctx context.Context, req left.Ask) (iter.Seq2[left.Thing, error], error)
}

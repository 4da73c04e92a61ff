// Package class is called like a keyword of Python.
package class

import "context"

// API has one operation.
//
//tenon:api v1
type API interface {
	// Def does nothing.
	//
	//tenon:delete /def
	Def(ctx context.Context) error
}

// Package trial runs what is generated from the contracts of this workspace.
package trial

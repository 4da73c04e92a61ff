// Package e2e tests the whole command: each file of testdata/script is a session in a small workspace, with what a
// user types and what must come of it. Those called origin_*.txtar cover the page that the project comes from, row by
// row. The package has tests only.
package e2e

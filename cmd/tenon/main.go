// Command tenon keeps the contracts of a modular Go backend in step. `tenon help` explains it.
package main

import (
	"os"
	"runtime/debug"

	"tenon/internal/cli"
)

// A run is short and frees little: collecting garbage at the usual 4 MB would cost a third of its time. The limit keeps
// large workspaces in bounds.
const (
	garbagePercent = 800
	memoryLimit    = 768 << 20
)

func main() {
	debug.SetGCPercent(garbagePercent)
	debug.SetMemoryLimit(memoryLimit)
	os.Exit(cli.Main(cli.Process{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv,
	}))
}

// Command tenon keeps the contracts of a modular Go backend in step. `tenon help` explains it.
package main

import (
	"os"

	"tenon/internal/cli"
)

func main() {
	os.Exit(cli.Main(cli.Process{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv,
	}))
}

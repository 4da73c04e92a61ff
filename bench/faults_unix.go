//go:build unix

package main

import (
	"os"
	"syscall"
)

// pageFaults is how often a finished process touched a page of memory that it did not have yet.
func pageFaults(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return int64(usage.Minflt) //nolint:unconvert // it is smaller on systems of 32 bits
}

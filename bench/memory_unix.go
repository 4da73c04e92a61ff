//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// memory is the largest resident size that a finished process had, in bytes, and how often it touched a page of memory
// that it did not have yet.
func memory(state *os.ProcessState) (peak, faults int64) {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, 0
	}
	peak, faults = int64(usage.Maxrss), int64(usage.Minflt) //nolint:unconvert // they are smaller on systems of 32 bits
	if runtime.GOOS != "darwin" {
		peak *= 1024
	}
	return peak, faults
}

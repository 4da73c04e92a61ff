// Package archtest holds the architecture to its page: which package may import which, which packages are documented,
// how much the command may link and how long it may take to start. It has tests only.
package archtest

// Command parse reads and parses the Go files of the folders that it is given, comments included, and does nothing
// else: the lower bound of every tool that reads Go sources.
package main

import (
	"go/parser"
	"go/token"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	fset := token.NewFileSet()
	for _, dir := range os.Args[1:] {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			log.Fatal(err)
		}
		for _, name := range files {
			if _, err := parser.ParseFile(fset, name, nil, parser.ParseComments); err != nil {
				log.Fatal(err)
			}
		}
	}
}

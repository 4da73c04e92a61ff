package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// peer is another generator, at the version measured, and how it is called on the broker of the trading backend.
type peer struct {
	pkg  string
	what string
	args func(in peerInput) []string
}

// peerInput is what peers read, and a folder of their own to write to.
type peerInput struct {
	document  string // the broker's OpenAPI document, as 3.0 because that is what all of them read
	annotated string // folder of a Go program that says the same in the comments that swag reads
	out       string
}

// peers is the table of peers.
func peers() []peer {
	return []peer{
		{"github.com/swaggo/swag/cmd/swag@v1.16.6", "document from annotated Go", func(in peerInput) []string {
			return []string{"init", "--quiet", "--outputTypes", "json", "-d", in.annotated, "-o", in.out}
		}},
		{"github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2", "Go types, client, server from a document",
			func(in peerInput) []string {
				return []string{"-generate", "types,client,std-http", "-package", "peer", "-o", filepath.Join(in.out, "peer.go"), in.document}
			}},
		{"github.com/ogen-go/ogen/cmd/ogen@v1.14.0", "Go types, client, server from a document", func(in peerInput) []string {
			return []string{"--clean", "--target", in.out, "--package", "peer", in.document}
		}},
	}
}

// preparePeers installs the peers. One that cannot be had, or that refuses the input, is named and left out.
func preparePeers(ctx context.Context, tmp string) ([]row, error) {
	document, err := olderDocument(ctx, tmp)
	if err != nil {
		return nil, err
	}
	annotated := filepath.Join(tmp, "annotated")
	if err := annotate(document, annotated); err != nil {
		return nil, err
	}
	bin := filepath.Join(tmp, "peers")
	var rows []row
	for _, p := range peers() {
		name := path.Base(strings.Split(p.pkg, "@")[0])
		install := exec.CommandContext(ctx, "go", "install", p.pkg)
		install.Dir = tmp
		install.Env = append(os.Environ(), "GOBIN="+bin, "CGO_ENABLED=0")
		if out, err := install.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "not measured: %s: %v\n%s\n", p.pkg, err, out)
			continue
		}
		in := peerInput{document: document, annotated: annotated, out: filepath.Join(tmp, "out", name)}
		if err := os.MkdirAll(in.out, 0o755); err != nil {
			return nil, err
		}
		r := row{
			name: name + " " + strings.Split(p.pkg, "@")[1] + ": " + p.what, dir: tmp,
			command: append([]string{filepath.Join(bin, name+exeSuffix())}, p.args(in)...),
		}
		if _, err := spawn(ctx, &r); err != nil {
			fmt.Fprintf(os.Stderr, "not measured: %v\n", err)
			continue
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// olderDocument writes the broker's document as OpenAPI 3.0.
func olderDocument(ctx context.Context, tmp string) (string, error) {
	dir := filepath.Join(tmp, "document")
	if err := copySources("backend", dir); err != nil {
		return "", err
	}
	config, err := os.ReadFile(filepath.Join(dir, "tenon.yaml"))
	if err != nil {
		return "", err
	}
	config = append(config, "\nopenapi: \"3.0\"\n"...)
	if err := os.WriteFile(filepath.Join(dir, "tenon.yaml"), config, 0o644); err != nil {
		return "", err
	}
	err = runQuiet(ctx, dir, filepath.Join(tmp, "tenon"+exeSuffix()), "generate", "--only", "openapi")
	return filepath.Join(dir, "modules", "broker", "specs_generated", "broker_openapi.json"), err
}

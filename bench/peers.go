package main

import (
	"context"
	"os"
	"path/filepath"
)

// Peers that render code from an OpenAPI document, at the versions measured.
const (
	oapiCodegen = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.5.0"
	ogen        = "github.com/ogen-go/ogen/cmd/ogen@v1.14.0"
)

// preparePeers installs the peers and lets each render Go code from the broker's document, which tenon writes as
// OpenAPI 3.0 because that is what all of them read.
func preparePeers(ctx context.Context, tmp string) ([]row, error) {
	bin := filepath.Join(tmp, "peers")
	for _, pkg := range []string{oapiCodegen, ogen} {
		cmd := []string{"GOBIN=" + bin, "go", "install", pkg}
		if err := runQuiet(ctx, tmp, "env", cmd...); err != nil {
			return nil, err
		}
	}
	dir := filepath.Join(tmp, "document")
	if err := copySources("backend", dir); err != nil {
		return nil, err
	}
	config, err := os.ReadFile(filepath.Join(dir, "tenon.yaml"))
	if err != nil {
		return nil, err
	}
	config = append(config, "\nopenapi: \"3.0\"\n"...)
	if err := os.WriteFile(filepath.Join(dir, "tenon.yaml"), config, 0o644); err != nil {
		return nil, err
	}
	if err := runQuiet(ctx, dir, filepath.Join(tmp, "tenon"+exeSuffix()), "generate", "--only", "openapi"); err != nil {
		return nil, err
	}
	document := filepath.Join(dir, "modules", "broker", "specs_generated", "broker_openapi.json")
	return []row{
		{
			name: "oapi-codegen: Go types, client, server", dir: tmp,
			command: []string{
				filepath.Join(bin, "oapi-codegen"), "-generate", "types,client,std-http", "-package", "peer",
				"-o", filepath.Join(tmp, "oapi.go"), document,
			},
		},
		{
			name: "ogen: Go types, client, server", dir: tmp,
			command: []string{filepath.Join(bin, "ogen"), "--clean", "--target", filepath.Join(tmp, "ogen"), "--package", "peer", document},
		},
	}, nil
}

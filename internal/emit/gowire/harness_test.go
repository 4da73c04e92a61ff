package gowire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
	"tenon/internal/source"
	"tenon/internal/workspace"
)

// compiled is a workspace whose generated wire packages were compiled and run in a process of their own.
type compiled struct {
	modules []*contract.Module
	in      io.Writer
	out     *bufio.Scanner
}

// reply is what the process says of one JSON text.
type reply struct {
	Syntax     string
	Violations []struct{ Pointer, Detail string }
	Fault      string // neither: what should never be
	JSON       string // the value as it is written again
	Topic      string
}

func (r reply) accepted() bool { return r.Syntax == "" && len(r.Violations) == 0 && r.Fault == "" }

// decode reads a text as the type of that name, and writes it again.
func (c *compiled) decode(t *testing.T, module, name, text string) reply {
	t.Helper()
	request, err := json.Marshal(map[string]string{"type": module + "." + name, "text": text})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = c.in.Write(append(request, '\n')); err != nil {
		t.Fatal(err)
	}
	var r reply
	if !c.out.Scan() {
		t.Fatalf("the process ended at %s", text)
	}
	if err = json.Unmarshal(c.out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// compile loads the modules of a workspace, emits their wire packages into a copy of its sources, vets and starts it.
func compile(t *testing.T, dir string) *compiled {
	t.Helper()
	if testing.Short() {
		t.Skip("compiles generated code")
	}
	root := t.TempDir()
	copyGo(t, dir, root)
	ws, err := workspace.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	found, err := ws.Discover()
	if err != nil || len(found) == 0 {
		t.Fatal(err, found)
	}
	c := &compiled{}
	for _, one := range found {
		m, list := source.Load(ws, one)
		if m == nil {
			t.Fatal(list)
		}
		c.modules = append(c.modules, m)
		for _, a := range emitted(t, m) {
			write(t, filepath.Join(root, filepath.FromSlash(a.Path)), a.Data)
		}
	}
	writeModuleFiles(t, root, ws.ModulePath)
	write(t, filepath.Join(root, "driver", "main.go"), c.driver())
	run(t, root, "go", "vet", "./modules/...", "./driver")
	if tool, err := exec.LookPath("staticcheck"); err == nil {
		for _, m := range c.modules {
			run(t, root, tool, "-checks", "all,-ST1003", "./"+m.Dir+"/wire_generated")
		}
	}
	program := filepath.Join(root, "driver.exe")
	run(t, root, "go", "build", "-o", program, "./driver")
	cmd := exec.Command(program)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := in.Close(); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	c.in, c.out = in, bufio.NewScanner(out)
	c.out.Buffer(nil, 16<<20)
	return c
}

// copyGo copies the Go files of a workspace that are not generated, without its services.
func copyGo(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if strings.Contains(name, "_generated") || name == "service" || name == "cmd" || name == "internal" {
				return filepath.SkipDir
			}
			return nil
		}
		if name != "go.mod" && name != "tenon.yaml" && (!strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go")) {
			return nil
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		write(t, filepath.Join(to, rel), data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// writeModuleFiles makes go.mod require nothing but tenon, as a user's would, and what tenon itself requires.
func writeModuleFiles(t *testing.T, root, modulePath string) {
	t.Helper()
	tenon, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(tenon, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "go.sum"), sums)
	write(t, filepath.Join(root, "go.mod"), fmt.Appendf(nil,
		"module %s\n\ngo 1.26.0\n\nrequire tenon v0.0.0\n\nreplace tenon => %s\n", modulePath, filepath.ToSlash(tenon)))
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, dir string, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// driver is a program that decodes one text a line and says what came of it.
func (c *compiled) driver() []byte {
	var b bytes.Buffer
	b.WriteString(`// Command driver decodes what it is given.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"

	"tenon/wire"
`)
	var table bytes.Buffer
	for i, m := range c.modules {
		fmt.Fprintf(&b, "\tm%d %q\n", i, m.ImportPath+"/wire_generated")
		names := gosrc.NewWireNames(m)
		topics := map[string]string{}
		for _, s := range m.Streams {
			name := names.Of(s.Request)
			topics[name] = fmt.Sprintf("m%d.Append%s", i, names.TopicOf(s.Request))
		}
		p := newPackage(m)
		entry := func(name string) {
			topic := topics[name]
			if topic == "" {
				topic = "nil"
			}
			fmt.Fprintf(&table, "\t%q: use(m%d.Decode%s, m%d.Append%s, %s),\n", m.Name+"."+name, i, name, i, name, topic)
		}
		for _, d := range m.Decls {
			if p.travels(d) {
				entry(p.declName(d))
			}
		}
		for _, r := range gosrc.Roots(m) {
			if r.Kind != contract.KindRef {
				entry(names.Of(r))
			}
		}
	}
	b.WriteString(`)

var table = map[string]func(text string) reply{
` + table.String() + `}

type reply struct {
	Syntax, Fault, JSON, Topic string
	Violations                 []wire.Violation
}

func use[T any](decode func([]byte) (T, error), write, topic func([]byte, *T) ([]byte, error)) func(string) reply {
	return func(text string) (r reply) {
		defer func() {
			if p := recover(); p != nil {
				r = reply{Fault: fmt.Sprint("panic: ", p)}
			}
		}()
		v, err := decode([]byte(text))
		var list *wire.Violations
		var syntax *wire.SyntaxError
		switch {
		case errors.As(err, &list):
			return reply{Violations: *list}
		case errors.As(err, &syntax):
			return reply{Syntax: syntax.Error()}
		case err != nil:
			return reply{Fault: "another error: " + err.Error()}
		}
		out, err := write(nil, &v)
		if err != nil {
			return reply{Fault: "cannot be written: " + err.Error()}
		}
		again, err := decode(out)
		if err != nil {
			return reply{Fault: "cannot be read again: " + err.Error() + " in " + string(out)}
		}
		// What is left out comes back as absent: an empty list that may be omitted as a nil one. After that
		// nothing changes any more.
		second, err := write(nil, &again)
		if err != nil || string(second) != string(out) {
			return reply{Fault: fmt.Sprintf("%s came back as %s (%v)", out, second, err)}
		}
		if third, err := decode(second); err != nil || !reflect.DeepEqual(third, again) {
			return reply{Fault: fmt.Sprintf("%#v came back as %#v (%v)", again, third, err)}
		}
		r.JSON = string(out)
		if topic != nil {
			out, err = topic(nil, &v)
			if err != nil {
				return reply{Fault: "no topic: " + err.Error()}
			}
			r.Topic = string(out)
		}
		return r
	}
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var request struct{ Type, Text string }
		r := reply{Fault: "no such type"}
		if err := json.Unmarshal(in.Bytes(), &request); err != nil {
			r.Fault = err.Error()
		} else if f := table[request.Type]; f != nil {
			r = f(request.Text)
		}
		out, err := json.Marshal(r)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(out))
	}
}
`)
	return b.Bytes()
}

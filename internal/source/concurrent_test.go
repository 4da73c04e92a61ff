package source

import (
	"reflect"
	"sync"
	"testing"
)

// One loader may load several modules at once, and gives what it gives one after the other.
func TestModulesLoadAtOnce(t *testing.T) {
	ws, found := backend(t)
	want := map[string]*Loaded{}
	for _, f := range found {
		loaded, list := NewLoader(ws).Load(f)
		if loaded == nil {
			t.Fatal(list)
		}
		want[f.Name] = loaded
	}
	l := NewLoader(ws)
	var wait sync.WaitGroup
	for range 4 {
		for _, f := range found {
			wait.Go(func() {
				loaded, list := l.Load(f)
				if len(list) > 0 || !reflect.DeepEqual(loaded, want[f.Name]) {
					t.Errorf("%s differs: %v", f.Name, list)
				}
			})
		}
	}
	wait.Wait()
}

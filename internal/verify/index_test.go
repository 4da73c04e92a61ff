package verify

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"tenon/internal/emit"
	"tenon/internal/emit/pyclient"
)

func TestTheIndexOffersEveryClient(t *testing.T) {
	modules := []string{"broker", "datafeed", "trading-signals"}
	artifacts, err := pyclient.Index(pyclient.IndexInput{Modules: modules, Layout: &emit.Layout{}, PythonHTTP: "httpx"})
	if err != nil {
		t.Fatal(err)
	}
	if l := Index(artifacts, modules); len(l) > 0 {
		t.Fatal(l)
	}
	if l := Index(artifacts, append(modules, "other")); !slices.Contains(ids(l), "index-client-missing") {
		t.Errorf("nobody misses the client of a fourth module: %v", l)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"BrokerClient": "broker_client"`, `"BrokerClient": "datafeed_client"`, "index-"},
		{`    "BrokerClient",`, `    "BrokerClien",`, "index-differs"},
		{`BrokerClient = broker_client.BrokerClient`, `BrokerClient = datafeed_client.BrokerClient`, "index-differs"},
		{`"AsyncDatafeedClient": `, `"AsyncDatafeedClients": `, "index-"},
		{`# Code generated`, `# Code written`, "artifact-unmarked"},
		{`__all__ = [`, `__all__ = [[`, "python-unreadable"},
	} {
		changed := slices.Clone(artifacts)
		i := slices.IndexFunc(changed, func(a emit.Artifact) bool { return strings.HasSuffix(a.Path, "__init__.py") })
		changed[i].Data = bytes.Replace(changed[i].Data, []byte(c.old), []byte(c.new), 1)
		l := Index(changed, modules)
		if !slices.ContainsFunc(ids(l), func(id string) bool { return strings.HasPrefix(id, c.want) }) {
			t.Errorf("after %s, %s is missing in %v", c.new, c.want, l)
		}
	}
}

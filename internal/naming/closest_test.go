package naming

import "testing"

func TestClosestGuessesWhatWasMeant(t *testing.T) {
	kinds := []string{"openapi", "asyncapi", "python", "python-index", "ws-routers", "wire"}
	for word, want := range map[string]string{
		"opneapi":   "openapi",
		"OpenAPI":   "openapi",
		"pyton":     "python",
		"ws-router": "ws-routers",
		"asyn":      "asyncapi",
		"wier":      "wire",
		"":          "",
		"zzz":       "",
		"datafeed":  "",
	} {
		if got := Closest(word, kinds); got != want {
			t.Errorf("Closest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := Closest("get", []string{"put", "set"}); got != "set" {
		t.Errorf("the nearer candidate should win, got %q", got)
	}
	if got := Closest("ab", []string{"bb", "ac"}); got != "bb" {
		t.Errorf("the first of equals should win, got %q", got)
	}
}

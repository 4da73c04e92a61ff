package naming

import (
	"slices"
	"strings"
	"testing"
)

func TestWordsSplitsAsPeopleRead(t *testing.T) {
	for name, want := range map[string]string{
		"GetAPIVersions":    "Get API Versions",
		"positionID":        "position ID",
		"orderIDs":          "order IDs",
		"unrealizedPL":      "unrealized PL",
		"broker-connection": "broker connection",
		"position_id":       "position id",
		"PlaceOrder":        "Place Order",
		"M5":                "M5",
		"":                  "",
		"HTTPServer":        "HTTP Server",
		"data.feed/v1":      "data feed v1",
	} {
		if got := strings.Join(Words(name), " "); got != want {
			t.Errorf("Words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestCasesOfOneName(t *testing.T) {
	for _, c := range []struct {
		f    func(string) string
		in   string
		want string
	}{
		{LowerFirst, "PlaceOrder", "placeOrder"},
		{LowerFirst, "GetAPIVersions", "getAPIVersions"},
		{LowerFirst, "APIVersions", "apiVersions"},
		{LowerCamel, "positionID", "positionId"},
		{LowerCamel, "unrealizedPL", "unrealizedPl"},
		{UpperCamel, "broker-connection", "BrokerConnection"},
		{Snake, "getAPIVersions", "get_api_versions"},
		{UpperSnake, "StopLimit", "STOP_LIMIT"},
		{Kebab, "OrderRejected", "order-rejected"},
		{Squash, "position_id", "positionid"},
		{Squash, "positionID", "positionid"},
		{PythonIdent, "class", "class_"},
		{PythonIdent, "1st", "x1st"},
		{PythonIdent, "__init__", "init__"},
		{PythonIdent, "naïve name", "na_ve_name"},
		{PythonIdent, "日本", "x"},
		{GoIdent, "type", "type_"},
		{GoIdent, "len", "len_"},
	} {
		if got := c.f(c.in); got != c.want {
			t.Errorf("of %q: %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzIdentifiersAreValid(f *testing.F) {
	for _, s := range []string{"", "class", "1", "_", "__", "日本", "a\x00b", "def x(): pass", "\xff", "IDs", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, id := range []string{PythonIdent(s), GoIdent(s), PythonIdent(Snake(s)), GoIdent(UpperCamel(s))} {
			if id == "" || len(id) > maxIdentifier+2 || IsPythonKeyword(id) && id == PythonIdent(s) {
				t.Fatalf("%q gives %q", s, id)
			}
			for i, r := range id {
				letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
				if !letter && (i == 0 || r < '0' || r > '9') {
					t.Fatalf("%q gives %q", s, id)
				}
			}
		}
		if !slices.Equal(Words(Snake(s)), Words(Snake(Snake(s)))) {
			t.Fatalf("Snake is not stable on %q", s)
		}
	})
}

// Package tradingsignals has names and texts that are hard on generators. """ \ ”' */ {"a": 1} `//go:linkname` #!
//
// import os; os.system("echo HOSTILE") f"{1}" %s {{ .Evil }} &lt;b&gt;
//
// Tab	and unicode: größe, 价格, 🚀, RTL‮tfel-ot-thgir‬, zero​width, a very long line that no formatter would ever leave as it stands because it has more than a hundred and twenty characters in it, really.
package tradingsignals

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"time"
)

// ErrClass is a failure. """ + __import__("os").system("x") + """
var ErrClass = errors.New("class")

/*
API promises signals. It's said in a block comment: \N{BULLET} \x41 \u0041 \
*/
//
//tenon:api v1
//tenon:error ErrClass 409
type API interface {
	// Class finds what is called so. \ """ '''
	//
	//tenon:get /class/{class}/{Lambda}
	//tenon:tag import def
	Class(ctx context.Context, class string, lambda int64) (Class, error)

	// """
	//
	//tenon:post /import 202
	//tenon:deprecated use something else. """ \
	Import(ctx context.Context, req ImportRequest) error

	// Ends with a quote "
	//
	//tenon:put /yield/{ID}
	//tenon:idempotent
	Yield(ctx context.Context, id string, item Node) (map[string][]Node, error)

	// Ends with a backslash \
	//
	//tenon:get /print
	PrintAll(ctx context.Context, params PrintParams) ([]Node, error)

	// 价格 in another language 🚀. größe
	//
	//tenon:post /drop
	Drop(ctx context.Context, nodes []Node) error

	// None streams nothing at all. """ ' \
	//
	//tenon:stream none-at-all
	None(ctx context.Context, req NoneRequest) (iter.Seq2[Node, error], error)

	// Self streams lists of numbers. `//go:embed /etc/passwd`
	//
	//tenon:stream self
	Self(ctx context.Context, req SelfRequest) (iter.Seq2[[]float64, error], error)
}

// Class is a class. #/components/schemas/Node
//
//	code := `"""`
//
// [Node] is a link, [text] another.
//
// [text]: https://example.com/"'><x>
type Class struct {
	Self     string               `json:"self"`                            // itself """
	Import   Keyword              `json:"import"`                          // ends with a quote "
	Dollar   float64              `json:"$dollar" exclusiveMinimum:"-0.5"` // ends with a backslash \
	Umlaut   string               `json:"größe" default:"\"\"\" \\"`       // größe
	Pattern  string               `json:"9lives" pattern:"^[\"'\\\\/]+$"`  // `digits` first
	Times    map[string]time.Time `json:"times" example:"{\"a\":\"2026-01-02T03:04:05Z\"}"`
	Raw      json.RawMessage      `json:"raw" example:"{\"$ref\": \"#/nothing\"}"`   // a reference that is none
	Hostile  string               `json:"hostile" enum:"\"\"\",\\,',a\tb,${x},#{y}"` // values that hurt
	Long     string               `json:"long" default:"a very long default that would not fit on a line of eighty-eight columns at all"`
	Emoji    string               `json:"emoji" default:"🚀 größe"`
	Controls string               `json:"controls" default:"a\r\n\t\x00\u2028\ufeff"`
	LongEnum string               `json:"longEnum" enum:"a very long value that would not fit on a line of eighty-eight columns at all,b"`
}

// Keyword is a keyword of Python.
type Keyword string

// The keywords.
const (
	KeywordNone  Keyword = "None"
	KeywordClass Keyword = "class" // """ \
	KeywordQuote Keyword = "\"'\\"
	KeywordEmpty Keyword = ""
	KeywordÜber  Keyword = "über"
	KeywordLine  Keyword = "a\nb\x00"
)

// ImportRequest is split over the request.
type ImportRequest struct {
	Trace string   `header:"X-Trace-Id"`                  // trace """
	Token *string  `cookie:"token"`                       // cookie \
	Page  int      `query:"from" default:"3" maximum:"9"` // a keyword
	In    []string `query:"in"`                           // a list
	Node  Node     `json:"node"`                          // body
	Lots  []Node   `json:"lots" maxItems:"5"`             // body
}

// Node is recursive with Pair.
type Node struct {
	Name string `json:"name" minLength:"1"`
	Kids []Node `json:"kids"`
	Pair *Pair  `json:"pair,omitempty"`
}

// Pair is recursive with Node.
type Pair struct {
	Left  *Node `json:"left"`
	Right *Node `json:"right"`
}

// PrintParams are parameters.
type PrintParams struct {
	Limit  *int      `json:"limit" minimum:"1"` // """ \
	Kind   Keyword   `json:"kind"`
	Kinds  []Keyword `json:"kinds"`
	Since  time.Time `json:"since"`
	Text   string    `json:"text" default:"\"\"\" \\ '"`
	Wörter []string  `json:"worte"`
}

// NoneRequest has nothing in it.
type NoneRequest struct{}

// SelfRequest has odd names.
type SelfRequest struct {
	Self  string  `json:"self"`
	Class *string `json:"class,omitempty"`
	In    []int   `json:"in"`
	Big   int64   `json:"big" default:"7"`
}

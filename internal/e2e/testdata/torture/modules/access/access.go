// Package access says who may call what, and where values travel.
package access

import (
	"context"
	"errors"
	"iter"
	"time"
)

// What may go wrong.
var (
	ErrGone     = errors.New("gone")     // ErrGone is for what is gone.
	ErrLocked   = errors.New("locked")   // another holds it
	ErrTooEarly = errors.New("too soon")
	ErrDown     = errors.New("down")
)

// API is for those who may.
//
//tenon:api v1 1.0.1+build.5
//tenon:auth bearer cookie:sid header:X-Api-Key query:api_key basic
//tenon:error ErrDown 503
type API interface {
	// Ping answers nothing.
	//
	//tenon:head /ping
	//tenon:auth none
	Ping(ctx context.Context) error

	// Peek answers nothing, with parameters. It is a sentence. And another.
	//
	// A second paragraph.
	//
	//   - a list
	//   - of two
	//
	//tenon:head /things/{id}
	//tenon:error ErrGone 410
	Peek(ctx context.Context, id string, q PeekParams) error

	// Ready answers a status of its own.
	//
	//tenon:head /ready 200
	//tenon:auth none
	Ready(ctx context.Context) error

	// Remove has no answer.
	//
	//tenon:delete /things/{id}
	//tenon:auth basic
	//tenon:idempotent
	//tenon:error ErrGone 410
	//tenon:error ErrLocked 423
	Remove(ctx context.Context, id string) error

	// Create answers 201.
	//
	//tenon:post /things 201
	//tenon:auth header:X-Api-Key
	//tenon:tag things writing "odd one"
	//tenon:id make_thing
	Create(ctx context.Context, thing Thing) (Thing, error)

	// Accept answers 202 and nothing.
	//
	//tenon:post /accept 202
	//tenon:auth cookie:sid
	//tenon:deprecated use Create: it's "better"
	Accept(ctx context.Context, things []Thing) error

	// Reset answers 205.
	//
	// Deprecated: nobody needs it.
	//
	//tenon:post /reset 205
	//tenon:auth query:api_key
	Reset(ctx context.Context) error

	// Replace is split over the request.
	//
	//tenon:put /things/{id}/parts/{part}
	//tenon:idempotent
	Replace(ctx context.Context, req ReplaceRequest) (Thing, error)

	// Search takes everything from headers, cookies and the query.
	//
	//tenon:get /search
	Search(ctx context.Context, req SearchRequest) ([]Thing, error)

	// Touch has only parameters, in a PUT.
	//
	//tenon:put /things/{id}/touch
	Touch(ctx context.Context, id string, at *time.Time, times []time.Duration, why *string, count int) error

	// Many takes a map.
	//
	//tenon:post /many
	Many(ctx context.Context, dry bool, things map[string]Thing) (map[string]Thing, error)

	// Maybe takes what may be null.
	//
	//tenon:post /maybe
	Maybe(ctx context.Context, thing *Thing) (*Thing, error)

	// Seen streams.
	//
	//tenon:stream seen conflate id
	//tenon:auth bearer
	//tenon:error ErrLocked 423
	//tenon:tag things
	//tenon:deprecated there is a better one
	Seen(ctx context.Context, req SeenRequest) (iter.Seq2[Thing, error], error)

	// Open streams to anyone.
	//
	//tenon:stream open-to-all
	//tenon:auth none
	Open(ctx context.Context, req SeenRequest) (iter.Seq2[string, error], error)
}

// Thing is a thing.
type Thing struct {
	ID   string    `json:"id"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
}

// PeekParams is beside a variable of the path.
type PeekParams struct {
	Depth int    `json:"depth" default:"1" minimum:"0" maximum:"9"` // how deep
	Trace string `header:"X-Trace-Id" default:"none"`               // a trace
	Old   *bool  `query:"old"`                                      // Deprecated: it means nothing.
}

// ReplaceRequest travels in five places.
type ReplaceRequest struct {
	ID      string    `path:"id" minLength:"1"`
	Part    int       `path:"part" minimum:"1"`
	Dry     bool      `query:"dry" default:"false"`
	Tags    []string  `query:"tag" maxItems:"3"`
	Version *int64    `header:"X-Version"`
	Session *string   `cookie:"session"`
	Since   time.Time `header:"X-Since"`
	Amount  int       `json:"amount" minimum:"1"`
	Note    string    `json:"note,omitempty"`
	Thing   *Thing    `json:"thing,omitempty"`
}

// SearchRequest has no body.
type SearchRequest struct {
	Paging
	Words   []string       `query:"q" minItems:"1" maxItems:"5"`
	Numbers []float64      `query:"n"`
	Trace   *string        `header:"X-Trace-Id"`
	Times   *time.Duration `header:"X-Timeout" minimum:"0"`
	Theme   string         `cookie:"theme" default:"dark" enum:"dark,light"`
	Visits  *int           `cookie:"visits"`
	Before  *time.Time     `query:"before"`
	Exact   bool           `query:"exact" default:"true"`
	Order   Order          `query:"order" default:"asc"`
	Hash    *[]string      `query:"hash-x_1.y"`
}

// Paging is embedded in parameters.
type Paging struct {
	Limit  int     `query:"limit" default:"20" maximum:"100"`
	Cursor *string `query:"cursor"`
}

// Order of a list.
type Order string

// The orders.
const (
	OrderAsc  Order = "asc"
	OrderDesc Order = "desc"
)

// SeenRequest asks.
type SeenRequest struct {
	Since *time.Time `json:"since,omitempty"`
	Every int        `json:"every" default:"5"`
}

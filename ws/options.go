package ws

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Options are the limits and habits of a Handler. The zero Options are right for most: every field says its default.
type Options struct {
	// Origins are the web origins whose pages may connect, such as "https://app.example.com", beside the origin of
	// the endpoint itself; "*" stands for every one, and "null" for pages without an origin of their own. A client
	// that sends no Origin is not a browser and always may.
	Origins []string

	// MaxConnections bounds the connections open at a time. Default: no bound.
	MaxConnections int

	// MaxTopics bounds the topics that one connection is subscribed to. Default: 256.
	MaxTopics int

	// MaxMessageBytes bounds a message of a client; a larger one closes the connection with status 1009.
	// Default: 64 KiB.
	MaxMessageBytes int

	// MaxQueueBytes bounds what waits to be sent on one connection. A client that lets more wait is a slow consumer:
	// it is closed with status 1008. A single message may be larger than the bound. Default: 1 MiB.
	MaxQueueBytes int

	// MaxBadMessages bounds the messages in a row that cannot be understood: that many close the connection with
	// status 1008. Default: 16.
	MaxBadMessages int

	// PingInterval is how often a connection is asked for a sign of life. Default: 30 s.
	PingInterval time.Duration

	// PongTimeout is how long after a ping a connection that gives no sign of life is closed. Default: 20 s.
	PongTimeout time.Duration

	// WriteTimeout bounds one write to a connection; the bound may be up to an eighth shorter. Default: 10 s.
	WriteTimeout time.Duration

	// CloseTimeout bounds how long a closing connection may take to send what was queued before the close frame, and
	// then to answer it. Default: 5 s.
	CloseTimeout time.Duration

	// Logger gets what operators should know: panics, errors that a contract does not declare, slow consumers.
	// Default: slog.Default().
	Logger *slog.Logger
}

// withDefaults fills in the defaults.
func (o Options) withDefaults() Options {
	for _, limit := range []struct {
		name         string
		value        *int
		defaultValue int
	}{
		{"MaxConnections", &o.MaxConnections, 0},
		{"MaxTopics", &o.MaxTopics, 256},
		{"MaxMessageBytes", &o.MaxMessageBytes, 64 << 10},
		{"MaxQueueBytes", &o.MaxQueueBytes, 1 << 20},
		{"MaxBadMessages", &o.MaxBadMessages, 16},
	} {
		setDefault(limit.name, limit.value, limit.defaultValue)
	}
	for _, span := range []struct {
		name         string
		value        *time.Duration
		defaultValue time.Duration
	}{
		{"PingInterval", &o.PingInterval, 30 * time.Second},
		{"PongTimeout", &o.PongTimeout, 20 * time.Second},
		{"WriteTimeout", &o.WriteTimeout, 10 * time.Second},
		{"CloseTimeout", &o.CloseTimeout, 5 * time.Second},
	} {
		setDefault(span.name, span.value, span.defaultValue)
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}

// setDefault sets a value that is zero and refuses one that is negative.
func setDefault[T int | time.Duration](name string, value *T, defaultValue T) {
	switch {
	case *value < 0:
		panic(fmt.Sprintf("ws: option %s is negative: %v", name, *value))
	case *value == 0:
		*value = defaultValue
	}
}

// originCheck makes the check of a handshake's Origin header. It panics on an origin that is none, so that a slip of
// the pen does not silently allow nothing.
func originCheck(allowed []string) func(*http.Request) bool {
	for _, origin := range allowed {
		if origin == "*" || origin == "null" {
			continue
		}
		if u, err := url.Parse(origin); err != nil || u.Scheme == "" || u.Host == "" || u.Scheme+"://"+u.Host != origin {
			panic(fmt.Sprintf("ws: option Origins: %q is not an origin such as https://app.example.com", origin))
		}
	}
	allowed = slices.Clone(allowed)
	return func(r *http.Request) bool {
		origins := r.Header["Origin"]
		if len(origins) == 0 {
			return true
		}
		if len(origins) > 1 {
			return false
		}
		origin := origins[0]
		if slices.ContainsFunc(allowed, func(a string) bool { return a == "*" || strings.EqualFold(a, origin) }) {
			return true
		}
		u, err := url.Parse(origin)
		return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
	}
}

package ws

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"time"
)

// hijacker gives gorilla our socket in place of the server's connection.
type hijacker struct {
	http.ResponseWriter
	socket *socket
}

// Hijack implements http.Hijacker, also through middleware that wraps the ResponseWriter.
func (h *hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c, rw, err := http.NewResponseController(h.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	h.socket = &socket{Conn: c}
	return h.socket, rw, nil
}

// socket is the connection as gorilla sees it. Once the handshake is through, what gorilla writes by itself (close
// frames that answer the peer or a fault of the protocol) goes the way of all frames, through the outbox, so that
// frames never mix and nothing follows a close frame; and gorilla's write deadlines, which would cut short a write of
// ours, are ignored.
type socket struct {
	net.Conn
	out *outbox // nil during the handshake
}

// Write implements net.Conn.
func (s *socket) Write(p []byte) (int, error) {
	if s.out == nil {
		return s.Conn.Write(p)
	}
	if len(p) > 0 && p[0] == closeFrame {
		s.out.closeWith(bytes.Clone(p))
	} else {
		s.out.send(bytes.Clone(p))
	}
	return len(p), nil
}

// SetWriteDeadline implements net.Conn.
func (s *socket) SetWriteDeadline(t time.Time) error {
	if s.out == nil {
		return s.Conn.SetWriteDeadline(t)
	}
	return nil
}

// SetDeadline implements net.Conn.
func (s *socket) SetDeadline(t time.Time) error {
	if s.out == nil {
		return s.Conn.SetDeadline(t)
	}
	return s.SetReadDeadline(t)
}

// drain reads what the peer still sends, for a short time: closing a TCP connection with unread data resets it, and
// the peer might lose the close frame that tells it why.
func (s *socket) drain() {
	const (
		atMost = 4 << 20
		within = time.Second
	)
	if half, ok := s.Conn.(interface{ CloseWrite() error }); ok && half.CloseWrite() != nil {
		return
	}
	if s.SetReadDeadline(in(within)) == nil {
		_, _ = io.CopyN(io.Discard, s.Conn, atMost)
	}
}

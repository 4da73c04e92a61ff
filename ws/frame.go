package ws

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// Codes that clients see beside those which contracts declare.
const (
	CodeMalformed    = "malformed-message" // error: the frame is not a message of this protocol
	CodeUnknownType  = "unknown-type"      // error: no such message type
	CodeInvalid      = "invalid-request"   // response: the payload breaks its schema
	CodeForbidden    = "forbidden"         // response: the caller may not have this subscription
	CodeTooMany      = "too-many-topics"   // response: the connection has as many topics as it may
	CodeUnavailable  = "unavailable"       // response: the topic cannot begin just now
	CodeInternal     = "internal"          // response, end: the service failed; why stands in the server's log
	CodeCompleted    = "completed"         // end: the service had no more to say
	CodeShuttingDown = "shutting-down"     // end: the server goes away
)

// The opcodes of RFC 6455 that are written here, as the first byte of a frame that is not fragmented.
const (
	textFrame  = 0x81
	closeFrame = 0x88
	pingFrame  = 0x89
	pongFrame  = 0x8a
)

// maxHeader is the longest header of a frame that is not masked.
const maxHeader = 10

// appendHeader appends the header of a server's frame.
func appendHeader(b []byte, first byte, size int) []byte {
	switch {
	case size < 126:
		return append(b, first, byte(size))
	case size <= 0xffff:
		return binary.BigEndian.AppendUint16(append(b, first, 126), uint16(size))
	default:
		return binary.BigEndian.AppendUint64(append(b, first, 127), uint64(size))
	}
}

// text is JSON as one text frame.
func text(parts ...[]byte) []byte {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	b := appendHeader(make([]byte, 0, maxHeader+size), textFrame, size)
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// control is a control frame. Its payload is cut to what one may hold.
func control(first byte, payload string) []byte {
	const most = 125
	if len(payload) > most {
		payload = payload[:most]
	}
	return append(appendHeader(make([]byte, 0, maxHeader+len(payload)), first, len(payload)), payload...)
}

// closing is a close frame.
func closing(status int, reason string) []byte {
	return control(closeFrame, string([]byte{byte(status >> 8), byte(status)})+reason)
}

// payloadOf is the payload of a frame made here.
func payloadOf(frame []byte) []byte {
	switch frame[1] {
	case 126:
		return frame[4:]
	case 127:
		return frame[10:]
	default:
		return frame[2:]
	}
}

// updatePrefix is everything of a topic's update messages that stands before the value.
func updatePrefix(stream, topic string) []byte {
	b := append([]byte(`{"type":"`), stream...)
	b = append(b, `.update","payload":{"topic":`...)
	b = appendString(b, topic)
	return append(b, `,"payload":`...)
}

// updateSuffix ends an update message.
const updateSuffix = `}}`

// withSkipped is the frame of an update, told how many others it replaced.
func withSkipped(frame []byte, skipped int) []byte {
	body := payloadOf(frame)
	count := strconv.AppendInt([]byte(`,"skipped":`), int64(skipped), 10)
	return text(body[:len(body)-len(updateSuffix)], count, []byte(updateSuffix))
}

// reply is the answer to a subscribe or unsubscribe message. code is "" if all is well.
func reply(kind, id, code, message, topic string) []byte {
	b := appendEnvelope(nil, kind+".response", id)
	if code == "" {
		b = append(b, `"status":"ok","message":`...)
	} else {
		b = append(b, `"status":"error","code":`...)
		b = appendString(b, code)
		b = append(b, `,"message":`...)
	}
	b = appendString(b, message)
	b = append(b, `,"topic":`...)
	b = appendString(b, topic)
	return text(append(b, `}}`...))
}

// complaint is the error message about a message that could not be understood.
func complaint(id, code, message string) []byte {
	b := appendEnvelope(nil, "error", id)
	b = append(b, `"status":"error","code":`...)
	b = appendString(b, code)
	b = append(b, `,"message":`...)
	b = appendString(b, message)
	return text(append(b, `}}`...))
}

// gapFrame tells that updates of a topic were lost.
func gapFrame(stream, topic string, missed int) []byte {
	if missed <= 0 {
		missed = -1
	}
	b := appendEnvelope(nil, stream+".gap", "")
	b = append(b, `"topic":`...)
	b = appendString(b, topic)
	b = append(b, `,"missed":`...)
	b = strconv.AppendInt(b, int64(missed), 10)
	return text(append(b, `}}`...))
}

// endFrame tells that a topic has ended.
func endFrame(stream, topic, code, message string) []byte {
	b := appendEnvelope(nil, stream+".end", "")
	b = append(b, `"topic":`...)
	b = appendString(b, topic)
	b = append(b, `,"code":`...)
	b = appendString(b, code)
	b = append(b, `,"message":`...)
	b = appendString(b, message)
	return text(append(b, `}}`...))
}

// appendEnvelope appends a message up to the opening brace of its payload. id is JSON, or "" for none.
func appendEnvelope(b []byte, kind, id string) []byte {
	b = append(b, `{"type":`...)
	b = appendString(b, kind)
	if id != "" {
		b = append(b, `,"id":`...)
		b = append(b, id...)
	}
	return append(b, `,"payload":{`...)
}

// appendString appends s as a JSON string, with no more escapes than RFC 8259 asks for. Invalid UTF-8 is replaced.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(b, s[start:i]...)
				b = utf8.AppendRune(b, utf8.RuneError)
				start = i + 1
			}
			i += n
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
		}
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}

// Package streams holds the tests of the trading backend's streams: over a real socket, through the generated routers,
// every frame byte for byte and against the emitted document.
package streams

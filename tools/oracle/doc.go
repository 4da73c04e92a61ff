// Package oracle holds tests in which tools of others judge what this project says: oasdiff whether a change of a
// document breaks anyone, kin-openapi and libopenapi whether a document can be read.
//
// It is a module of its own, so that nothing of them reaches anything that users build. Its tests have the build tag
// oracle, because building the referees takes a while:
//
//	go test -tags oracle ./...
package oracle

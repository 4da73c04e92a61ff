module trading

go 1.26.0

require (
	github.com/google/jsonschema-go v0.4.3
	github.com/gorilla/websocket v1.5.3
	tenon v0.0.0
)

require github.com/go-json-experiment/json v1.27.2 // indirect

replace tenon => ../

module example.com/torture

go 1.26

require (
	github.com/google/uuid v1.6.0
	tenon v0.0.0
)

replace github.com/google/uuid => ./third/uuid

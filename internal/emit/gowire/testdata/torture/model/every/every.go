// Package every is another package of that name.
package every

// Remote is a type of a package of that name.
type Remote struct {
	Here bool `json:"here"`
}

// Origin is embedded elsewhere.
type Origin struct {
	Country string `json:"country" minLength:"2" maxLength:"2"`
}

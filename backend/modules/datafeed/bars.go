package datafeed

// Resolution is the span of one bar.
type Resolution string

// The resolutions.
const (
	ResolutionOneMinute      Resolution = "1"  // one minute
	ResolutionFiveMinutes    Resolution = "5"  // five minutes
	ResolutionFifteenMinutes Resolution = "15" // a quarter of an hour
	ResolutionThirtyMinutes  Resolution = "30" // half an hour
	ResolutionOneHour        Resolution = "60" // one hour
	ResolutionDay            Resolution = "D"  // one day
	ResolutionWeek           Resolution = "W"  // one week
	ResolutionMonth          Resolution = "M"  // one month
)

// Bar is how the price of a symbol moved in one span of time.
type Bar struct {
	Time   int64   `json:"time"`               // start of the bar, in ms since the epoch
	Open   float64 `json:"open"`               // first price
	High   float64 `json:"high"`               // highest price
	Low    float64 `json:"low"`                // lowest price
	Close  float64 `json:"close"`              // last price
	Volume int64   `json:"volume" default:"0"` // units traded
}

// GetBarsParams say which bars are wanted.
type GetBarsParams struct {
	Symbol     string     `query:"symbol"`     // symbol identifier
	Resolution Resolution `query:"resolution"` // span of one bar
	FromTime   int64      `query:"from_time"`  // start of the span, in seconds since the epoch, inclusive
	ToTime     int64      `query:"to_time"`    // end of the span, in seconds since the epoch, exclusive
	CountBack  *int64     `query:"count_back"` // number of bars before to_time; from_time is ignored then
}

// GetBarsResponse is the bars of a span.
type GetBarsResponse struct {
	Bars   []Bar `json:"bars"`                    // bars in ascending order of time
	NoData bool  `json:"no_data" default:"false"` // whether there is nothing in the span
}

// BarsSubscriptionRequest names the bars to stream.
type BarsSubscriptionRequest struct {
	Symbol     string     `json:"symbol"`     // symbol identifier
	Resolution Resolution `json:"resolution"` // span of one bar
}

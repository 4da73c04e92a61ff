package datafeed

// DatafeedConfiguration is what a datafeed can do.
type DatafeedConfiguration struct {
	SupportedResolutions   []string             `json:"supported_resolutions"`                    // spans of bars
	SupportsMarks          bool                 `json:"supports_marks" default:"false"`           // marks on bars
	SupportsTimescaleMarks bool                 `json:"supports_timescale_marks" default:"false"` // marks on the time scale
	SupportsTime           bool                 `json:"supports_time" default:"false"`            // the server's time
	Exchanges              []Exchange           `json:"exchanges"`                                // exchanges to search in
	SymbolsTypes           []DatafeedSymbolType `json:"symbols_types"`                            // types to search for
}

// Exchange is a place where symbols are traded.
type Exchange struct {
	Value string `json:"value"` // what to search with
	Name  string `json:"name"`  // name to show
	Desc  string `json:"desc"`  // description to show
}

// DatafeedSymbolType is a type of symbols.
type DatafeedSymbolType struct {
	Name  string `json:"name"`  // name to show
	Value string `json:"value"` // what to search with
}

// DataStatus says how fresh the data of a symbol is.
type DataStatus string

// The states of data.
const (
	DataStatusStreaming        DataStatus = "streaming"         // as it happens
	DataStatusEndOfDay         DataStatus = "endofday"          // after the session
	DataStatusDelayedStreaming DataStatus = "delayed_streaming" // as it happens, some minutes later
)

// SymbolInfo describes a symbol.
type SymbolInfo struct {
	Name                 string     `json:"name"`                  // short name
	Description          string     `json:"description"`           // long name
	Type                 string     `json:"type"`                  // type of instrument: stock, …
	Session              string     `json:"session"`               // trading hours: 0930-1600
	Timezone             string     `json:"timezone"`              // time zone of the session: America/New_York
	Ticker               string     `json:"ticker" default:""`     // identifier of the symbol, if other than its name
	Exchange             string     `json:"exchange"`              // exchange where it is traded
	ListedExchange       string     `json:"listed_exchange"`       // exchange where it is listed
	Format               string     `json:"format"`                // how prices are shown: price or volume
	Pricescale           int        `json:"pricescale"`            // price units in one: 100 for two decimals
	Minmov               int        `json:"minmov"`                // price units of the smallest change
	HasIntraday          bool       `json:"has_intraday"`          // whether there are bars within a day
	HasDaily             bool       `json:"has_daily"`             // whether there are daily bars
	SupportedResolutions []string   `json:"supported_resolutions"` // spans of bars
	VolumePrecision      int        `json:"volume_precision"`      // decimals of volumes
	DataStatus           DataStatus `json:"data_status"`           // how fresh the data is
}

// SearchSymbolsParams are what a user looks for.
type SearchSymbolsParams struct {
	UserInput  string `query:"user_input"`               // what the user typed
	Exchange   string `query:"exchange" default:""`      // exchange; empty: any
	SymbolType string `query:"symbol_type" default:""`   // type of symbol; empty: any
	MaxResults int    `query:"max_results" default:"50"` // how many at most
}

// SearchSymbolResultItem is one symbol that was found.
type SearchSymbolResultItem struct {
	Symbol      string `json:"symbol"`            // symbol identifier
	Description string `json:"description"`       // long name
	Exchange    string `json:"exchange"`          // exchange where it is traded
	Ticker      string `json:"ticker" default:""` // identifier of the symbol, if other than its name
	Type        string `json:"type"`              // type of instrument
}

package service

import (
	"time"

	"trading/modules/datafeed"
)

// resolutions are all spans of bars, the shortest first.
func resolutions() []datafeed.Resolution {
	return []datafeed.Resolution{
		datafeed.ResolutionOneMinute, datafeed.ResolutionFiveMinutes, datafeed.ResolutionFifteenMinutes, datafeed.ResolutionThirtyMinutes, datafeed.ResolutionOneHour,
		datafeed.ResolutionDay, datafeed.ResolutionWeek, datafeed.ResolutionMonth,
	}
}

// resolutionNames are the resolutions as they travel.
func resolutionNames() []string {
	var names []string
	for _, r := range resolutions() {
		names = append(names, string(r))
	}
	return names
}

// barStart is the start of the bar that holds t, in UTC.
func barStart(t time.Time, r datafeed.Resolution) time.Time {
	t = t.UTC()
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	switch r {
	case datafeed.ResolutionDay:
		return day
	case datafeed.ResolutionWeek:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case datafeed.ResolutionMonth:
		return day.AddDate(0, 0, 1-day.Day())
	default:
		minutes := map[datafeed.Resolution]time.Duration{
			datafeed.ResolutionOneMinute: 1, datafeed.ResolutionFiveMinutes: 5, datafeed.ResolutionFifteenMinutes: 15, datafeed.ResolutionThirtyMinutes: 30,
			datafeed.ResolutionOneHour: 60,
		}
		return t.Truncate(minutes[r] * time.Minute)
	}
}

// addTrade adds a trade to the last bar, or to a new one that starts at start.
func addTrade(bars []datafeed.Bar, start time.Time, price float64, volume int64) []datafeed.Bar {
	at := start.UnixMilli()
	if len(bars) == 0 || bars[len(bars)-1].Time < at {
		bars = append(bars, datafeed.Bar{Time: at, Open: price, High: price, Low: price})
	}
	last := &bars[len(bars)-1]
	last.High, last.Low, last.Close = max(last.High, price), min(last.Low, price), price
	last.Volume += volume
	return bars
}

// symbols are the symbols known out of the box.
func symbols() []datafeed.SymbolInfo {
	nasdaq := func(name, description string) datafeed.SymbolInfo {
		return datafeed.SymbolInfo{
			Name: name, Description: description, Type: "stock", Session: "0930-1600", Timezone: "America/New_York",
			Ticker: name, Exchange: "NASDAQ", ListedExchange: "NASDAQ", Format: "price", Pricescale: 100, Minmov: 1,
			HasIntraday: true, HasDaily: true, SupportedResolutions: resolutionNames(), VolumePrecision: 0,
			DataStatus: datafeed.DataStatusStreaming,
		}
	}
	return []datafeed.SymbolInfo{
		nasdaq("AAPL", "Apple Inc."),
		nasdaq("GOOGL", "Alphabet Inc. Class A"),
		nasdaq("MSFT", "Microsoft Corporation"),
	}
}

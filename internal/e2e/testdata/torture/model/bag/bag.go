// Package bag holds types that only tenon.yaml explains.
package bag

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// Weight is in kilograms.
type Weight struct{ kg int }

// MarshalText appends the unit.
func (w Weight) MarshalText() ([]byte, error) { return []byte(strconv.Itoa(w.kg) + "kg"), nil }

// UnmarshalText reads a number with its unit.
func (w *Weight) UnmarshalText(b []byte) (err error) {
	digits, ok := strings.CutSuffix(string(b), "kg")
	if !ok {
		return errors.New("no unit")
	}
	w.kg, err = strconv.Atoi(digits)
	return err
}

// Label is a short text.
type Label string

// Content is what is inside.
type Content struct{ things []string }

// MarshalJSON lists it.
func (c Content) MarshalJSON() ([]byte, error) { return json.Marshal(append([]string{}, c.things...)) }

// UnmarshalJSON reads the list.
func (c *Content) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &c.things) }

package compat

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file finds differences in data of any shape. It knows no words for them; it is what holds the promise that a
// difference is never missed.

// maxDepth bounds how deep two documents are followed into each other.
const maxDepth = 400

// difference is the first place where two values differ, as a JSON pointer that ends in a slash, with what stands
// there; "" if they do not differ. References that were only renamed are equal.
func (d *differ) difference(old, updated any) (path, from, to string) {
	return d.different(reflect.ValueOf(old), reflect.ValueOf(updated), "", 0)
}

// same says whether two values do not differ.
func (d *differ) same(old, updated any) bool {
	path, _, _ := d.difference(old, updated)
	return path == ""
}

// different compares two values of one type.
func (d *differ) different(a, b reflect.Value, name string, depth int) (path, from, to string) {
	if !a.IsValid() || !b.IsValid() || depth > maxDepth {
		if a.IsValid() == b.IsValid() && depth <= maxDepth {
			return "", "", ""
		}
		return "/", leaf(a), leaf(b)
	}
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() == b.IsNil() {
				return "", "", ""
			}
			return "/", leaf(a), leaf(b)
		}
		return d.different(a.Elem(), b.Elem(), name, depth+1)
	case reflect.Struct:
		for i := range a.NumField() {
			if !a.Type().Field(i).IsExported() {
				continue
			}
			field := a.Type().Field(i).Name
			if path, from, to = d.different(a.Field(i), b.Field(i), field, depth+1); path != "" {
				return "/" + jsonName(field) + path, from, to
			}
		}
		return "", "", ""
	case reflect.Slice:
		return d.differentLists(a, b, name, depth)
	default:
		return d.differentLeaves(a, b, name)
	}
}

// differentLists compares two lists; an absent list and an empty one differ, as they do in JSON.
func (d *differ) differentLists(a, b reflect.Value, name string, depth int) (path, from, to string) {
	if a.Type().Elem().Kind() == reflect.Uint8 {
		return d.differentLeaves(reflect.ValueOf(string(a.Bytes())), reflect.ValueOf(string(b.Bytes())), name)
	}
	for i := range min(a.Len(), b.Len()) {
		if path, from, to = d.different(a.Index(i), b.Index(i), name, depth+1); path != "" {
			return "/" + strconv.Itoa(i) + path, from, to
		}
	}
	if a.Len() != b.Len() || a.IsNil() != b.IsNil() {
		return "/", strconv.Itoa(a.Len()) + " entries", strconv.Itoa(b.Len()) + " entries"
	}
	return "", "", ""
}

// differentLeaves compares two plain values.
func (d *differ) differentLeaves(a, b reflect.Value, name string) (path, from, to string) {
	from, to = leaf(a), leaf(b)
	if name == "Ref" && d.renamed[from] == to && to != "" || from == to {
		return "", "", ""
	}
	return "/", from, to
}

// leaf is a plain value as text.
func leaf(v reflect.Value) string {
	for v.IsValid() && v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case !v.IsValid(), v.Kind() == reflect.Pointer:
		return ""
	case v.Kind() == reflect.Struct:
		return "something"
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return string(v.Bytes())
	default:
		return fmt.Sprint(v.Interface())
	}
}

// jsonName is the key of a field in a document.
func jsonName(field string) string {
	if strings.ToUpper(field) == field {
		return strings.ToLower(field)
	}
	r, n := utf8.DecodeRuneInString(field)
	return string(unicode.ToLower(r)) + field[n:]
}

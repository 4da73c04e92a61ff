package openapi

import (
	"slices"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

// needsCaller says whether an operation may refuse a caller for who it is.
func needsCaller(auth []contract.Auth) bool {
	return slices.ContainsFunc(auth, func(a contract.Auth) bool { return a.Scheme != "none" })
}

// security turns the ways of authentication into requirements, any one of which is enough, and shares their schemes.
// Nil means that the contract says nothing.
func (d *describer) security(auth []contract.Auth) []SecurityRequirement {
	if auth == nil {
		return nil
	}
	list := []SecurityRequirement{}
	for _, a := range auth {
		if a.Scheme != "none" {
			list = append(list, SecurityRequirement{{Scheme: d.scheme(a)}})
		} else if needsCaller(auth) {
			list = append(list, SecurityRequirement{}) // anonymous callers are welcome too
		}
	}
	return list
}

// scheme shares a scheme and returns its name.
func (d *describer) scheme(a contract.Auth) string {
	s := &SecurityScheme{Name: a.Scheme, Type: "http", Scheme: a.Scheme}
	if a.Name != "" {
		s = &SecurityScheme{Name: schema.KeyName(a), Type: "apiKey", In: a.Scheme, ParamName: a.Name}
	}
	for _, known := range d.doc.Components.SecuritySchemes {
		if known.Name == s.Name && known.ParamName == s.ParamName {
			return s.Name
		}
	}
	for slices.ContainsFunc(d.doc.Components.SecuritySchemes, func(o *SecurityScheme) bool { return o.Name == s.Name }) {
		s.Name += "_"
	}
	d.doc.Components.SecuritySchemes = append(d.doc.Components.SecuritySchemes, s)
	return s.Name
}

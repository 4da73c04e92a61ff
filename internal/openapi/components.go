package openapi

import "tenon/internal/schema"

// component is one shared thing, whatever it is.
type component struct {
	kind, name string
	check      func(at *schema.Place)
}

// list is every component of the document.
func (c *Components) list(k *checker) []component {
	var all []component
	add := func(kind, name string, check func(at *schema.Place)) { all = append(all, component{kind, name, check}) }
	for _, p := range c.Schemas {
		add("schemas", p.Name, func(at *schema.Place) { k.Checker.Schema(at, p.Schema) })
	}
	for _, p := range c.Parameters {
		add("parameters", p.Name, func(at *schema.Place) {
			if p.Value.Ref == "" {
				k.parameter(at, p.Value)
			}
		})
	}
	for _, b := range c.RequestBodies {
		add("requestBodies", b.Name, func(at *schema.Place) { k.body(at, b.Value) })
	}
	for _, r := range c.Responses {
		add("responses", r.Name, func(at *schema.Place) { k.response(at, r.Value) })
	}
	for _, s := range c.SecuritySchemes {
		add("securitySchemes", s.Name, func(*schema.Place) {})
	}
	return all
}

// components checks what is used first, which may use more, and then what nothing uses.
func (c *checker) components() {
	var root *schema.Place
	waiting := c.doc.Components.list(c)
	for _, one := range waiting {
		if !schema.IsComponentName(one.name) {
			c.Report("component-name", root.At("components").At(one.kind).At(one.name),
				"a name in components has only letters a to z, digits, points, hyphens and underscores")
		}
	}
	used := true
	for used {
		used = false
		var left []component
		for _, one := range waiting {
			if !c.Used["#/components/"+one.kind+"/"+one.name] && !(one.kind == "schemas" && c.Used[one.name]) {
				left = append(left, one)
				continue
			}
			used = true
			one.check(root.At("components").At(one.kind).At(one.name))
		}
		waiting = left
	}
	for _, one := range waiting {
		at := root.At("components").At(one.kind).At(one.name)
		c.Warn("component-unused", at, "nothing refers to it")
		one.check(at)
	}
}

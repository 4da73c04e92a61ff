package asyncapi

import "tenon/internal/schema"

// component is one shared thing, whatever it is.
type component struct {
	kind, name string
	check      func(at *schema.Place)
}

func (c *checker) list() []component {
	var all []component
	for i, m := range c.doc.Components.Messages {
		all = append(all, component{"messages", m.Name, func(at *schema.Place) { c.message(at, m) }})
		for _, o := range c.doc.Components.Messages[:i] {
			if o.Name == m.Name {
				var root *schema.Place
				c.Report("message-twice", root.At("components").At("messages").At(m.Name), "the message stands twice")
			}
		}
	}
	for _, p := range c.doc.Components.Schemas {
		all = append(all, component{"schemas", p.Name, func(at *schema.Place) { c.Schema(at, p.Schema) }})
	}
	for _, x := range c.doc.Components.SecuritySchemes {
		all = append(all, component{"securitySchemes", x.Name, func(at *schema.Place) { c.JSON(at, x.Value) }})
	}
	return all
}

// components checks what is used first, which may use more, and then what nothing uses.
func (c *checker) components(at *schema.Place) {
	c.Extensions(c.doc.Components.Extensions)
	waiting := c.list()
	for _, one := range waiting {
		if !schema.IsComponentName(one.name) {
			c.Report("component-name", at.At(one.kind).At(one.name),
				"a name in components has only letters a to z, digits, points, hyphens and underscores")
		}
	}
	for used := true; used; {
		used = false
		var left []component
		for _, one := range waiting {
			if !c.Used["#/components/"+one.kind+"/"+one.name] {
				left = append(left, one)
				continue
			}
			used = true
			one.check(at.At(one.kind).At(one.name))
		}
		waiting = left
	}
	for _, one := range waiting {
		c.Warn("component-unused", at.At(one.kind).At(one.name), "nothing refers to it")
		one.check(at.At(one.kind).At(one.name))
	}
}

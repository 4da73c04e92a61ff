package openapi

import (
	"encoding/json"
	"fmt"

	"tenon/internal/diag"
	"tenon/internal/schema"
)

// metaOperations adds what the runtime serves beside each module: its health and its versions.
func (d *describer) metaOperations() {
	version := d.versionInfo()
	for _, row := range []struct {
		id, route, summary string
		result             *schema.Schema
	}{
		{"getHealthStatus", "/health", "Says whether the module is in service", d.healthStatus()},
		{"getAPIVersions", "/versions", "Lists the versions of the API", d.apiVersions(version)},
		{"getCurrentAPIVersion", "/version", "Describes the current version of the API", version},
	} {
		d.checkMeta(row.id, row.route)
		success := &Response{
			Status:      "200",
			Description: statusText(200),
			Content:     []*MediaType{{Type: "application/json", Schema: row.result}},
		}
		d.add(&Operation{
			Method:    "GET",
			Path:      d.module.BasePath + row.route,
			ID:        row.id,
			Tags:      []string{d.module.Name},
			Summary:   row.summary,
			Security:  d.openToAll(),
			Responses: append([]*Response{success}, d.problems.responses(nil, false, false)...),
		})
	}
}

// checkMeta finds operations of the contract that stand where the runtime's own go.
func (d *describer) checkMeta(id, route string) {
	for _, op := range d.module.Operations {
		if op.ID != id && (op.HTTPMethod != "GET" || op.Path != d.module.BasePath+route) {
			continue
		}
		d.Report(diag.Diagnostic{
			ID:      "meta-operation",
			Pos:     op.Pos,
			Message: fmt.Sprintf("%s (%s %s) is also an operation of the runtime", op.ID, op.HTTPMethod, op.Route),
			Help:    "name it or its route otherwise, or set meta_operations: false in tenon.yaml",
		})
	}
}

// openToAll says that no caller is asked who it is, where the contract asks by default.
func (d *describer) openToAll() []SecurityRequirement {
	if needsCaller(d.module.Auth) {
		return []SecurityRequirement{}
	}
	return nil
}

func member(name, description string, s *schema.Schema) schema.Property {
	s.Description = description
	return schema.Property{Name: name, Schema: s}
}

func ofType(t string) *schema.Schema { return &schema.Schema{Types: []string{t}} }

func (d *describer) healthStatus() *schema.Schema {
	status := ofType("string")
	status.Examples = []json.RawMessage{schema.Quote("ok")}
	version := ofType("string")
	version.Examples = []json.RawMessage{schema.Quote("v1")}
	timestamp := ofType("string")
	timestamp.Format = "date-time"
	return d.Add(d.Free("HealthStatus"), &schema.Schema{
		Types:       []string{"object"},
		Description: "The health of a module.",
		Properties: []schema.Property{
			member("status", "`ok` while the module is in service.", status),
			member("message", "The same, in words.", ofType("string")),
			member("timestamp", "When this was found out.", timestamp),
			member("module_name", "Name of the module.", ofType("string")),
			member("api_version", "Current version of the module's API.", version),
		},
		Required: []string{"status", "message", "timestamp", "module_name", "api_version"},
	})
}

func (d *describer) apiVersions(version *schema.Schema) *schema.Schema {
	versions := ofType("object")
	versions.AdditionalProperties = version
	return d.Add(d.Free("APIVersions"), &schema.Schema{
		Types:       []string{"object"},
		Description: "The versions of an API.",
		Properties: []schema.Property{
			member("current_version", "The version to use.", ofType("string")),
			member("available_versions", "Every version that is served, by its name.", versions),
			member("documentation_url", "Where the API is documented.", ofType("string")),
			member("support_contact", "Whom to ask.", ofType("string")),
		},
		Required: []string{"current_version", "available_versions", "documentation_url", "support_contact"},
	})
}

func (d *describer) versionInfo() *schema.Schema {
	breaking := ofType("array")
	breaking.Items = ofType("string")
	return d.Add(d.Free("VersionInfo"), &schema.Schema{
		Types:       []string{"object"},
		Description: "One version of an API.",
		Properties: []schema.Property{
			member("version", "Name of the version.", ofType("string")),
			member("release_date", "When it was released.", ofType("string")),
			member("status", "Where the version is in its life.", d.versionStatus()),
			member("breaking_changes", "What changed so that clients had to change.", breaking),
			member("deprecation_notice", "Why and since when it should no longer be used.", ofType("string").OrNull()),
			member("sunset_date", "When it stops being served.", ofType("string").OrNull()),
		},
		Required: []string{"version", "release_date", "status", "breaking_changes"},
	})
}

// versionStatus is an enum of its own, so that clients get a named type.
func (d *describer) versionStatus() *schema.Schema {
	s := ofType("string")
	s.Description = "Where a version is in its life."
	for _, v := range []struct{ value, name, doc string }{
		{"stable", "STABLE", "to be used"},
		{"deprecated", "DEPRECATED", "still served, no longer to be used"},
		{"beta", "BETA", "may change without notice"},
	} {
		s.Enum = append(s.Enum, schema.Quote(v.value))
		s.EnumVarNames = append(s.EnumVarNames, v.name)
		s.EnumDescriptions = append(s.EnumDescriptions, v.doc)
	}
	return d.Add(d.Free("VersionStatus"), s)
}

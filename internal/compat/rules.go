package compat

// travel is the set of directions in which something travels.
type travel uint8

// The directions. A failure is an answer with an error: its readers expect surprises.
const (
	request travel = 1 << iota
	response
	failure

	nobody travel = 0
	anyone        = request | response | failure
	reader        = response | failure
)

// String is the direction as a Change shows it.
func (t travel) String() string {
	switch {
	case t&request != 0 && t&reader != 0:
		return "both"
	case t&request != 0:
		return "request"
	case t&reader != 0:
		return "response"
	default:
		return ""
	}
}

// Rule is one kind of change. It breaks where what it changes travels in one of the directions Breaks; what is not a
// schema travels in all of them.
type Rule struct {
	ID     string
	Breaks travel
	What   string // added, removed, changed
	Why    string // who breaks, or why nobody does
}

// Rules is the table of all rules.
func Rules() []Rule {
	return []Rule{
		{"document-version", nobody, Changed, "the version of the specification is not the API"},
		{"title-changed", nobody, Changed, "a title is for people"},
		{"version-changed", nobody, Changed, "a version promises, the other rules look"},
		{"description-changed", nobody, Changed, "descriptions, summaries and examples are for people"},
		{"extension-changed", nobody, Changed, "what an extension means is not known"},
		{"order-changed", nobody, Changed, "the order of a list carries no meaning"},
		{"other", nobody, Changed, "a difference that no other rule names"},
		{"layout", nobody, Changed, "white space or the order of keys"},

		{"server-added", nobody, Added, "clients take the address that they are given"},
		{"server-removed", anyone, Removed, "clients of that server have none"},
		{"server-changed", anyone, Changed, "clients speak to it differently"},
		{"tag-changed", nobody, Changed, "tags group operations for people"},

		{"security-scheme-added", nobody, Added, "another way to show who one is"},
		{"security-scheme-removed", anyone, Removed, "callers who use it are refused"},
		{"security-scheme-changed", anyone, Changed, "callers who use the old one are refused"},
		{"security-tightened", anyone, Changed, "callers who were let in are refused"},
		{"security-relaxed", nobody, Changed, "whoever was let in still is"},

		{"operation-added", nobody, Added, "nobody calls it yet"},
		{"operation-removed", anyone, Removed, "its callers fail"},
		{"operation-moved", anyone, Changed, "callers of the old method and path fail"},
		{"operation-renamed", anyone, Changed, "generated clients have another method name"},
		{"operation-deprecated", nobody, Changed, "it still works"},
		{"operation-undeprecated", nobody, Changed, "it still works"},
		{"retry-allowed", nobody, Changed, "callers may send it again"},
		{"retry-forbidden", nobody, Changed, "callers send it once"},
		{"path-changed", nobody, Changed, "something that the operations of a path share"},
		{"webhook-added", nobody, Added, "receivers learn of it"},
		{"webhook-removed", anyone, Removed, "receivers wait for it in vain"},

		{"parameter-added", nobody, Added, "it may be left out"},
		{"parameter-added-required", anyone, Added, "callers do not send it"},
		{"parameter-removed", anyone, Removed, "callers who send it are not heard"},
		{"parameter-renamed", nobody, Changed, "the name of a path variable does not travel"},
		{"parameter-moved", anyone, Changed, "callers send it in the old place"},
		{"parameter-now-required", anyone, Changed, "callers may leave it out"},
		{"parameter-now-optional", nobody, Changed, "callers may go on sending it"},
		{"parameter-style", anyone, Changed, "it is written differently"},
		{"parameter-form", nobody, Changed, "more forms of it are allowed"},

		{"body-added", nobody, Added, "it may be left out"},
		{"body-added-required", anyone, Added, "callers do not send it"},
		{"body-removed", anyone, Removed, "callers who send it are not heard"},
		{"body-now-required", anyone, Changed, "callers may leave it out"},
		{"body-now-optional", nobody, Changed, "callers may go on sending it"},
		{"media-type-added", nobody, Added, "another form next to the old ones"},
		{"media-type-removed", anyone, Removed, "who sends or reads it fails"},

		{"status-added", nobody, Added, "clients treat an unknown status by its class"},
		{"status-removed", nobody, Removed, "nobody needs an error to happen"},
		{"success-removed", anyone, Removed, "callers wait for it in vain"},
		{"success-changed", anyone, Changed, "callers expect the old status"},
		{"header-added", nobody, Added, "readers ignore it"},
		{"header-removed", anyone, Removed, "readers look for it"},
		{"component-added", nobody, Added, "what refers to it is compared where it is used"},
		{"component-removed", nobody, Removed, "what refers to it is compared where it is used"},

		{"stream-added", nobody, Added, "nobody subscribes to it yet"},
		{"stream-removed", anyone, Removed, "its subscribers fail"},
		{"channel-added", nobody, Added, "nobody connects to it yet"},
		{"channel-removed", anyone, Removed, "its clients cannot connect"},
		{"channel-moved", anyone, Changed, "clients connect to the old address"},
		{"channel-changed", anyone, Changed, "clients connect differently"},
		{"message-added", nobody, Added, "nobody sends it yet"},
		{"message-removed", anyone, Removed, "who sends or awaits it fails"},
		{"message-changed", anyone, Changed, "it is read or matched differently"},
		{"action-changed", anyone, Changed, "it flows the other way"},
		{"reply-changed", anyone, Changed, "callers expect the old answer"},
		{"topic-changed", anyone, Changed, "front ends build the old topic and match on it"},

		{"schema-added", nobody, Added, "nobody has it yet"},
		{"schema-removed", anyone, Removed, "generated clients have it no more"},
		{"schema-renamed", anyone, Changed, "generated clients know it by the old name"},
		{"type-changed", anyone, Changed, "the old type is refused, or not expected"},
		{"type-widened", reader, Changed, "readers do not expect the wider type"},
		{"type-narrowed", request, Changed, "senders may send the wider type"},
		{"type-renamed", nobody, Changed, "the values are the same, or those that readers know"},
		{"null-allowed", reader, Changed, "readers do not expect null"},
		{"null-forbidden", request, Changed, "senders may send null"},
		{"format-changed", anyone, Changed, "the old form is refused, or not expected"},
		{"format-added", request, Added, "senders may send other forms"},
		{"format-removed", reader, Removed, "readers rely on the form"},
		{"enum-added", request, Added, "senders may send other values"},
		{"enum-removed", reader, Removed, "readers know the old values only"},
		{"enum-value-added", response, Changed, "readers who know all values meet a new one"},
		{"enum-value-removed", request, Changed, "senders may send it"},
		{"enum-value-replaced", request | response, Changed, "senders may send the old, readers meet the new"},
		{"enum-name-changed", anyone, Changed, "generated clients know the value by the old name"},
		{"const-changed", anyone, Changed, "the old value is refused, or not expected"},
		{"default-added", nobody, Added, "what was sent still means the same"},
		{"default-removed", request, Removed, "leaving it out means something else"},
		{"default-changed", request, Changed, "leaving it out means something else"},
		{"constraint-tightened", request, Changed, "senders may send what is refused now"},
		{"constraint-loosened", nobody, Changed, "whatever was allowed still is"},
		{"constraint-changed", request, Changed, "senders may send what is refused now"},
		{"property-added", nobody, Added, "readers ignore what they do not know"},
		{"property-added-required", request, Added, "senders do not send it"},
		{"property-removed", anyone, Removed, "readers look for it, senders are not heard"},
		{"property-renamed", anyone, Changed, "the old name is not sent, and not heard"},
		{"property-now-required", request, Changed, "senders may leave it out"},
		{"property-now-optional", reader, Changed, "readers rely on it"},
		{"more-properties-allowed", nobody, Changed, "whatever was allowed still is"},
		{"more-properties-forbidden", request, Changed, "senders may send more"},
		{"union-member-added", reader, Changed, "readers do not know it"},
		{"union-member-removed", request, Changed, "senders may send it"},
		{"union-changed", anyone, Changed, "what is allowed is decided differently"},
		{"part-added", request, Changed, "senders may send what is refused now"},
		{"part-removed", reader, Changed, "readers rely on it"},
		{"discriminator-changed", anyone, Changed, "members are told apart differently"},
		{"access-changed", anyone, Changed, "it travels in one direction only"},
		{"deprecated", nobody, Changed, "it still works"},
		{"undeprecated", nobody, Changed, "it still works"},
	}
}

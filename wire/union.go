package wire

import "bytes"

// Tag is the value of the member of that name in the object that comes next, which stays unread: the discriminator
// of a union. It is empty if there is no such string.
func (d *Decoder) Tag(name string) []byte {
	if d.peek() != '{' {
		return nil
	}
	from := d.pos
	defer func() { d.pos = from }()
	d.pos++
	for {
		c := d.peek()
		if c == ',' {
			d.pos++
			c = d.peek()
		}
		if c != '"' {
			return nil
		}
		found := string(d.text()) == name
		d.peek() // the colon
		d.pos++
		if !found {
			d.skip()
			continue
		}
		if d.peek() != '"' {
			return nil
		}
		return bytes.Clone(d.text())
	}
}

// NoMember notes that the next value belongs to no member of a union with a discriminator, and goes behind it.
func (d *Decoder) NoMember(name string, tags ...string) {
	switch {
	case d.peek() != '{':
		d.mismatch("an object")
		return
	case d.lacks(name):
		d.violationAt(name, "is required")
	default:
		d.violationAt(name, "must be "+oneOf(tags))
	}
	d.skip()
	d.ok = false
}

// lacks says whether the object that comes next has no member of that name.
func (d *Decoder) lacks(name string) bool {
	from, depth := d.pos, len(d.stack)
	d.stack = append(d.stack, frame{index: -1})
	d.pos++
	lacks := true
	for lacks && d.Member() {
		lacks = string(d.Name()) != name
		d.skip()
	}
	d.pos, d.stack = from, d.stack[:depth]
	return lacks
}

// Union reads a value of a union without a discriminator: every member is tried, and the one that fits is read. If
// several fit, it is the one that knows the most of what is there, then the first. If none fits, the violations are
// those of the member that comes closest, by the same measure.
type Union struct {
	Member int // the one to read now

	names  []string
	next   int
	final  bool
	pos    int // where the value begins
	before outcome
	best   int
	result outcome // of the best
}

// outcome is what reading has met so far: violations, and members that nobody knew.
type outcome struct{ failed, skipped int }

// maxReread bounds how much is read again for unions, as a multiple of the whole text: unions of unions would
// otherwise cost a power of their depth.
const maxReread = 64

// Union begins to read a union of members of these names.
func (d *Decoder) Union(names ...string) Union {
	d.peek()
	return Union{names: names, best: -1, pos: d.pos, before: outcome{d.failed, d.skipped}}
}

// Next says whether a member is to be read, which Member says. Whatever is read last counts.
func (u *Union) Next(d *Decoder) bool {
	if u.final {
		return false
	}
	if u.next > 0 {
		d.trial--
		if u.judge(d) {
			u.final = true
			return false
		}
	}
	exhausted := d.reread > maxReread*(len(d.data)+16)
	if u.next < len(u.names) && !exhausted {
		u.rewind(d)
		d.trial++
		u.Member = u.next
		u.next++
		return true
	}
	u.final = true
	u.rewind(d)
	if exhausted {
		d.Violation("is too ambiguous to be read")
		d.skip()
		d.ok = false
		return false
	}
	if u.result.failed > 0 {
		d.Violation("must be " + oneOf(u.names))
	}
	u.Member = u.best
	return true
}

// judge looks at the trial that has just ended; it is true if none can be better.
func (u *Union) judge(d *Decoder) bool {
	r := outcome{d.failed - u.before.failed, d.skipped - u.before.skipped}
	if u.best < 0 || r.closerThan(u.result) {
		u.best, u.result = u.Member, r
	}
	d.reread += d.pos - u.pos
	return r == outcome{}
}

// closerThan says whether a member fits better: it fits at all, else it knows more of what is there, else less is wrong.
func (o outcome) closerThan(other outcome) bool {
	switch {
	case (o.failed == 0) != (other.failed == 0):
		return o.failed == 0
	case o.skipped != other.skipped:
		return o.skipped < other.skipped
	}
	return o.failed < other.failed
}

// rewind goes back to where the value begins.
func (u *Union) rewind(d *Decoder) {
	d.pos = u.pos
	d.failed, d.skipped = u.before.failed, u.before.skipped
}

package wire_test

import (
	"strings"
	"testing"
	"time"

	"tenon/wire"
)

// node is a union of three, two of which look alike and lead to more of them.
type node any

type leaf struct{ Value int }

type left struct{ Child, Other node }

type right struct {
	Child, Other node
	Extra        string
}

func decodeLeaf(d *wire.Decoder, v *leaf) {
	if !d.Object() {
		return
	}
	var seen uint64
	for d.Member() {
		switch string(d.Name()) {
		case "value":
			seen |= 1
			v.Value = d.Int()
		default:
			d.Skip()
		}
	}
	if seen != 1 {
		d.Missing(seen, "value")
	}
}

// decodePair reads what left and right have in common.
func decodePair(d *wire.Decoder, child, other *node, extra *string) {
	if !d.Object() {
		return
	}
	var seen uint64
	for d.Member() {
		switch string(d.Name()) {
		case "child":
			seen |= 1
			decodeNode(d, child)
		case "other":
			decodeNode(d, other)
		case "extra":
			if extra == nil {
				d.Skip()
				continue
			}
			*extra = d.String()
		default:
			d.Skip()
		}
	}
	if seen != 1 {
		d.Missing(seen, "child")
	}
}

func decodeNode(d *wire.Decoder, v *node) {
	for union := d.Union("Left", "Right", "Leaf"); union.Next(d); {
		switch union.Member {
		case 0:
			var member left
			decodePair(d, &member.Child, &member.Other, nil)
			*v = member
		case 1:
			var member right
			decodePair(d, &member.Child, &member.Other, &member.Extra)
			*v = member
		case 2:
			var member leaf
			decodeLeaf(d, &member)
			*v = member
		}
	}
}

func TestTheMemberThatKnowsMostIsRead(t *testing.T) {
	for text, want := range map[string]func(node) bool{
		`{"value":1}`: func(v node) bool { return v == leaf{1} },
		`{"child":{"value":1}}`: func(v node) bool {
			return v == left{Child: leaf{1}}
		},
		`{"child":{"value":1},"extra":"x"}`: func(v node) bool {
			return v == right{Child: leaf{1}, Extra: "x"}
		},
		`{"child":{"child":{"value":2,"unknown":3},"extra":"y"},"unknown":[]}`: func(v node) bool {
			return v == left{Child: right{Child: leaf{2}, Extra: "y"}}
		},
	} {
		v, err := wire.Decode([]byte(text), decodeNode)
		if err != nil || !want(v) {
			t.Errorf("%s is %#v (%v)", text, v, err)
		}
	}
}

func TestTheClosestMemberSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		`{"value":"x"}`:                   ": must be Left, Right or Leaf\n/value: must be an integer\n",
		`{"child":{"value":1},"extra":5}`: "",
		`7`:                               ": must be Left, Right or Leaf\n: must be an object\n",
		`null`:                            ": must be Left, Right or Leaf\n: must not be null\n",
		`{"child":{"value":true}}`:        ": must be Left, Right or Leaf\n/child: must be Left, Right or Leaf\n/child/value: must be an integer\n",
	} {
		if got := violationsOf(text, decodeNode); got != want {
			t.Errorf("%s\ngives %s\nwant  %s", text, got, want)
		}
	}
}

func TestUnionsOfUnionsCostNoPowerOfTheirDepth(t *testing.T) {
	const depth = 90
	begin := time.Now()
	for name, inner := range map[string]string{"valid": `{"value":1}`, "invalid": `7`} {
		text := strings.Repeat(`{"child":`, depth) + inner + strings.Repeat(`}`, depth)
		got := violationsOf(text, decodeNode)
		if !strings.Contains(got, "too ambiguous") && got != "" {
			t.Errorf("%s: %.300s", name, got)
		}
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
}

func decodeTagged(d *wire.Decoder, v *node) {
	switch string(d.Tag("kind")) {
	case "leaf":
		var member leaf
		decodeLeaf(d, &member)
		*v = member
	default:
		d.NoMember("kind", `"leaf"`)
	}
}

func TestTheDiscriminatorDecides(t *testing.T) {
	for text, want := range map[string]string{
		`{"kind":"leaf","value":1}`:                   "",
		`{"x":{"kind":"no"},"kind":"leaf","value":1}`: "",
		`{"value":1,"\u006bind":"leaf"}`:              "",
		`{"value":1}`:                                 "/kind: is required\n",
		`{}`:                                          "/kind: is required\n",
		`{"kind":"tree"}`:                             "/kind: must be \"leaf\"\n",
		`{"kind":5}`:                                  "/kind: must be \"leaf\"\n",
		`[]`:                                          ": must be an object\n",
		`null`:                                        ": must not be null\n",
		`{"kind":"leaf"}`:                             "/value: is required\n",
	} {
		if got := violationsOf(text, decodeTagged); got != want {
			t.Errorf("%s\ngives %s\nwant  %s", text, got, want)
		}
	}
}

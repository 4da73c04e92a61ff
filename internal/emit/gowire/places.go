package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// place is where a Go value lies: as a value and as a pointer to it.
type place struct{ value, pointer gosrc.Expr }

// variable is the place of a variable or a field.
func variable(name gosrc.Expr) place {
	return place{name, gosrc.X("&$1", name)}
}

// behind is the place that a pointer points to.
func behind(pointer gosrc.Expr) place {
	return place{gosrc.X("*$1", pointer), pointer}
}

// argument is the place behind the parameter v of a function.
func argument() place { return behind(gosrc.X("v")) }

// underlying follows declared types to what they are made of.
func underlying(t *contract.Type) *contract.Type {
	for t.Kind == contract.KindRef && t.Decl.Underlying != nil {
		t = t.Decl.Underlying
	}
	return t
}

// hasFunction says whether values of a type are read and written by functions of the package, not inline.
func hasFunction(t *contract.Type) bool {
	switch t.Kind {
	case contract.KindRef, contract.KindSlice, contract.KindArray, contract.KindMap:
		return true
	}
	return false
}

// function is the name of the functions of a type, which are written later if they have to be.
func (p *goPackage) function(t *contract.Type) gosrc.Ident {
	if t.Kind != contract.KindRef {
		if id := gosrc.TypeID(t); !p.met[id] {
			p.met[id] = true
			p.helpers = append(p.helpers, t)
		}
	}
	return gosrc.Name(p.names.Of(t))
}

// topicFunction is likewise the name of the function that writes the topic form of a type.
func (p *goPackage) topicFunction(t *contract.Type) gosrc.Ident {
	if id := gosrc.TypeID(t); !p.inTopics[id] {
		p.inTopics[id] = true
		p.topics = append(p.topics, t)
	}
	return gosrc.Name(p.names.TopicOf(t))
}

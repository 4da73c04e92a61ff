package source

import "tenon/internal/diag"

// The catalogue of everything that this package finds. A message names what the user wrote, help says what to write
// instead. Every row has a case in testdata.
var (
	// The folder and its files.
	unreadableFile = problem{"unreadable-file", diag.Error, "this file cannot be read: {0}", ""}
	syntaxError    = problem{"syntax", diag.Error, "Go cannot read this: {0}", ""}
	twoPackages    = problem{"two-packages", diag.Error, "this file is of package {0}, but {2} beside it is of package {1}",
		"one folder holds one package"}
	mainPackage  = problem{"main-package", diag.Error, "this module is package main, which no other package can import", "give it a name like {0}"}
	tooLarge     = problem{"too-large", diag.Error, "{0} has too many {1}", "split it"}
	tooManyTypes = problem{"too-many-types", diag.Error, "{0} leads to more types, or to longer names of types, than can be meant",
		"a generic type that uses itself with ever longer arguments has no end"}

	// The contract as a whole.
	noContract         = problem{"no-contract", diag.Error, "{0} declares no contract", "mark its interface with //tenon:api v1"}
	secondContract     = problem{"second-contract", diag.Error, "{0} is a second contract in this package: {1} is one at {2}", "a module has one contract; give the other a module of its own"}
	emptyContract      = problem{"empty-contract", diag.Error, "the contract {0} has no methods", "declare an operation (//tenon:get /path) or a stream (//tenon:stream name)"}
	unexportedContract = problem{"unexported-contract", diag.Error, "the contract {0} is not exported: generated code could not name it", "begin it with a capital"}
	genericContract    = problem{"generic-contract", diag.Error, "the contract {0} has type parameters", "a contract is a plain interface"}
	embeddedInterface  = problem{"embedded-interface", diag.Error, "{0} embeds an interface, which the language does not have yet", "write its methods out"}
	unexportedMethod   = problem{"unexported-method", diag.Error, "the method {0} is not exported", "a contract holds operations and streams; begin it with a capital or take it out"}
	badMajor           = problem{"bad-major", diag.Error, "\"{0}\" is no major version", "write //tenon:api v1"}
	laterMajor         = problem{"later-major", diag.Error, "{0} of a contract cannot be generated yet", "write v1"}
	badVersion         = problem{"bad-version", diag.Error, "\"{0}\" is no version of {1}", "write something like {2}.4.0"}

	// Directives.
	unknownDirective   = problem{"unknown-directive", diag.Error, "there is no directive {0}", "{1}"}
	directiveSpace     = problem{"directive-space", diag.Error, "a directive has no space before or behind its colon, and none after //: this one is only a comment", "write //tenon:{0}"}
	directiveCase      = problem{"directive-case", diag.Error, "directives are lower case: {0} is not read", "write {1}"}
	directiveNotYet    = problem{"not-yet", diag.Error, "the directive {0} is not in the language yet", "mount a plain http.Handler for what it would do"}
	directiveMisplaced = problem{"directive-misplaced", diag.Error, "{0} cannot stand {1}", "it belongs on {2}"}
	directiveAlone     = problem{"directive-alone", diag.Error, "{0} stands alone: no declaration follows directly", "it belongs on {1}, in the comment right above it"}
	directiveTwice     = problem{"directive-twice", diag.Error, "{0} stands here for the second time", "take one of them out"}
	missingArgument    = problem{"missing-argument", diag.Error, "{1} needs more than that", "write {0}"}
	extraArgument      = problem{"extra-argument", diag.Error, "\"{0}\" is one word too many", "the directive is {1}"}
	badID              = problem{"bad-id", diag.Error, "\"{0}\" cannot be a name", "use ASCII letters, digits and underscores, and begin with a letter"}
	badAuth            = problem{"bad-auth", diag.Error, "\"{0}\" is no way to show who one is", "{1}"}
	authName           = problem{"auth-name", diag.Error, "\"{0}\" does not say which {1}", "write {1}:NAME"}
	authNoName         = problem{"auth-no-name", diag.Error, "{1} takes no name, but this is \"{0}\"", "write {1}"}
	authConflict       = problem{"auth-conflict", diag.Error, "{0} cannot stand beside what was said before it", "name each way once, and none alone"}

	// Methods.
	noKind         = problem{"no-kind", diag.Error, "the method {0} is neither an operation nor a stream", "say //tenon:get /path (or put, post, delete, head) or //tenon:stream name above it"}
	twoKinds       = problem{"two-kinds", diag.Error, "{1} is a second kind for the method {0}", "a method is one operation or one stream"}
	noContext      = problem{"no-context", diag.Error, "the first parameter of {0} is not ctx context.Context", "write {0}(ctx context.Context, …)"}
	secondContext  = problem{"second-context", diag.Error, "{0} has a second context", "one is enough: it is the caller's"}
	unnamedParam   = problem{"unnamed-parameter", diag.Error, "a parameter of {0} has no name", "give it one: it is its name on the wire"}
	variadicParam  = problem{"variadic", diag.Error, "the parameter {0} is variadic", "use a slice"}
	wrongResults   = problem{"wrong-results", diag.Error, "{0} does not return {1}", "write {1}"}
	sequenceResult = problem{"sequence-result", diag.Error, "{0} is an operation and returns a sequence", "say //tenon:stream name above it, or return a slice"}
	patchNotYet    = problem{"not-yet", diag.Error, "patch is not in the language yet: null and absent would mean the same", "use put or post"}
	idTwice        = problem{"id-twice", diag.Error, "{0} and {1} have the same operation id {2}, capitals and separators aside", "give one of them another: //tenon:id name"}

	// Routes.
	badPath       = problem{"bad-path", diag.Error, "\"{0}\" cannot be the path of an operation: {1}", "write something like /orders/{order_id}"}
	badStatus     = problem{"bad-status", diag.Error, "\"{0}\" is no status of success", "write one from 200 to 299"}
	statusNoBody  = problem{"status-no-body", diag.Error, "status {0} has no body, but {1} returns a value", "use 200, or return only an error"}
	headResult    = problem{"head-result", diag.Error, "{0} answers HEAD, which has no body, but returns a value", "return only an error"}
	routeTwice    = problem{"route-twice", diag.Error, "{0} and {1} are on one route: {2} {3}", "give one of them another path"}
	routeConflict = problem{"route-conflict", diag.Error, "{2} of {0} and {3} of {1} both match {4}, and neither is more special", "net/http could not tell them apart: change one of the paths"}
	variableNames = problem{"variable-names", diag.Error, "{2} on this path calls the variable {1}, so it cannot be called {0} here", "documents have one name for the variable of a path: write {{1}} in both"}
	runtimeRoute  = problem{"runtime-route", diag.Error, "{0} is a route of the runtime", "choose another path"}

	// Parameters.
	unboundVariable = problem{"unbound-variable", diag.Error, "no parameter of {1} is called like the variable {0}", "{2}"}
	variableTwice   = problem{"variable-twice", diag.Error, "two parameters of {1} are called like the variable {0}", "rename one of them"}
	noVariable      = problem{"no-variable", diag.Error, "{0} is in the path, but {2} has no variable {1}", "write {{1}} in the path"}
	pathType        = problem{"path-type", diag.Error, "the parameter {0} of {1} is in the path, but its type cannot stand in an address", "use a string, a number or a type that is one"}
	queryType       = problem{"query-type", diag.Error, "{0} is in the query, but objects and nested lists cannot stand there", "use a plain type or a slice of one, or a method with a body"}
	inputType       = problem{"input-type", diag.Error, "{0} is in the {1} of {2}, but its type cannot stand there", "use a plain type; in a query a slice of one works too"}
	queryPointer    = problem{"query-pointer", diag.Error, "the parameter {0} of {1} is a pointer to a struct", "use the struct: its fields may be pointers"}
	secondBody      = problem{"second-body", diag.Error, "{0} would be a second body of {1}", "put both into one struct"}
	splitPointer    = problem{"split-pointer", diag.Error, "the parameter {0} of {1} is a pointer to a struct with fields outside the body", "use the struct"}
	inputTwice      = problem{"input-twice", diag.Error, "{2} has two values called {0} in its {1}", "rename one of them"}

	// Streams.
	badStream       = problem{"bad-stream", diag.Error, "\"{0}\" cannot be the name of a stream", "use lower-case letters, digits and single hyphens: broker-connection"}
	badStreamOption = problem{"bad-stream-option", diag.Error, "\"{0}\" means nothing behind the name of a stream", "the only option is: conflate FIELD"}
	streamRequest   = problem{"stream-request", diag.Error, "the stream {0} does not take one struct behind its context", "a stream takes one struct: its request"}
	streamTwice     = problem{"stream-twice", diag.Error, "{0} and {1} are streams of one name, hyphens aside: {2}", "rename one of them"}
	conflateItem    = problem{"conflate-item", diag.Error, "the values of {0} are no structs, so there is no field to conflate by", "leave conflate away"}
	conflateField   = problem{"conflate-field", diag.Error, "{1} has no field {0}", "{2}"}
	conflateKind    = problem{"conflate-kind", diag.Error, "the field {0} of {1} is no plain value", "conflate by a string, a number or a time"}

	// Errors of the contract.
	badErrorStatus     = problem{"bad-error-status", diag.Error, "\"{0}\" is no status of an error", "write one from 400 to 599"}
	noSentinel         = problem{"no-sentinel", diag.Error, "there is no {0} in package {1}", "{2}"}
	notSentinel        = problem{"not-a-sentinel", diag.Error, "{0} is {1}, not an error variable", "declare it: var {0} = errors.New(\"…\")"}
	foreignSentinel    = problem{"foreign-sentinel", diag.Error, "{0} is no sentinel of package {1}", "declare one in this package, and wrap the other with it"}
	unexportedSentinel = problem{"unexported-sentinel", diag.Error, "{0} is not exported: clients could not name it", "begin it with a capital"}
	twoStatuses        = problem{"two-statuses", diag.Error, "{0} has status {1} elsewhere and {2} here", "one error has one status"}
	codeTwice          = problem{"code-twice", diag.Error, "{0} and {1} have the same code {2}", "rename one of them"}

	// Types.
	undeclaredType    = problem{"undeclared-type", diag.Error, "there is no type {0} in {2}, but {1} is of it", "{3}"}
	notATypeName      = problem{"not-a-type", diag.Error, "{0} is no type, but {1} is declared with it", ""}
	notAType          = problem{"not-a-type", diag.Error, "this is no type that {0} can have", ""}
	unsupportedType   = problem{"unsupported-type", diag.Error, "{0} is {1}, which cannot travel", "{2}"}
	unexportedType    = problem{"unexported-type", diag.Error, "{1} is of the type {0}, which is not exported: generated code could not name it", "begin it with a capital"}
	nothingExported   = problem{"nothing-exported", diag.Error, "{1} is of the struct {0}, which exports nothing", "export its fields, or give it MarshalText with a value receiver"}
	plainInterface    = problem{"plain-interface", diag.Error, "{1} is of the interface {0}: it does not say what may be in it", "say //tenon:union A B above {0}"}
	typeArguments     = problem{"type-arguments", diag.Error, "{0} takes {2} type arguments, but {1} gives it {3}", ""}
	badLength         = problem{"bad-length", diag.Error, "the length of the array that {0} is cannot be found out", "write a number or a constant"}
	badKey            = problem{"bad-key", diag.Error, "{0} is neither a string, an integer nor a text", "keys of objects are strings"}
	endlessType       = problem{"endless-type", diag.Error, "{0} holds itself by value, so it has no end", "use a pointer, a slice or a map"}
	tooDeep           = problem{"too-deep", diag.Error, "{0} is nested deeper than can be meant", "name parts of it"}
	derivedKnown      = problem{"derived-known", diag.Error, "{0} is defined by {1} and so has lost its methods", "use {1} itself or an alias: type {0} = …"}
	unknownStdType    = problem{"unknown-std-type", diag.Error, "{1} is of {0}, which has no fixed meaning on the wire", "use another type, or say what it means under types in tenon.yaml"}
	laterType         = problem{"not-yet", diag.Error, "{1} is of {0}: {2} is not in the language yet", "serve it with a plain http.Handler, mounted beside the module"}
	schemaTwice       = problem{"schema-twice", diag.Warning, "two types are called {0}, in {1} and in {2}: their schemas are qualified by their packages", "rename one, or say //tenon:id name above it"}
	schemaClash       = problem{"schema-clash", diag.Error, "the schema name {0} would be that of {1} and of {2}", "say //tenon:id name above one of them"}
	embeddedMarshaler = problem{"embedded-marshaler", diag.Error, "{1} embeds {0}, whose marshaller would take over the whole of {1}", "give it a name: {0} {0}"}
	embeddedPointer   = problem{"embedded-pointer", diag.Error, "{1} embeds a pointer to {0}, which is not exported: nobody else could set it", "embed it by value, or export it"}
	hiddenField       = problem{"hidden-field", diag.Error, "the field {0} of {1} is reached through a struct that is not exported, and another field is in the way", "rename one of the fields"}
	ambiguousField    = problem{"ambiguous-field", diag.Warning, "{1} embeds several structs with a field {0} at one depth: as in encoding/json, none of them travels", "declare it in {1} itself, or rename one of them"}
	wireNameTwice     = problem{"wire-name-twice", diag.Error, "the fields {1} and {2} of {3} are both called {0}", "rename one of them"}

	// Marshallers.
	marshalWithoutSchema = problem{"marshal-without-schema", diag.Error, "{0} has its own MarshalJSON, so nobody knows what it looks like", "say //tenon:schema {\"type\": …} above {0}"}
	schemaWithoutMethods = problem{"schema-without-methods", diag.Error, "{0} has a schema of its own, but not both MarshalJSON and UnmarshalJSON", "write them, or take the directive out"}
	badSchema            = problem{"bad-schema", diag.Error, "this is no JSON Schema: {0}", "write something like //tenon:schema {\"type\": \"string\"}"}
	oneWayText           = problem{"one-way-text", diag.Error, "{0} has MarshalText, but no UnmarshalText to read it back", "write it"}
	unusedMethod         = problem{"unused-method", diag.Warning, "{0} of {1} is not used: {2}", "write both directions, MarshalText with a value receiver"}

	// Enums and unions.
	badEnum            = problem{"bad-enum", diag.Error, "\"{0}\" means nothing behind enum", "the only word is: //tenon:enum open"}
	enumWithoutValues  = problem{"enum-without-values", diag.Error, "{0} is no enum", "declare two or more exported constants of it, strings or integers"}
	enumConstant       = problem{"enum-constant", diag.Error, "the constant {0} of {1} cannot be found out, or is out of range", "write its value"}
	enumNames          = problem{"enum-names", diag.Error, "the constants {0} and {1} are both called {2} on the wire", "rename one of them"}
	enumTwice          = problem{"enum-twice", diag.Warning, "{0} has the same value as {1}, so {2} lists only {1}", "write {0} = {1} if that is meant"}
	floatEnum          = problem{"float-enum", diag.Error, "{0} is a float with constants, and an enum of floats is not in the language", "say //tenon:enum open above it if they are examples"}
	emptyUnion         = problem{"empty-union", diag.Error, "the union {0} has no members", "write //tenon:union A B"}
	unionOn            = problem{"union-on", diag.Error, "on names no field", "write on and the field that tells the members apart"}
	unionTwice         = problem{"union-twice", diag.Error, "{0} is a member of {1} already", "name it once"}
	badMember          = problem{"bad-member", diag.Error, "\"{0}\" cannot be a member of {1}", "write the name of a struct, or package.Name"}
	memberKind         = problem{"member-kind", diag.Error, "{0} is no struct, so it cannot be a member of {1}", "members of a union are structs"}
	notAMember         = problem{"not-a-member", diag.Error, "{0} does not implement {1}: it lacks the method {2}", "write it, with the signature that {1} has"}
	noDiscriminator    = problem{"no-discriminator", diag.Error, "{1} has no field {0}", "every member needs the field that tells them apart, by its name on the wire"}
	discriminatorType  = problem{"discriminator-type", diag.Error, "the field {0} of {1} is no string", "the field that tells members apart is a string or an enum of strings"}
	discriminatorValue = problem{"discriminator-value", diag.Error, "the field {0} of {1} does not say which one value means {1}", "write it as its tag: enum:\"value\""}
	discriminatorTwice = problem{"discriminator-twice", diag.Error, "{0} and {1} both have the {2} {3}", "give each its own value: enum:\"value\""}

	// Tags of fields.
	badTag            = problem{"bad-tag", diag.Error, "the tag of {0} in {1} cannot be read from here on", "a tag is key:\"value\" with single blanks between"}
	tagTwice          = problem{"tag-twice", diag.Error, "{0} stands twice in the tag of {1}", "take one of them out"}
	tagLooksLike      = problem{"tag-looks-like", diag.Warning, "the tag {0} of {1} means nothing", "did you mean {2}?"}
	badWireName       = problem{"bad-wire-name", diag.Error, "\"{0}\" cannot be a name on the wire", "use letters, digits, hyphens and underscores"}
	unknownOption     = problem{"unknown-option", diag.Error, "\"{0}\" is no option of {1}", "{2}"}
	twoPlaces         = problem{"two-places", diag.Error, "{0} cannot travel in the {1} and in the {2}", "take one of the tags out"}
	reservedHeader    = problem{"reserved-header", diag.Error, "the header {0} belongs to HTTP itself", "use another; who calls is said by //tenon:auth"}
	unexportedField   = problem{"unexported-field", diag.Warning, "the field {0} of {1} is not exported and never travels, whatever its tag says", "begin it with a capital"}
	placeInside       = problem{"place-inside", diag.Error, "the field {0} of {1} travels in the {2}, but {1} is also {3}", "use a struct of its own for the arguments of a method"}
	badQuoted         = problem{"bad-quoted", diag.Error, "{0} cannot be sent as a string", "the option ,string is for numbers and booleans"}
	ruleKind          = problem{"rule-kind", diag.Error, "{0} is about {2}, which {1} is not", "take it out"}
	badValue          = problem{"bad-value", diag.Error, "\"{1}\" cannot be the {0} of {2}", "write {3}"}
	badPattern        = problem{"bad-pattern", diag.Error, "this pattern cannot be read: {0}", "patterns are regular expressions as Go's regexp reads them"}
	unportablePattern = problem{"unportable-pattern", diag.Error, "{0} is only read by Go, but clients read this pattern too", "{1}"}
	contradiction     = problem{"contradiction", diag.Error, "{0} and {1} of {2} leave no value", "change one of them"}
	pathDefault       = problem{"path-default", diag.Error, "{0} is in the path and so is always there", "take its default out"}
	neverEmpty        = problem{"never-empty", diag.Warning, "omitempty never leaves out {0}, which is {1}: what was absent is sent as a zero value", "write omitzero, or use a pointer"}
	defaultOmitted    = problem{"default-omitted", diag.Error, "{0} has a default and can be omitted: an omitted zero would come back as the default", "take omitempty or omitzero out: a field with a default is always sent"}

	// Packages.
	noImport      = problem{"no-import", diag.Error, "no import of this file is called {0}", "import its package"}
	noPackage     = problem{"no-package", diag.Error, "there is no package {0}: {1} holds no Go files that are read", ""}
	notDownloaded = problem{"not-downloaded", diag.Error, "the source of {0} is not on this machine", "run `go mod download` for {1}"}
	generatedType = problem{"generated-type", diag.Error, "{1} comes from the generated package {0}, which is made from contracts and may not exist", "declare the type in the contract's package"}
	notRequired   = problem{"not-required", diag.Error, "no module in go.mod holds {0}", "run `go get {0}`, then `go mod download`"}
)

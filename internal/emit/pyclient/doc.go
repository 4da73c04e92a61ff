// Package pyclient renders typed Python clients from OpenAPI and AsyncAPI documents.
//
// In goes emit.Input, of which only the documents are looked at: a document of somebody else is as good an input as
// one of ours, so the contract is never read here. Out come the files of one module (Emit) and the files that all
// modules share (Index). An operation or stream that cannot be rendered is an error with its place, never a gap. No
// text of a document ever becomes code: files are written with package pysrc, whose types keep the two apart.
//
// # Files
//
// For a module broker, in the folder of emit.Python:
//
//	broker_client.py   BrokerClient, AsyncBrokerClient, the protocols BrokerAPI and AsyncBrokerAPI
//	broker_models.py   pydantic models, enums, unions
//	broker_errors.py   one exception class per problem code, and the shared tree again
//
// Shared by all modules, from Index: _models.py, _runtime.py, _streams.py and errors.py (kind python, no module),
// __init__.py and py.typed (kind python-index). Whoever calls Index keeps of it the kinds that were asked for.
//
// # What an emitted client looks like, for those who read it back
//
// Each operation is one module-level function of <module>_client.py whose name begins with one underscore and whose
// only statement returns a _runtime.Call. Everything that goes over the wire is a literal in it:
//
//	def _close_position(
//	    position_id: str,
//	    *,
//	    amount: float | None = None,
//	    options: _runtime.Options | None = None,
//	) -> _runtime.Call[models.SuccessResponse]:
//	    return _runtime.Call(
//	        method="DELETE",
//	        path="/api/v1/broker/positions/{position_id}",
//	        path_params={"position_id": position_id},
//	        query={"amount": amount},
//	        answers={
//	            "200": models.SuccessResponse,
//	            "404": models.Problem,
//	        },
//	        options=options,
//	    )
//
// The shape is regular:
//
//	function  = "def _" name "(" … ") -> _runtime.Call[" type "]:" NL "    return _runtime.Call(" arguments ")"
//	arguments = method path [path_params] [query] [headers] [cookies] [body [body_type]] answers
//	            [idempotent] [public] "options=options"     in this order, each by keyword
//	method    = "method=" string                upper case
//	path      = "path=" string                  the document's path template, unchanged
//	path_params, query, headers, cookies
//	          = keyword "=" "{" string ":" value { "," string ":" value } "}"
//	                                            the string is the parameter's name on the wire; the value is the name of
//	                                            the function's argument, or _runtime.joined(argument)
//	body      = "body=body"; body_type = "body_type=" string unless it is application/json
//	answers   = "answers={" status ":" type { "," status ":" type } "}"
//	                                            a status is "200", "4XX" or "default"; the type is None (no content), str,
//	                                            models.Name, list[…], dict[str, …], a union with |, …
//	idempotent = "idempotent=True"              x-idempotent; GET and HEAD need no mark
//	public    = "public=True"                   the document asks for no credentials here
//
// Strings are single Python literals in double quotes, or in single quotes where that spares an escape; with the escapes
// \\ \" \' \n \r \t \xhh \uhhhh \Uhhhhhhhh and no other, never prefixed, never concatenated. A bracket that does not fit
// on one line holds one item a line and a trailing comma.
//
// A stream is a function of the same form that returns a _streams.Subscription:
//
//	def _orders(
//	    *,
//	    account_id: str,
//	    options: _runtime.Options | None = None,
//	) -> _streams.Subscription[models.PlacedOrder]:
//	    return _streams.Subscription(
//	        path="/api/v1/broker/ws",
//	        stream="orders",
//	        request={"accountId": account_id},
//	        update=models.PlacedOrder,
//	        options=options,
//	    )
//
// Each function _name has a method name in the four classes XAPI, AsyncXAPI, XClient and AsyncXClient, and each
// operation an attribute name in RawX and AsyncRawX.
package pyclient

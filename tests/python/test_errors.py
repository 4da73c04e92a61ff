"""What a call raises for every kind of answer that is no success."""

import json
import pickle

import pytest
from client_generated import broker_errors, broker_models, datafeed_errors, errors
from conftest import Caller, quick
from server import Answer, Server, problem


def failing(call: Caller, server: Server, answer: Answer) -> errors.ClientError:
    server.answers = [answer]
    retry, _ = quick(retries=0)
    with pytest.raises(errors.ClientError) as caught:
        call("Broker", server.url, lambda c: c.cancel_order("1"), retry=retry)
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (409, errors.Conflict),
        (418, errors.StatusError),
        (422, errors.UnprocessableEntity),
        (429, errors.TooManyRequests),
        (500, errors.ServerError),
        (503, errors.ServerError),
        (302, errors.StatusError),
    ],
)
def test_each_status_has_its_class(
    status: int,
    kind: type[errors.ClientError],
    call: Caller,
    server: Server,
) -> None:
    exc = failing(call, server, problem(status, "some-code"))
    assert type(exc) is kind
    assert isinstance(exc, errors.StatusError)
    assert (exc.status, exc.code) == (status, "some-code")
    assert "detail of some-code" in str(exc)
    assert "DELETE /api/v1/broker/orders/{order_id}" in str(exc)


def test_a_problem_code_has_a_class_below_its_status(
    call: Caller,
    server: Server,
) -> None:
    answer = problem(404, "order-not-found", request_id="r-1")
    exc = failing(call, server, answer)
    assert type(exc) is broker_errors.OrderNotFound
    assert isinstance(exc, errors.NotFound)
    assert isinstance(exc, broker_errors.NotFound)
    assert isinstance(exc.body, broker_models.Problem)
    assert exc.body.detail == "detail of order-not-found"
    assert exc.request_id == "r-1"


def test_a_code_with_the_wrong_status_is_only_a_status(
    call: Caller,
    server: Server,
) -> None:
    assert (
        type(failing(call, server, problem(409, "order-not-found"))) is errors.Conflict
    )


def test_the_request_id_of_the_header_comes_first(call: Caller, server: Server) -> None:
    answer = problem(404, "order-not-found", request_id="body")
    answer.headers["X-Request-Id"] = "header"
    exc = failing(call, server, answer)
    assert isinstance(exc, errors.StatusError)
    assert exc.request_id == "header"


def test_a_violation_of_the_schema_lists_every_field(
    call: Caller,
    server: Server,
) -> None:
    bad = [{"pointer": "/qty", "detail": "must be > 0"}]
    server.answers = [problem(422, "invalid-request", errors=bad)]
    order = broker_models.PreOrder(symbol="A", type=1, side=1, qty=0)  # type: ignore[arg-type]
    with pytest.raises(broker_errors.UnprocessableEntity) as caught:
        call("Broker", server.url, lambda c: c.place_order(order))
    assert type(caught.value) is broker_errors.InvalidRequest
    assert isinstance(caught.value.body, broker_models.ValidationProblem)
    assert caught.value.body.errors[0].pointer == "/qty"


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (Answer(404, b"<html>", {"Content-Type": "text/html"}), "<html>"),
        (Answer(404, b"{", {}), "{"),
        (Answer(404, {"strange": 1}), {"strange": 1}),
        (Answer(404, [1]), [1]),
        (Answer(404, b""), ""),
        (Answer(404, b"[" * 100_000), "[" * 100_000),
    ],
)
def test_an_error_body_outside_the_document_is_kept_as_it_is(
    answer: Answer,
    body: object,
    call: Caller,
    server: Server,
) -> None:
    exc = failing(call, server, answer)
    assert type(exc) is errors.NotFound
    assert exc.body == body
    assert exc.code is None


@pytest.mark.parametrize("status", [201, 202, 204])
def test_a_success_outside_the_document_is_a_status_error(
    status: int,
    call: Caller,
    server: Server,
) -> None:
    exc = failing(call, server, Answer(status, None))
    assert type(exc) is errors.StatusError
    assert exc.status == status


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"not json"),
        Answer(200, {"success": "perhaps", "message": 1}),
        Answer(200, [1, 2]),
        Answer(200, b"<html>", {"Content-Type": "text/html"}),
        Answer(200, b""),
    ],
)
def test_an_answer_outside_the_document_is_a_decode_error(
    answer: Answer,
    call: Caller,
    server: Server,
) -> None:
    exc = failing(call, server, answer)
    assert isinstance(exc, errors.DecodeError)
    sent = (
        answer.body
        if isinstance(answer.body, bytes)
        else json.dumps(answer.body).encode()
    )
    assert (exc.status, exc.content) == (200, sent)


def test_a_connection_that_breaks_is_a_transport_error(
    call: Caller,
    server: Server,
) -> None:
    exc = failing(call, server, Answer(drop=True))
    assert isinstance(exc, errors.TransportError)
    assert exc.__cause__ is not None


def test_an_error_travels_between_processes(call: Caller, server: Server) -> None:
    exc = failing(call, server, problem(404, "order-not-found", request_id="r"))
    other = pickle.loads(pickle.dumps(exc))
    assert type(other) is broker_errors.OrderNotFound
    assert str(other) == str(exc)
    assert (other.status, other.code, other.request_id) == (404, "order-not-found", "r")
    assert isinstance(exc, errors.StatusError)
    assert other.body == exc.body


def test_modules_share_the_tree_but_not_their_codes() -> None:
    assert broker_errors.NotFound is datafeed_errors.NotFound is errors.NotFound
    assert not hasattr(datafeed_errors, "OrderNotFound")

"""When a call is sent again, and how long it waits before."""

import socket
from email.utils import formatdate

import pytest
from client_generated import broker_models, errors
from conftest import Caller, quick
from server import Answer, Server, problem

ACCOUNT = Answer(200, {"id": "a", "name": "n"})
DONE = Answer(200, {"message": "done"})
ORDER = broker_models.PreOrder(
    symbol="A",
    type=broker_models.OrderType.MARKET,
    side=broker_models.Side.BUY,
    qty=1,
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_read_is_sent_again(status: int, call: Caller, server: Server) -> None:
    server.answers = [problem(status, "x"), problem(status, "x"), ACCOUNT]
    retry, pauses = quick()
    call("Broker", server.url, lambda c: c.get_account_info(), retry=retry)
    assert len(server.requests) == 3
    assert pauses == [0.5, 1.0]


@pytest.mark.parametrize("status", [400, 401, 404, 409, 422, 501])
def test_a_refusal_is_final(status: int, call: Caller, server: Server) -> None:
    server.answers = [problem(status, "x"), ACCOUNT]
    retry, pauses = quick()
    with pytest.raises(errors.StatusError):
        call("Broker", server.url, lambda c: c.get_account_info(), retry=retry)
    assert (len(server.requests), pauses) == (1, [])


@pytest.mark.parametrize(
    "answer", [problem(503, "x"), problem(500, "x"), Answer(drop=True)]
)
def test_an_order_is_never_placed_twice(
    answer: Answer,
    call: Caller,
    server: Server,
) -> None:
    server.answers = [answer, Answer(200, {"orderId": "1"})]
    retry, pauses = quick()
    with pytest.raises(errors.ClientError):
        call("Broker", server.url, lambda c: c.place_order(ORDER), retry=retry)
    assert (len(server.requests), pauses) == (1, [])


@pytest.mark.parametrize("answer", [problem(503, "x"), Answer(drop=True)])
def test_a_position_is_never_closed_twice(
    answer: Answer,
    call: Caller,
    server: Server,
) -> None:
    server.answers = [answer, DONE]
    retry, _ = quick()
    with pytest.raises(errors.ClientError):
        call("Broker", server.url, lambda c: c.close_position("A"), retry=retry)
    assert len(server.requests) == 1


def test_too_many_requests_is_retried_whatever_the_method(
    call: Caller,
    server: Server,
) -> None:
    server.answers = [problem(429, "x"), Answer(200, {"orderId": "1"})]
    retry, pauses = quick()
    call("Broker", server.url, lambda c: c.place_order(ORDER), retry=retry)
    assert (len(server.requests), pauses) == (2, [0.5])


@pytest.mark.parametrize("answer", [problem(503, "x"), Answer(drop=True)])
def test_an_operation_marked_idempotent_is_sent_again(
    answer: Answer,
    call: Caller,
    server: Server,
) -> None:
    server.answers = [answer, Answer(200, {"sections": []})]
    retry, _ = quick()
    call("Broker", server.url, lambda c: c.preview_order(ORDER), retry=retry)
    assert len(server.requests) == 2


def test_failing_to_connect_is_retried_whatever_the_method(call: Caller) -> None:
    retry, pauses = quick()
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(errors.TransportError):
        call("Broker", url, lambda c: c.place_order(ORDER), retry=retry)
    assert pauses == [0.5, 1.0]


def test_pauses_double_up_to_the_longest(call: Caller, server: Server) -> None:
    server.answers = [problem(503, "x")]
    retry, pauses = quick(retries=7)
    with pytest.raises(errors.ServerError):
        call("Broker", server.url, lambda c: c.get_account_info(), retry=retry)
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


@pytest.mark.parametrize(
    ("wanted", "pause"),
    [
        ("3", 3.0),
        ("0", 0.5),
        (formatdate(1_000_007, usegmt=True), 7.0),
        (formatdate(999_000, usegmt=True), 0.5),
        ("nonsense", 0.5),
        ("-1", 0.5),
    ],
)
def test_the_server_may_ask_for_a_longer_pause(
    wanted: str,
    pause: float,
    call: Caller,
    server: Server,
) -> None:
    refusal = problem(429, "x")
    refusal.headers["Retry-After"] = wanted
    server.answers = [refusal, ACCOUNT]
    retry, pauses = quick()
    call("Broker", server.url, lambda c: c.get_account_info(), retry=retry)
    assert pauses == [pause]


def test_nobody_waits_for_an_hour(call: Caller, server: Server) -> None:
    refusal = problem(503, "x")
    refusal.headers["Retry-After"] = "3600"
    server.answers = [refusal, ACCOUNT]
    retry, pauses = quick()
    with pytest.raises(errors.ServerError):
        call("Broker", server.url, lambda c: c.get_account_info(), retry=retry)
    assert pauses == []


def test_one_call_may_have_its_own_number_of_retries(
    call: Caller,
    server: Server,
) -> None:
    server.answers = [problem(503, "x")]
    retry, _ = quick()
    with pytest.raises(errors.ServerError):
        call(
            "Broker",
            server.url,
            lambda c: c.get_account_info(options={"retries": 0}),
            retry=retry,
        )
    assert len(server.requests) == 1


def test_every_attempt_carries_the_same_idempotency_key(
    call: Caller,
    server: Server,
) -> None:
    server.answers = [
        problem(429, "x"),
        problem(429, "x"),
        Answer(200, {"orderId": "1"}),
    ]
    retry, _ = quick()
    call(
        "Broker",
        server.url,
        lambda c: c.place_order(ORDER, options={"idempotency_key": "k-1"}),
        retry=retry,
    )
    assert [r.headers["idempotency-key"] for r in server.requests] == ["k-1"] * 3

"""Credentials go nowhere else, and no argument changes what is asked for."""

import asyncio
from urllib.parse import unquote

import pytest
from client_generated import (
    APIKey,
    AsyncBrokerClient,
    Basic,
    Bearer,
    BrokerClient,
    _runtime,
    errors,
)
from conftest import Caller, quick
from server import Answer, Server, problem

ACCOUNT = Answer(200, {"id": "a", "name": "n"})


@pytest.mark.parametrize(
    ("arguments", "headers", "query"),
    [
        ({"token": "t"}, {"authorization": "Bearer t"}, []),
        ({"token": lambda: "t"}, {"authorization": "Bearer t"}, []),
        ({"auth": Bearer("t")}, {"authorization": "Bearer t"}, []),
        ({"auth": Basic("u", "p")}, {"authorization": "Basic dTpw"}, []),
        ({"auth": APIKey("X-Key", "k")}, {"x-key": "k"}, []),
        ({"auth": APIKey("key", "k&", "query")}, {}, [("key", "k&")]),
        ({"auth": [APIKey("sid", "a;b", "cookie")]}, {"cookie": "sid=a%3Bb"}, []),
        ({"headers": {"X-Team": "a"}}, {"x-team": "a"}, []),
    ],
)
def test_credentials_travel_where_they_should(
    arguments: dict[str, object],
    headers: dict[str, str],
    query: list[tuple[str, str]],
    call: Caller,
    server: Server,
) -> None:
    server.answers = [ACCOUNT]
    call("Broker", server.url, lambda c: c.get_account_info(), **arguments)
    assert headers.items() <= server.only.headers.items()
    assert server.only.query == query


def test_a_token_is_asked_for_before_every_attempt(
    call: Caller, server: Server
) -> None:
    server.answers = [problem(503, "x"), ACCOUNT]
    tokens = iter(["first", "second"])
    retry, _ = quick()
    call(
        "Broker",
        server.url,
        lambda c: c.get_account_info(),
        token=lambda: next(tokens),
        retry=retry,
    )
    sent = [r.headers["authorization"] for r in server.requests]
    assert sent == ["Bearer first", "Bearer second"]


def test_an_asynchronous_token_suits_the_asynchronous_client(server: Server) -> None:
    async def token() -> str:
        await asyncio.sleep(0)
        return "later"

    async def go() -> None:
        async with AsyncBrokerClient(server.url, token=token) as broker:
            await broker.get_account_info()

    server.answers = [ACCOUNT]
    asyncio.run(go())
    assert server.only.headers["authorization"] == "Bearer later"


def test_secrets_are_not_printed() -> None:
    printed = repr([Bearer("s3cret"), Basic("u", "s3cret"), APIKey("k", "s3cret")])
    assert "s3cret" not in printed


def test_redirects_are_not_followed(call: Caller, server: Server) -> None:
    with Server() as elsewhere:
        elsewhere.answers = [ACCOUNT]
        server.answers = [Answer(307, None, {"Location": elsewhere.url + "/steal"})]
        with pytest.raises(errors.StatusError) as caught:
            call("Broker", server.url, lambda c: c.get_account_info(), token="t")
        assert caught.value.status == 307
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    "bad",
    ["", ".", "..", "%2e", "%2E%2e", ".%2E", "%252e%252e", "%25252e"],
)
def test_a_path_argument_cannot_change_the_path(
    bad: str,
    call: Caller,
    server: Server,
) -> None:
    server.answers = [ACCOUNT]
    with pytest.raises(ValueError, match="order_id"):
        call("Broker", server.url, lambda c: c.cancel_order(bad))
    assert server.requests == []


@pytest.mark.parametrize(
    "odd", ["../x", "a/../b", "...", "a b", "%2f", "?q", "#f", "ü", "\n"]
)
def test_any_other_path_argument_is_one_segment(
    odd: str,
    call: Caller,
    server: Server,
) -> None:
    server.answers = [Answer(200, {"message": "done"})]
    call("Broker", server.url, lambda c: c.cancel_order(odd))
    prefix = "/api/v1/broker/orders/"
    assert server.only.path.startswith(prefix)
    assert "/" not in server.only.path.removeprefix(prefix)
    assert unquote(server.only.path.removeprefix(prefix)) == odd


@pytest.mark.parametrize("bad", ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "ü"])
def test_a_header_cannot_become_two(bad: str, call: Caller, server: Server) -> None:
    server.answers = [ACCOUNT]
    for arguments, options in (
        ({"headers": {"X-A": bad}}, {}),
        ({"token": bad}, {}),
        ({}, {"headers": {"X-A": bad}}),
        ({}, {"headers": {bad: "x"}}),
        ({}, {"idempotency_key": bad}),
    ):
        with pytest.raises(ValueError, match="header"):
            call(
                "Broker",
                server.url,
                lambda c, options=options: c.get_account_info(options=options),
                **arguments,
            )
    assert server.requests == []


def test_of_two_headers_of_one_name_the_closer_one_counts(
    call: Caller,
    server: Server,
) -> None:
    server.answers = [ACCOUNT]
    call(
        "Broker",
        server.url,
        lambda c: c.get_account_info(options={"headers": {"x-team": "call"}}),
        headers={"X-TEAM": "client", "accept": "application/problem+json"},
    )
    assert server.only.headers["x-team"] == "call"
    assert server.only.headers["accept"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/a?b=c", "/a#b", "/a b", "/é", "/x//evil.example", "/a%2Fb"]
)
def test_the_path_of_a_document_stays_a_path(path: str, server: Server) -> None:
    server.answers = [ACCOUNT]
    with BrokerClient(server.url) as broker:
        broker._send(
            _runtime.Call[object](method="GET", path=path, answers={"200": object})
        )
    assert server.only.query == []
    assert unquote(server.only.path) == unquote(path)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.com",
        "ftp://x",
        "https://",
        "https://u:p@x",
        "https://x?a=b",
        "https://x#f",
    ],
)
def test_the_address_must_be_an_origin(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        BrokerClient(address)


def test_a_proxy_may_put_a_path_before(server: Server) -> None:
    server.answers = [ACCOUNT]
    with BrokerClient(server.url + "/gateway/") as broker:
        broker.get_account_info()
    assert server.only.path == "/gateway/api/v1/broker/account"

"""Streams, sync and async, against a small WebSocket server."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from client_generated import (
    APIKey,
    AsyncBrokerClient,
    AsyncDatafeedClient,
    BrokerClient,
    DatafeedClient,
    broker_models,
    datafeed_models,
    errors,
)
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

Script = Callable[[ServerConnection, dict[str, Any]], None]
TOPIC = 'orders:{"accountId":"DEMO-ACCOUNT"}'
ORDER = {"id": "ORDER-1", "symbol": "A", "type": 2, "side": 1, "qty": 1, "status": 6}


class Sockets:
    """A server that reads the first message and then follows a script."""

    def __init__(self) -> None:
        self.script: Script = lambda socket, message: None
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.messages: list[dict[str, Any]] = []
        self.closed = threading.Event()
        self.url = ""

    def note(self, socket: ServerConnection, request: Request) -> Response | None:
        self.paths.append(request.path)
        self.headers.append({k.lower(): v for k, v in request.headers.raw_items()})
        return None

    def handle(self, socket: ServerConnection) -> None:
        message = json.loads(socket.recv())
        self.messages.append(message)
        self.script(socket, message)
        for _ in socket:
            pass
        self.closed.set()


@pytest.fixture
def sockets() -> Iterator[Sockets]:
    state = Sockets()
    with running(state) as server:
        state.url = f"http://127.0.0.1:{server.socket.getsockname()[1]}"
        yield state


@contextmanager
def running(state: Sockets) -> Iterator[Server]:
    with serve(state.handle, "127.0.0.1", 0, process_request=state.note) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def send(socket: ServerConnection, kind: str, **payload: Any) -> None:
    socket.send(json.dumps({"type": kind, "payload": payload}))


def accept(
    socket: ServerConnection, message: dict[str, Any], topic: str = TOPIC
) -> None:
    reply = {"status": "ok", "message": "Subscribed", "topic": topic}
    kind = message["type"] + ".response"
    socket.send(json.dumps({"type": kind, "id": message["id"], "payload": reply}))


def scripted(*frames: tuple[str, dict[str, Any]]) -> Script:
    def script(socket: ServerConnection, message: dict[str, Any]) -> None:
        accept(socket, message)
        for kind, payload in frames:
            send(socket, kind, **payload)

    return script


def update(**more: Any) -> tuple[str, dict[str, Any]]:
    return "orders.update", {"topic": TOPIC, "payload": ORDER | more}


END = ("orders.end", {"topic": TOPIC, "code": "completed", "message": "no more"})


@pytest.fixture(params=["sync", "async"])
def collect(request: pytest.FixtureRequest, sockets: Sockets) -> Callable[..., Any]:
    """Subscribe to orders, read to the end, and give the stream and what it gave."""

    def sync(**arguments: Any) -> tuple[Any, list[broker_models.PlacedOrder]]:
        with (
            BrokerClient(sockets.url, **arguments) as broker,
            broker.orders(account_id="DEMO-ACCOUNT") as updates,
        ):
            return updates, list(updates)

    async def go(**arguments: Any) -> tuple[Any, list[broker_models.PlacedOrder]]:
        async with (
            AsyncBrokerClient(sockets.url, **arguments) as broker,
            broker.orders(account_id="DEMO-ACCOUNT") as updates,
        ):
            return updates, [update async for update in updates]

    if request.param == "sync":
        return sync
    return lambda **arguments: asyncio.run(go(**arguments))


def test_a_stream_gives_typed_updates_until_the_topic_ends(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    sockets.script = scripted(update(), update(id="ORDER-2", status=77, new="x"), END)
    stream, orders = collect()
    assert sockets.paths == ["/api/v1/broker/ws"]
    [message] = sockets.messages
    assert message["type"] == "orders.subscribe"
    assert message["payload"] == {"accountId": "DEMO-ACCOUNT"}
    assert isinstance(message["id"], str)
    assert [o.id for o in orders] == ["ORDER-1", "ORDER-2"]
    assert all(type(o) is broker_models.PlacedOrder for o in orders)
    assert orders[0].status is broker_models.OrderStatus.WORKING
    assert orders[1].status.name == "UNKNOWN_77"
    assert stream.topic == TOPIC
    assert sockets.closed.wait(5)


def test_lost_and_conflated_updates_are_counted(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    skipped = update()
    skipped[1]["skipped"] = 3
    sockets.script = scripted(
        ("orders.gap", {"topic": TOPIC, "missed": 5}),
        ("orders.gap", {"topic": TOPIC, "missed": -1}),
        skipped,
        ("orders.heartbeat", {}),
        END,
    )
    stream, orders = collect()
    assert (stream.gaps, stream.missed, stream.skipped, len(orders)) == (2, 5, 3, 1)


def test_a_refused_subscription_raises_before_the_block(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    def refuse(socket: ServerConnection, message: dict[str, Any]) -> None:
        payload = {"status": "error", "code": "forbidden", "message": "not yours"}
        socket.send(
            json.dumps({"type": "orders.subscribe.response", "payload": payload})
        )

    sockets.script = refuse
    with pytest.raises(errors.StreamError, match="not yours") as caught:
        collect()
    assert caught.value.code == "forbidden"
    assert sockets.closed.wait(5)


def test_the_end_of_a_topic_by_failure_raises(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    end = {"topic": TOPIC, "code": "shutting-down", "message": "going away"}
    sockets.script = scripted(update(), ("orders.end", end))
    with pytest.raises(errors.StreamError, match="going away") as caught:
        collect()
    assert (caught.value.code, caught.value.topic) == ("shutting-down", TOPIC)


def test_a_connection_that_closes_is_a_transport_error(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    def leave(socket: ServerConnection, message: dict[str, Any]) -> None:
        accept(socket, message)
        socket.close(1008, "slow consumer")

    sockets.script = leave
    with pytest.raises(errors.TransportError, match="slow consumer"):
        collect()


@pytest.mark.parametrize(
    "frame",
    ["{", "[]", "{}", '{"type":"orders.update","payload":1}', "[" * 100_000],
)
def test_a_frame_that_is_no_message_is_a_decode_error(
    frame: str,
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    def babble(socket: ServerConnection, message: dict[str, Any]) -> None:
        accept(socket, message)
        socket.send(frame)

    sockets.script = babble
    with pytest.raises(errors.DecodeError) as caught:
        collect()
    assert caught.value.content == frame.encode()


def test_an_update_outside_its_schema_is_a_decode_error(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    sockets.script = scripted(update(qty="many"))
    with pytest.raises(errors.DecodeError, match="qty"):
        collect()


def test_credentials_travel_with_the_handshake(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    sockets.script = scripted(END)
    auth = [APIKey("key", "k&", "query"), APIKey("sid", "s", "cookie")]
    collect(token="t", auth=auth, headers={"X-Team": "a"})
    assert sockets.paths == ["/api/v1/broker/ws?key=k%26"]
    headers = sockets.headers[0]
    assert headers["authorization"] == "Bearer t"
    assert headers["cookie"] == "sid=s"
    assert headers["x-team"] == "a"


def test_a_handshake_is_not_redirected(
    collect: Callable[..., Any], sockets: Sockets
) -> None:
    other = Sockets()
    with running(other) as elsewhere:
        port = elsewhere.socket.getsockname()[1]

        def redirect(socket: ServerConnection, request: Request) -> Response:
            response = socket.respond(307, "elsewhere")
            response.headers["Location"] = f"ws://127.0.0.1:{port}/steal"
            return response

        sockets.note = redirect  # type: ignore[method-assign]
        with running(sockets) as server:
            sockets.url = f"http://127.0.0.1:{server.socket.getsockname()[1]}"
            with pytest.raises(errors.TransportError):
                collect(token="t")
    assert other.paths == []


def test_nobody_answering_is_a_transport_error(
    collect: Callable[..., Any],
    sockets: Sockets,
) -> None:
    with pytest.raises(errors.TransportError):
        collect(timeout=0.2)
    sockets.url = "http://127.0.0.1:9"
    with pytest.raises(errors.TransportError):
        collect()


BAR = {"time": 1, "open": 1, "high": 2, "low": 0.5, "close": 1.5}


def test_requests_carry_enums_and_lists_as_the_document_says(sockets: Sockets) -> None:
    def bar(socket: ServerConnection, message: dict[str, Any]) -> None:
        accept(socket, message, "t")
        if message["type"] == "bars.subscribe":
            send(socket, "bars.update", topic="t", payload=BAR)
        else:
            quote = {"s": "error", "n": "A", "v": {"error": "unknown"}}
            send(socket, "quotes.update", topic="t", payload=quote)

    sockets.script = bar
    day = datafeed_models.Resolution.DAY
    with DatafeedClient(sockets.url) as feed:
        with feed.bars(symbol="A", resolution=day) as bars:
            assert next(bars) == datafeed_models.Bar.model_validate(BAR)
        with feed.quotes(symbols=["A"], fast_symbols=[]) as quotes:
            assert isinstance(next(quotes).v, datafeed_models.QuoteError)
    assert [m["payload"] for m in sockets.messages] == [
        {"symbol": "A", "resolution": "D"},
        {"symbols": ["A"], "fast_symbols": []},
    ]

    async def go() -> datafeed_models.Bar:
        async with (
            AsyncDatafeedClient(sockets.url) as feed,
            feed.bars(symbol="A", resolution=day) as bars,
        ):
            return await anext(bars)

    assert asyncio.run(go()) == datafeed_models.Bar.model_validate(BAR)

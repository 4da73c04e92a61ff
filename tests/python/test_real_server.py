"""The generated clients against the generated routers: Python on one end of a real socket, Go on the other."""

from __future__ import annotations

import asyncio
import pathlib
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from client_generated import (
    AsyncBrokerClient,
    AsyncDatafeedClient,
    BrokerClient,
    broker_models,
    datafeed_errors,
    datafeed_models,
)

BACKEND = pathlib.Path(__file__).resolve().parents[2] / "backend"
ACCOUNT = "DEMO-ACCOUNT"


class Server:
    """The Go program that serves the streams of both modules."""

    def __init__(self, program: pathlib.Path) -> None:
        self.process = subprocess.Popen(
            [str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.origin = self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def do(self, command: str) -> None:
        """Let the server do something, and wait until it is done."""
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        assert self._line() == "ok"

    def stop(self) -> int:
        """End the input of the server and wait for it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        with self.process.stdout:
            return self.process.wait(10)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Build the server once."""
    go = shutil.which("go")
    if go is None:
        pytest.skip("needs the go command")
    binary = tmp_path_factory.mktemp("server") / "streamserver"
    subprocess.run(
        [go, "build", "-o", str(binary), "./tests/streamserver"],
        cwd=BACKEND,
        check=True,
    )
    return binary


@pytest.fixture
def server(program: pathlib.Path) -> Iterator[Server]:
    """A server with nothing traded yet."""
    running = Server(program)
    yield running
    if running.process.poll() is None:
        running.stop()


def test_an_order_and_its_fill_are_seen_on_four_streams(server: Server) -> None:
    with (
        BrokerClient(server.origin) as broker,
        broker.orders(account_id=ACCOUNT) as orders,
        broker.executions(account_id=ACCOUNT) as executions,
        broker.equity(account_id=ACCOUNT) as equity,
        broker.positions(account_id=ACCOUNT) as positions,
    ):
        server.do("order AAPL 2 100")
        server.do("execute")
        placed, filled = next(iter(orders)), next(iter(orders))
        assert (placed.id, placed.status) == (
            "ORDER-1",
            broker_models.OrderStatus.WORKING,
        )
        assert (filled.id, filled.status) == (
            "ORDER-1",
            broker_models.OrderStatus.FILLED,
        )
        assert (filled.filled_qty, filled.avg_price) == (2, 100)
        execution = next(iter(executions))
        assert (execution.symbol, execution.price, execution.qty) == ("AAPL", 100, 2)
        assert execution.side is broker_models.Side.BUY
        assert next(iter(equity)).balance == 100_000
        assert next(iter(positions)).qty == 2


def test_bars_and_quotes_stream_to_async_clients(server: Server) -> None:
    async def watch() -> None:
        async with (
            AsyncDatafeedClient(server.origin) as datafeed,
            datafeed.bars(
                symbol="MSFT", resolution=datafeed_models.Resolution.DAY
            ) as bars,
            datafeed.quotes(symbols=["MSFT"], fast_symbols=[]) as quotes,
        ):
            await asyncio.to_thread(server.do, "trade MSFT 410.5 10")
            bar = await anext(aiter(bars))
            assert (bar.open, bar.close, bar.volume) == (410.5, 410.5, 10)
            quote = await anext(aiter(quotes))
            assert isinstance(quote.v, datafeed_models.QuoteValues)
            assert (quote.n, quote.v.lp) == ("MSFT", 410.5)

    asyncio.run(asyncio.wait_for(watch(), 20))


def test_a_refused_subscription_raises_the_error_of_its_code(server: Server) -> None:
    async def subscribe() -> None:
        async with AsyncDatafeedClient(server.origin) as datafeed:
            resolution = datafeed_models.Resolution.DAY
            with pytest.raises(datafeed_errors.StreamError) as refused:
                async with datafeed.bars(symbol="NOPE", resolution=resolution):
                    pass
            assert refused.value.code == "symbol-not-found"

    asyncio.run(asyncio.wait_for(subscribe(), 20))


def test_a_server_that_stops_ends_the_stream_with_its_reason(server: Server) -> None:
    async def watch() -> None:
        async with AsyncBrokerClient(server.origin) as broker:
            async with broker.orders(account_id=ACCOUNT) as orders:
                assert await asyncio.to_thread(server.stop) == 0
                with pytest.raises(datafeed_errors.StreamError) as ended:
                    async for _ in orders:
                        pass
            assert ended.value.code == "shutting-down"

    asyncio.run(asyncio.wait_for(watch(), 20))

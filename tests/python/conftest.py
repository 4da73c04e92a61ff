"""Fixtures: the generated package of the trading backend, and servers to call."""

import asyncio
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "backend"))
sys.path.insert(0, str(Path(__file__).parent))

import client_generated as api  # noqa: E402
from server import Server  # noqa: E402


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


Caller = Callable[..., Any]


def quick(**more: Any) -> Any:
    """A retry policy that notes its pauses instead of waiting."""
    pauses: list[float] = []

    async def async_sleep(seconds: float) -> None:
        pauses.append(seconds)

    retry = api.Retry(
        sleep=pauses.append,
        async_sleep=async_sleep,
        jitter=lambda low, high: high,
        now=lambda: 1_000_000.0,
        **more,
    )
    return retry, pauses


@pytest.fixture(params=["sync", "async", "raw", "async raw"])
def call(request: pytest.FixtureRequest) -> Caller:
    """Run a method of a client, in each of the four ways to call one.

    call(Client name, base url, lambda client: client.method(...), **client arguments)
    gives what the method gives; the raw views' Response is opened. The transport is
    one without certificates, which would cost more than the call.
    """
    way = request.param

    def run(name: str, url: str, use: Callable[[Any], Any], **arguments: Any) -> Any:
        if "async" not in way:
            with httpx.Client(verify=False) as http:
                client = getattr(api, f"{name}Client")(url, http=http, **arguments)
                result = use(client.raw if "raw" in way else client)
        else:

            async def go() -> Any:
                kind = getattr(api, f"Async{name}Client")
                async with httpx.AsyncClient(verify=False) as http:
                    client = kind(url, http=http, **arguments)
                    pending = use(client.raw if "raw" in way else client)
                    assert inspect.isawaitable(pending)
                    return await pending

            result = asyncio.run(go())
        if "raw" in way:
            assert isinstance(result, api.Response)
            assert 200 <= result.status < 300
            return result.data
        return result

    return run

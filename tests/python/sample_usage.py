"""A program that a user might write; mypy --strict reads it, and a test runs it."""

import asyncio
from typing import assert_type, cast
from unittest.mock import NonCallableMagicMock, create_autospec

from client_generated import (
    AsyncBrokerClient,
    BrokerAPI,
    BrokerClient,
    DatafeedClient,
    broker_errors,
    broker_models,
    datafeed_models,
    errors,
)
from client_generated.broker_models import OrderType, Side


def get_token() -> str:
    """Give a token; it may have been renewed."""
    return "secret"


def trade(url: str) -> list[str]:
    """Place an order, look at what came of it, and give up a position."""
    lines: list[str] = []
    with BrokerClient(url, token=get_token) as broker:
        order = broker_models.PreOrder(
            symbol="AAPL",
            type=OrderType.LIMIT,
            side=Side.BUY,
            qty=2,
            limit_price=190,
        )
        placed = broker.place_order(
            order, options={"idempotency_key": "k", "timeout": 5}
        )
        assert_type(placed, broker_models.PlaceOrderResult)
        assert_type(placed.order_id, str)
        orders = broker.get_orders()
        assert_type(orders, list[broker_models.PlacedOrder])
        assert_type(orders[0].limit_price, float | None)
        raw = broker.raw.get_orders(options={"retries": 0})
        assert_type(raw.data, list[broker_models.PlacedOrder])
        lines.append(f"{placed.order_id} {orders[0].status.name} {raw.status}")
        try:
            broker.close_position("p/1", amount=0.5)
        except broker_errors.PositionNotFound as exc:
            lines.append(f"{exc.request_id} {exc.body.detail}")
        except errors.NotFound as exc:
            lines.append(f"not found: {exc.body}")
    return lines


def quote(url: str, symbol: str) -> float | str:
    """Give the last price, or why there is none."""
    with DatafeedClient(url) as feed:
        [data] = feed.get_quotes(datafeed_models.GetQuotesRequest(symbols=[symbol]))
        match data.v:
            case datafeed_models.QuoteValues(lp=price):
                return price
            case datafeed_models.QuoteError(error=why):
                return why


async def watch(url: str, account: str) -> list[broker_models.PlacedOrder]:
    """Read an account's orders until nothing more will come."""
    seen: list[broker_models.PlacedOrder] = []
    async with AsyncBrokerClient(url, token=get_token) as client:
        account_info = await client.get_account_info()
        assert_type(account_info, broker_models.AccountMetainfo)
        async with client.orders(account_id=account) as updates:
            async for update in updates:
                assert_type(update, broker_models.PlacedOrder)
                seen.append(update)
    return seen


def symbols_held(broker: BrokerAPI) -> list[str]:
    """Work with a client, or with what stands in for one in a test."""
    return sorted(position.symbol for position in broker.get_positions())


def stand_in() -> BrokerAPI:
    """Give what a test of symbols_held would hand to it."""
    broker = create_autospec(BrokerAPI, instance=True)
    position = broker_models.Position(
        id="AAPL",
        symbol="AAPL",
        qty=1,
        side=Side.BUY,
        avg_price=190,
    )
    broker.get_positions.return_value = [position]
    assert isinstance(broker, NonCallableMagicMock)
    return cast(BrokerAPI, broker)


def main() -> None:
    """Run everything against a local server."""
    url = "http://localhost:8000"
    print(symbols_held(stand_in()))
    print(trade(url), quote(url, "AAPL"), asyncio.run(watch(url, "DEMO-ACCOUNT")))


if __name__ == "__main__":
    main()

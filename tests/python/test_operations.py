"""Every operation of the trading backend: what goes out, and what comes back.

The rows are written by hand from the description of the backend, and a test holds that
no operation of the documents is without one.
"""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from client_generated import broker_models as b
from client_generated import datafeed_models as d
from conftest import ROOT, Caller
from server import Answer, Server


@dataclass
class Row:
    client: str
    id: str
    use: Callable[[Any], Any]
    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    body: Any = None
    answer: Any = None
    result: Any = None


ORDER = {"symbol": "AAPL", "type": 1, "side": 1, "qty": 2.0, "limitPrice": 190.0}
PRE = b.PreOrder(
    symbol="AAPL",
    type=b.OrderType.LIMIT,
    side=b.Side.BUY,
    qty=2,
    limit_price=190,
)
DONE = {"success": True, "message": "done"}
LEVER = {"symbol": "AAPL", "orderType": 2, "side": -1, "leverage": 20.0}
LEVER_PARAMS = b.LeverageSetParams(
    symbol="AAPL",
    order_type=b.OrderType.MARKET,
    side=b.Side.SELL,
    leverage=20,
)
HEALTH = {
    "status": "ok",
    "message": "fine",
    "timestamp": "2026-01-02T03:04:05.5Z",
    "module_name": "broker",
    "api_version": "v1",
}
MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, 500000, datetime.UTC)
VERSION = {
    "version": "v1",
    "release_date": "2025-01-01",
    "status": "stable",
    "breaking_changes": [],
}
VERSIONS = {
    "current_version": "v1",
    "available_versions": {"v1": VERSION},
    "documentation_url": "https://example.com/docs",
    "support_contact": "help@example.com",
}
SYMBOL_INFO = {
    "name": "AAPL",
    "description": "Apple Inc.",
    "type": "stock",
    "session": "0930-1600",
    "timezone": "America/New_York",
    "ticker": "",
    "exchange": "NASDAQ",
    "listed_exchange": "NASDAQ",
    "format": "price",
    "pricescale": 100,
    "minmov": 1,
    "has_intraday": True,
    "has_daily": True,
    "supported_resolutions": ["1", "D"],
    "volume_precision": 0,
    "data_status": "streaming",
}
QUOTE = {
    "lp": 1.5,
    "ask": 1.6,
    "bid": 1.4,
    "spread": 0.2,
    "open_price": 1.0,
    "high_price": 2.0,
    "low_price": 0.5,
    "prev_close_price": 1.1,
    "volume": 7,
    "ch": 0.4,
    "chp": 36.4,
    "short_name": "AAPL",
    "exchange": "NASDAQ",
    "description": "Apple Inc.",
    "original_name": "NASDAQ:AAPL",
}
BROKER, FEED = "/api/v1/broker", "/api/v1/datafeed"

ROWS = [
    Row(
        "Broker",
        "placeOrder",
        lambda c: c.place_order(PRE),
        "POST",
        f"{BROKER}/orders",
        body=ORDER,
        answer={"orderId": "ORDER-1"},
        result=b.PlaceOrderResult(order_id="ORDER-1"),
    ),
    Row(
        "Broker",
        "previewOrder",
        lambda c: c.preview_order(PRE),
        "POST",
        f"{BROKER}/orders/preview",
        body=ORDER,
        answer={"sections": [{"rows": [{"title": "Symbol", "value": "AAPL"}]}]},
        result=b.OrderPreviewResult(
            sections=[
                b.OrderPreviewSection(
                    rows=[b.OrderPreviewSectionRow(title="Symbol", value="AAPL")]
                )
            ]
        ),
    ),
    Row(
        "Broker",
        "modifyOrder",
        lambda c: c.modify_order("ORDER-1", PRE),
        "PUT",
        f"{BROKER}/orders/ORDER-1",
        body=ORDER,
        answer=DONE,
        result=b.SuccessResponse(success=True, message="done"),
    ),
    Row(
        "Broker",
        "cancelOrder",
        lambda c: c.cancel_order("a b/ü?#%"),
        "DELETE",
        f"{BROKER}/orders/a%20b%2F%C3%BC%3F%23%25",
        answer={"message": "done"},
        result=b.SuccessResponse(message="done"),
    ),
    Row(
        "Broker",
        "getOrders",
        lambda c: c.get_orders(),
        "GET",
        f"{BROKER}/orders",
        answer=[ORDER | {"id": "ORDER-1", "status": 6, "filledQty": None}],
        result=[
            b.PlacedOrder(
                id="ORDER-1",
                symbol="AAPL",
                type=b.OrderType.LIMIT,
                side=b.Side.BUY,
                qty=2,
                status=b.OrderStatus.WORKING,
                limit_price=190,
                filled_qty=None,
            )
        ],
    ),
    Row(
        "Broker",
        "getPositions",
        lambda c: c.get_positions(),
        "GET",
        f"{BROKER}/positions",
        answer=[],
        result=[],
    ),
    Row(
        "Broker",
        "getExecutions",
        lambda c: c.get_executions("AAPL"),
        "GET",
        f"{BROKER}/executions/AAPL",
        answer=[{"symbol": "AAPL", "price": 1.5, "qty": 2, "side": -1, "time": 1700}],
        result=[
            b.Execution(symbol="AAPL", price=1.5, qty=2, side=b.Side.SELL, time=1700)
        ],
    ),
    Row(
        "Broker",
        "getAccountInfo",
        lambda c: c.get_account_info(),
        "GET",
        f"{BROKER}/account",
        answer={"id": "DEMO-ACCOUNT", "name": "Demo Trading Account"},
        result=b.AccountMetainfo(id="DEMO-ACCOUNT", name="Demo Trading Account"),
    ),
    Row(
        "Broker",
        "closePosition",
        lambda c: c.close_position("p/1", amount=0.5),
        "DELETE",
        f"{BROKER}/positions/p%2F1",
        query=[("amount", "0.5")],
        answer=DONE,
        result=b.SuccessResponse(success=True, message="done"),
    ),
    Row(
        "Broker",
        "closePosition",
        lambda c: c.close_position("AAPL"),
        "DELETE",
        f"{BROKER}/positions/AAPL",
        answer=DONE,
        result=b.SuccessResponse(success=True, message="done"),
    ),
    Row(
        "Broker",
        "editPositionBrackets",
        lambda c: c.edit_position_brackets(
            "AAPL",
            b.EditPositionBracketsRequest(
                brackets=b.Brackets(stop_loss=180, take_profit=None),
                custom_fields={"note": ["x", 1, None]},
            ),
        ),
        "PUT",
        f"{BROKER}/positions/AAPL/brackets",
        body={
            "brackets": {"stopLoss": 180.0, "takeProfit": None},
            "customFields": {"note": ["x", 1, None]},
        },
        answer=DONE,
        result=b.SuccessResponse(success=True, message="done"),
    ),
    Row(
        "Broker",
        "leverageInfo",
        lambda c: c.leverage_info(
            symbol="A&B=C",
            order_type=b.OrderType.STOP_LIMIT,
            side=b.Side.SELL,
        ),
        "GET",
        f"{BROKER}/leverage/info",
        query=[("symbol", "A&B=C"), ("orderType", "4"), ("side", "-1")],
        answer={"title": "Leverage", "leverage": 10, "min": 1, "max": 100, "step": 1},
        result=b.LeverageInfo(title="Leverage", leverage=10, min=1, max=100, step=1),
    ),
    Row(
        "Broker",
        "setLeverage",
        lambda c: c.set_leverage(LEVER_PARAMS),
        "PUT",
        f"{BROKER}/leverage/set",
        body=LEVER,
        answer={"leverage": 20},
        result=b.LeverageSetResult(leverage=20),
    ),
    Row(
        "Broker",
        "previewLeverage",
        lambda c: c.preview_leverage(LEVER_PARAMS),
        "POST",
        f"{BROKER}/leverage/preview",
        body=LEVER,
        answer={"infos": ["Margin requirement: 4.00%"], "warnings": None},
        result=b.LeveragePreviewResult(
            infos=["Margin requirement: 4.00%"],
            warnings=None,
        ),
    ),
    Row(
        "Datafeed",
        "getConfig",
        lambda c: c.get_config(),
        "GET",
        f"{FEED}/config",
        answer={
            "supported_resolutions": ["1"],
            "supports_time": True,
            "exchanges": [{"value": "NASDAQ", "name": "Nasdaq", "desc": "N"}],
            "symbols_types": [{"name": "Stock", "value": "stock"}],
        },
        result=d.DatafeedConfiguration(
            supported_resolutions=["1"],
            supports_time=True,
            exchanges=[d.Exchange(value="NASDAQ", name="Nasdaq", desc="N")],
            symbols_types=[d.DatafeedSymbolType(name="Stock", value="stock")],
        ),
    ),
    Row(
        "Datafeed",
        "searchSymbols",
        lambda c: c.search_symbols(user_input="é +"),
        "GET",
        f"{FEED}/search",
        query=[
            ("user_input", "é +"),
            ("exchange", ""),
            ("symbol_type", ""),
            ("max_results", "50"),
        ],
        answer=[
            {"symbol": "AAPL", "description": "A", "exchange": "N", "type": "stock"},
        ],
        result=[
            d.SearchSymbolResultItem(
                symbol="AAPL",
                description="A",
                exchange="N",
                type="stock",
            )
        ],
    ),
    Row(
        "Datafeed",
        "resolveSymbol",
        lambda c: c.resolve_symbol("AAPL"),
        "GET",
        f"{FEED}/resolve/AAPL",
        answer=SYMBOL_INFO,
        result=d.SymbolInfo.model_validate(SYMBOL_INFO),
    ),
    Row(
        "Datafeed",
        "getBars",
        lambda c: c.get_bars(
            symbol="AAPL",
            resolution=d.Resolution.DAY,
            from_time=1700000000,
            to_time=1800000000,
            count_back=2,
        ),
        "GET",
        f"{FEED}/bars",
        query=[
            ("symbol", "AAPL"),
            ("resolution", "D"),
            ("from_time", "1700000000"),
            ("to_time", "1800000000"),
            ("count_back", "2"),
        ],
        answer={
            "bars": [{"time": 1, "open": 1, "high": 2, "low": 0.5, "close": 1.5}],
        },
        result=d.GetBarsResponse(
            bars=[d.Bar(time=1, open=1, high=2, low=0.5, close=1.5)],
        ),
    ),
    Row(
        "Datafeed",
        "getQuotes",
        lambda c: c.get_quotes(d.GetQuotesRequest(symbols=["AAPL", "NOPE"])),
        "POST",
        f"{FEED}/quotes",
        body={"symbols": ["AAPL", "NOPE"]},
        answer=[
            {"s": "ok", "n": "AAPL", "v": QUOTE},
            {"s": "error", "n": "NOPE", "v": {"error": "unknown"}},
        ],
        result=[
            d.QuoteData(
                s=d.QuoteStatus.OK,
                n="AAPL",
                v=d.QuoteValues.model_validate(QUOTE),
            ),
            d.QuoteData(
                s=d.QuoteStatus.ERROR,
                n="NOPE",
                v=d.QuoteError(error="unknown"),
            ),
        ],
    ),
]
for name, base, models in (("Broker", BROKER, b), ("Datafeed", FEED, d)):
    ROWS += [
        Row(
            name,
            "getHealthStatus",
            lambda c: c.get_health_status(),
            "GET",
            f"{base}/health",
            answer=HEALTH,
            result=models.HealthStatus(
                status="ok",
                message="fine",
                timestamp=MOMENT,
                module_name="broker",
                api_version="v1",
            ),
        ),
        Row(
            name,
            "getAPIVersions",
            lambda c: c.get_api_versions(),
            "GET",
            f"{base}/versions",
            answer=VERSIONS,
            result=models.APIVersions.model_validate(VERSIONS),
        ),
        Row(
            name,
            "getCurrentAPIVersion",
            lambda c: c.get_current_api_version(),
            "GET",
            f"{base}/version",
            answer=VERSION,
            result=models.VersionInfo.model_validate(VERSION),
        ),
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.client}.{row.id}")
def test_each_operation_sends_and_reads_what_the_document_says(
    row: Row,
    call: Caller,
    server: Server,
) -> None:
    server.answers = [Answer(200, row.answer)]
    result = call(row.client, server.url, row.use)
    request = server.only
    assert (request.method, request.path) == (row.method, row.path)
    assert request.query == row.query
    assert request.body == row.body
    assert request.headers["accept"] == "application/json"
    assert (request.headers.get("content-type") == "application/json") is bool(row.body)
    assert result == row.result
    assert type(result) is type(row.result)


@pytest.mark.parametrize("module", ["broker", "datafeed"])
def test_no_operation_of_the_documents_is_without_a_row(module: str) -> None:
    specs = ROOT / "backend" / "modules" / module / "specs_generated"
    document = json.loads((specs / f"{module}_openapi.json").read_text("utf-8"))
    documented = {
        (operation["operationId"], method.upper())
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in ("get", "put", "post", "delete", "patch", "head")
    }
    rows = {(r.id, r.method) for r in ROWS if r.client.lower() == module}
    assert rows == documented

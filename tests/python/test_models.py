"""What models, enums and unions do."""

import copy
import datetime
import json
import pickle
from typing import Any

import pydantic
import pytest
from client_generated import broker_models as b
from client_generated import datafeed_models as d


def order(**more: object) -> b.PreOrder:
    base = {"symbol": "A", "type": 1, "side": 1, "qty": 1}
    return b.PreOrder.model_validate(base | more)


def test_a_field_that_was_never_set_is_not_written() -> None:
    written = json.loads(order(limitPrice=1).model_dump_json(exclude_unset=True))
    assert written == {"symbol": "A", "type": 1, "side": 1, "qty": 1, "limitPrice": 1}


def test_none_is_written_as_null() -> None:
    written = order(limitPrice=None).model_dump(exclude_unset=True)
    assert written["limitPrice"] is None
    assert "stopPrice" not in written


def test_python_names_and_wire_names_mean_the_same() -> None:
    by_name = b.PreOrder(
        symbol="A",
        type=b.OrderType.LIMIT,
        side=b.Side.BUY,
        qty=1,
        limit_price=2,
    )
    assert by_name == order(limitPrice=2)
    assert by_name.limit_price == 2


def test_unknown_fields_are_kept() -> None:
    seen = b.AccountMetainfo.model_validate_json(
        '{"id":"a","name":"n","new":{"x":[1]}}'
    )
    assert json.loads(seen.model_dump_json()) == {
        "id": "a",
        "name": "n",
        "new": {"x": [1]},
    }


def test_defaults_are_those_of_the_document() -> None:
    assert b.SuccessResponse(message="m").success is True
    assert d.Bar(time=1, open=1, high=1, low=1, close=1).volume == 0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_carry_is_refused(value: float) -> None:
    with pytest.raises(pydantic.ValidationError):
        order(qty=value)


def test_an_unknown_enum_value_round_trips() -> None:
    unknown = b.OrderStatus(99)
    assert unknown.name == "UNKNOWN_99"
    assert unknown == 99 == b.OrderStatus(99)
    assert hash(unknown) == hash(b.OrderStatus(99))
    assert unknown not in list(b.OrderStatus)
    assert json.dumps(unknown) == "99"
    assert pickle.loads(pickle.dumps(unknown)) == unknown
    assert copy.deepcopy(unknown) == unknown
    text = d.DataStatus("new")
    assert (text.name, str(text)) == ("UNKNOWN_new", "new")
    kept = order(type=7)
    assert kept.type.name == "UNKNOWN_7"
    assert json.loads(kept.model_dump_json(exclude_unset=True))["type"] == 7


@pytest.mark.parametrize("value", ["1", None, 1.5, []])
def test_an_enum_takes_no_value_of_another_type(value: Any) -> None:
    with pytest.raises(ValueError, match="not a valid"):
        b.OrderStatus(value)


def test_known_values_are_the_members() -> None:
    assert order(side=-1).side is b.Side.SELL
    assert [r.value for r in d.Resolution] == [
        "1",
        "5",
        "15",
        "30",
        "60",
        "D",
        "W",
        "M",
    ]


def test_a_union_is_told_by_its_content() -> None:
    error = d.QuoteData.model_validate({"s": "error", "n": "A", "v": {"error": "no"}})
    assert isinstance(error.v, d.QuoteError)
    with pytest.raises(pydantic.ValidationError):
        d.QuoteData.model_validate({"s": "ok", "n": "A", "v": {"lp": 1}})


def test_times_keep_their_zone() -> None:
    health = b.HealthStatus.model_validate_json(
        '{"status":"ok","message":"m","timestamp":"2026-01-02T03:04:05+02:00",'
        '"module_name":"broker","api_version":"v1"}'
    )
    assert health.timestamp.utcoffset() == datetime.timedelta(hours=2)

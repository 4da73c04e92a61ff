"""What type checkers say of a user's program, right and wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from sample_usage import quote, stand_in, symbols_held, trade
from server import Answer, Server, problem

HERE = Path(__file__).parent


def mypy(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", *arguments],
        cwd=HERE,
        env=os.environ | {"MYPYPATH": str(ROOT / "backend")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_sample_program_and_these_tests_are_well_typed(tmp_path: Path) -> None:
    cache = f"--cache-dir={tmp_path}"
    done = mypy(cache, *sorted(str(p) for p in HERE.glob("*.py")))
    assert done.stdout + done.stderr == ""


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("broker.cancel_order(1)", "arg-type"),
        ("broker.cancel_order()", "call-arg"),
        ("broker.close_position('x', 0.5)", "call-arg"),
        ("broker.place_order({'symbol': 'A'})", "arg-type"),
        ("broker.get_order()", "attr-defined"),
        ("broker.raw.cancel_order(1)", "arg-type"),
        ("broker.get_orders(options={'retry': 1})", "arg-type"),
        ("broker_models.PreOrder(symbol='A')", "call-arg"),
        (
            "broker_models.PreOrder(symbol='A', type=OrderType.STOP, side=1, qty=1)",
            "arg-type",
        ),
        ("broker_models.OrderType.STOPP", "attr-defined"),
        ("from client_generated import BrokerCleint", "attr-defined"),
    ],
)
def test_a_mistake_is_found_before_it_is_made(
    line: str,
    complaint: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cache = tmp_path_factory.getbasetemp() / "mypy"
    program = tmp_path_factory.mktemp("program") / "program.py"
    program.write_text(
        "from client_generated import BrokerClient, broker_models\n"
        "from client_generated.broker_models import OrderType\n"
        "with BrokerClient('http://localhost') as broker:\n"
        f"    print(OrderType.LIMIT)\n    {line}\n"
    )
    done = mypy(f"--cache-dir={cache}", str(program))
    found = [row for row in done.stdout.splitlines() if "program.py:5:" in row]
    assert any(complaint in row for row in found), done.stdout


def test_the_sample_program_runs(server: Server) -> None:
    order = {"id": "O", "symbol": "A", "type": 1, "side": 1, "qty": 1, "status": 6}
    server.answers = [
        Answer(200, {"orderId": "O"}),
        Answer(200, [order]),
        Answer(200, [order]),
        problem(404, "position-not-found", request_id="r"),
    ]
    assert trade(server.url) == ["O WORKING 200", "r detail of position-not-found"]
    server.answers = [Answer(200, [{"s": "error", "n": "A", "v": {"error": "why"}}])]
    assert quote(server.url, "A") == "why"
    assert symbols_held(stand_in()) == ["AAPL"]

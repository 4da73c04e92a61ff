"""Contracts of everything that the language has: clients that tools and servers like.

The contracts lie in internal/e2e/testdata/torture. Their clients are generated for
these tests, so Go is needed.
"""

import datetime
import importlib
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import ROOT, quick
from server import Answer, Server, problem
from test_tools import TOOLS

NAME = "everything_generated"
WORKSPACE = ROOT / "internal" / "e2e" / "testdata" / "torture"
MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate the clients into a folder of their own."""
    if not (shutil.which("go") or os.environ.get("TENON_REQUIRE_TOOLS")):
        pytest.skip("go is not installed")
    folder = tmp_path_factory.mktemp("everything")
    command = ["go", "run", "./cmd/tenon", "-C", str(WORKSPACE), "generate"]
    subprocess.run(
        [*command, "--only", "python", "--output-dir", str(folder), "--quiet"],
        cwd=ROOT,
        check=True,
    )
    (folder / "client_generated").rename(folder / NAME)
    return folder


@pytest.fixture(scope="session")
def api(everything: Path) -> Iterator[Any]:
    sys.path.insert(0, str(everything))
    yield importlib.import_module(NAME)
    sys.path.remove(str(everything))


@pytest.mark.parametrize("tool", TOOLS, ids=" ".join)
def test_a_tool_has_nothing_to_say(tool: list[str], everything: Path) -> None:
    if not os.environ.get("TENON_REQUIRE_TOOLS"):
        pytest.importorskip(tool[0], reason=f"{tool[0]} is not installed")
    if tool[0] == "mypy":
        tool = ["mypy", "--strict", "-p", NAME]
    done = subprocess.run(
        [sys.executable, "-m", *tool],
        cwd=everything,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


def test_every_model_can_be_built(api: Any, everything: Path) -> None:
    count = 0
    for file in sorted((everything / NAME).glob("*_models.py")):
        if file.name == "_models.py":
            continue
        module = importlib.import_module(f"{NAME}.{file.stem}")
        base = module._models.Model
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, base):
                rebuild: Any = kind
                assert rebuild.model_rebuild(force=True)
                count += 1
    assert count > 90
    for name in api.__all__:
        assert getattr(api, name).__name__ == name


@pytest.fixture
def client(api: Any, server: Server) -> Iterator[Any]:
    """Make a client of a module, given its name."""
    retry, _ = quick(retries=0)
    with httpx.Client(verify=False) as http:
        yield lambda name, **more: getattr(api, f"{name}Client")(
            server.url, http=http, retry=retry, **more
        )


def models(name: str) -> Any:
    return importlib.import_module(f"{NAME}.{name}_models")


def test_values_travel_in_their_places(client: Any, server: Server) -> None:
    m = models("access")
    thing = {"id": "t", "at": "2026-01-02T03:04:05Z"}
    server.answers = [Answer(200, thing)]
    got = client("Access").replace(
        "a/b",
        7,
        m.ReplaceBody(amount=3, thing=m.Thing(id="t", at=MOMENT)),
        dry=True,
        tag=["x,y", "z&"],
        x_version=-1,
        session="s 1;",
        x_since=MOMENT,
    )
    assert got == m.Thing(id="t", at=MOMENT)
    asked = server.only
    assert asked.method == "PUT"
    assert asked.path == "/api/v1/access/things/a%2Fb/parts/7"
    assert asked.query == [("dry", "true"), ("tag", "x,y"), ("tag", "z&")]
    assert asked.headers["x-version"] == "-1"
    assert asked.headers["x-since"] == "2026-01-02T03:04:05Z"
    assert asked.headers["cookie"] == "session=s%201%3B"
    assert asked.body == {"amount": 3, "thing": thing}


def test_what_is_not_said_is_not_sent(client: Any, server: Server) -> None:
    server.answers = [Answer(200, [])]
    assert client("Access").search(q=["w"]) == []
    assert server.only.query == [("limit", "20"), ("q", "w"), ("exact", "true")]
    assert "cookie" not in server.only.headers
    assert not [name for name in server.only.headers if name.startswith("x-")]


def test_names_that_mean_something_in_python(client: Any, server: Server) -> None:
    m = models("class")
    server.answers = [Answer(204)]
    class_client = client("Class")
    class_client.self("s", options_="o", body_="b", models_=1, cls=2, headers="h")
    class_client.dunder(
        init="1",
        self_="2",
        class_=3,
        a_b="4",
        x1st="5",
        x_y="6",
        int_=7,
        list_=[8, 9],
    )
    server.answers = [Answer(200, [])]
    class_client.int_(int_=1, str_="s", list_=["a", "b"], float_=0.5, bool_=False)
    server.answers = [Answer(200, "done")]
    wire = m.Wire.model_construct(class_="c", init=1, none=None, case="x", case_=2)
    assert class_client.import_("f", 1, wire) == "done"
    sent = [(asked.path.split("/")[-1], asked.query) for asked in server.requests]
    assert sent[0][0] == "s"
    assert dict(sent[0][1]) == {
        "options": "o",
        "body": "b",
        "models": "1",
        "cls": "2",
        "headers": "h",
    }
    assert sent[1][1] == [
        ("__init__", "1"),
        ("self", "2"),
        ("class", "3"),
        ("a_b", "4"),
        ("1st", "5"),
        ("x[y]", "6"),
        ("int", "7"),
        ("list", "8"),
        ("list", "9"),
    ]
    assert dict(sent[2][1])["float"] == "0.5"
    assert sent[3][0] == "1"
    assert server.requests[3].body["class"] == "c"


def test_answers_without_a_body(client: Any, server: Server) -> None:
    access = client("Access")
    for use, status in [
        (access.ping, 204),
        (access.ready, 200),
        (lambda: access.peek("i", depth=2, x_trace_id="t"), 204),
        (lambda: access.remove("i"), 204),
        (lambda: access.accept([]), 202),
        (access.reset, 205),
    ]:
        server.answers = [Answer(status)]
        assert use() is None
    methods = [asked.method for asked in server.requests]
    assert methods == ["HEAD", "HEAD", "HEAD", "DELETE", "POST", "POST"]
    assert server.requests[2].headers["x-trace-id"] == "t"


def test_errors_of_the_contract(api: Any, client: Any, server: Server) -> None:
    errors = importlib.import_module(f"{NAME}.class_errors")
    wire = models("class").Wire.model_construct()
    for status, code, kind in [
        (404, "not-found", errors.NotFound),
        (499, "none", errors.None_),
        (422, "import", errors.Import),
        (503, "404", errors.X404),
        (500, "server", errors.Server),
    ]:
        server.answers = [problem(status, code)]
        with pytest.raises(kind) as caught:
            client("Class").import_("f", 1, wire)
        assert type(caught.value) is kind
        assert caught.value.code == code


def test_who_calls(api: Any, client: Any, server: Server) -> None:
    server.answers = [Answer(204)]
    for auth, header, value in [
        (api.Bearer("t"), "authorization", "Bearer t"),
        (api.Basic("u", "p"), "authorization", "Basic dTpw"),
        (api.APIKey("X-Api-Key", "k"), "x-api-key", "k"),
        (api.APIKey("sid", "c", where="cookie"), "cookie", "sid=c"),
    ]:
        client("Access", auth=auth).remove("i")
        assert server.requests[-1].headers[header] == value
    client("Access", auth=api.APIKey("api_key", "q", where="query")).remove("i")
    assert server.requests[-1].query == [("api_key", "q")]
    client("Access", auth=api.Bearer("t")).ping()
    assert "authorization" not in server.requests[-1].headers


def test_open_enums_unions_and_text_come_back(client: Any, server: Server) -> None:
    m = models("kinds")
    kinds = client("Kinds")
    server.answers = [Answer(200, 77)]
    assert kinds.level(level=m.Level.HIGH, tones=[m.Tone.LOUD, m.Tone("shrill")]) == 77
    asked = server.only
    assert asked.query == [("level", "9"), ("tones", "loud"), ("tones", "shrill")]

    square, circle = {"kind": "square", "side": 1.0}, {"kind": "circle", "radius": 2.0}
    group = {"kind": "group", "shapes": [square, circle]}
    server.answers = [Answer(200, [{"value": 1.0}, {"error": "e", "cause": None}])]
    built = m.Group(
        kind="group",
        shapes=[m.Square(kind="square", side=1), m.Circle(kind="circle", radius=2)],
    )
    value, failure = kinds.shapes([built])
    assert server.requests[1].body == [group]
    assert (value.value, failure.error) == (1.0, "e")

    server.answers = [Answer(200, group)]
    shape = kinds.result(m.Failure(error="x"))
    assert isinstance(shape.shapes[1], m.Circle)

    known: dict[str, Any] = {
        "time": "2026-01-02T03:04:05Z",
        "duration": -5,
        "raw": {"$ref": "#/x"},
        "addr": "::1",
        "rat": "1/3",
        "times": [],
        "id": "123e4567-e89b-12d3-a456-426614174000",
        "ids": [],
        "code": "c1",
        "weight": "70kg",
        "label": None,
        "content": ["a"],
    }
    read = m.Known.model_validate(known)
    assert read.id == uuid.UUID(known["id"])
    assert read.model_dump(mode="json", exclude_unset=True) == known


def test_hostile_text_arrives_as_it_is(client: Any, server: Server) -> None:
    m = models("trading_signals")
    server.answers = [Answer(200, [])]
    signals = client("TradingSignals")
    signals.print_all(kind=m.Keyword.LINE, kinds=[m.Keyword.QUOTE], since=MOMENT)
    assert server.only.query[:2] == [("kind", "a\nb\0"), ("kinds", "\"'\\")]
    assert ("text", '""" \\ \'') in server.only.query
    assert m.Class.model_fields["controls"].default == "a\r\n\t\0\u2028\ufeff"
    assert m.Keyword.BER == "über"

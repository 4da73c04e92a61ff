"""Hostile text of a document stays in strings, and arrives there unchanged."""

import ast
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packages import PYCLIENT, assemble

DOCUMENT = json.loads(
    (PYCLIENT / "testdata" / "torture" / "openapi.json").read_text("utf-8")
)
SCHEMAS = DOCUMENT["components"]["schemas"]

# Everything that emitted code may call, besides the functions of its own file.
CALLS = {
    "_models.number",
    "_models.tag",
    "_models.text",
    "_runtime.Call",
    "_runtime.LazyModule",
    "_runtime.async_raw",
    "_runtime.joined",
    "_runtime.sync_raw",
    "AsyncRawTorture",
    "Field",
    "RawTorture",
    "TypeAliasType",
    "pydantic.Discriminator",
    "pydantic.Tag",
    "self._send",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = assemble(tmp_path_factory.mktemp("packages"))
    sys.path.insert(0, str(path))
    yield path
    sys.path.remove(str(path))


@pytest.mark.parametrize("name", ["client", "models", "errors"])
def test_nothing_is_called_that_the_emitter_does_not_call(
    name: str, folder: Path
) -> None:
    tree = ast.parse((folder / "torture" / f"torture_{name}.py").read_text("utf-8"))
    own = {f"_{n}" for n in methods(tree)}
    called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    assert called <= CALLS | own
    kinds = {type(node) for node in tree.body}
    assert kinds <= {
        ast.AnnAssign,
        ast.Assign,
        ast.ClassDef,
        ast.Expr,
        ast.FunctionDef,
        ast.If,
        ast.Import,
        ast.ImportFrom,
    }
    plain = [n.value for n in ast.walk(tree) if isinstance(n, ast.Expr)]
    assert all(isinstance(v, ast.Constant) for v in plain)
    assert {type(v.value) for v in plain if isinstance(v, ast.Constant)} <= {
        str,
        type(...),
    }
    if name == "client":
        assert len(own) > 100


def methods(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == "TortureAPI":
            return [f.name for f in node.body if isinstance(f, ast.FunctionDef)]
    return []


def test_every_file_has_only_text_that_can_be_seen(folder: Path) -> None:
    for path in folder.rglob("*.py"):
        text = path.read_bytes().decode("utf-8")
        odd = {c for c in text if not c.isprintable() and c != "\n"}
        assert not odd, (path, odd)


def test_names_defaults_and_values_arrive_unchanged(folder: Path) -> None:
    models = importlib.import_module("torture.torture_models")
    fields = models.Payloads.model_fields
    found = {
        name if field.alias is None else field.alias: field.default
        for name, field in fields.items()
    }
    wanted = {k: v["default"] for k, v in SCHEMAS["Payloads"]["properties"].items()}
    assert found == wanted
    assert [member.value for member in models.Enums] == SCHEMAS["Enums"]["enum"]
    assert [m.value for m in models.NamedEnums] == SCHEMAS["NamedEnums"]["enum"]
    keywords = models.Keywords.model_validate(
        dict.fromkeys(SCHEMAS["Keywords"]["properties"], 1)
    )
    assert not keywords.model_extra
    assert json.loads(keywords.model_dump_json()) == dict.fromkeys(
        SCHEMAS["Keywords"]["properties"], 1
    )


def test_descriptions_can_be_read_in_full(folder: Path) -> None:
    models = importlib.import_module("torture.torture_models")
    documents = [
        kind.__doc__ for kind in vars(models).values() if isinstance(kind, type)
    ]
    read = {"".join(doc.split()) for doc in documents if doc}
    for name, schema in SCHEMAS.items():
        text = schema.get("description", "")
        squeezed = "".join(text.split())
        if schema.get("type") == "object" and squeezed and text.isprintable():
            assert any(squeezed.lower() in doc.lower() for doc in read), name


def test_requests_carry_paths_and_parameters_unchanged(folder: Path) -> None:
    client = importlib.import_module("torture.torture_client")
    calls: dict[tuple[str, str], Any] = {}
    for name, function in vars(client).items():
        if (
            name.startswith("_")
            and callable(function)
            and name[1:] in dir(client.TortureAPI)
        ):
            positional = function.__code__.co_argcount
            keywords = dict.fromkeys(required(function), "k")
            call = function(*("p" for _ in range(positional)), **keywords)
            calls[call.method, call.path] = call
    documented = {
        (method.upper(), path): operation
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
    }
    assert calls.keys() == documented.keys()
    for key, operation in documented.items():
        call = calls[key]
        places = {
            "path": call.path_params,
            "query": call.query,
            "header": call.headers,
            "cookie": call.cookies,
        }
        sent = {(place, name) for place, values in places.items() for name in values}
        wanted = {(p["in"], p["name"]) for p in operation.get("parameters", [])}
        assert sent == wanted, key
        answers = {a.replace("xx", "XX") for a in operation["responses"]}
        assert set(call.answers) == answers
        for parameter in operation.get("parameters", []):
            default = parameter["schema"].get("default")
            if default is not None:
                assert places[parameter["in"]][parameter["name"]] == default


def required(function: Any) -> list[str]:
    code = function.__code__
    names = code.co_varnames[
        code.co_argcount : code.co_argcount + code.co_kwonlyargcount
    ]
    return [name for name in names if name not in (function.__kwdefaults__ or {})]

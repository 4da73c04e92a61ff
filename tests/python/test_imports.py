"""What is loaded, and when; and what one broken client does to the others."""

import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "backend" / "client_generated"


def python(code: str, path: Path = PACKAGE.parent) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def copied(folder: Path) -> Path:
    package = folder / "client_generated"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    return package


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, client_generated; print([m for m in sys.modules if %s])"
    heavy = "m.split('.')[0] in ('pydantic', 'httpx', 'websockets', 'asyncio')"
    assert python(code % heavy) == "[]"


def test_importing_the_clients_builds_no_model() -> None:
    code = (
        "import sys\n"
        "from client_generated import BrokerClient, DatafeedClient\n"
        "BrokerClient('http://localhost')\n"
        "print([m for m in sys.modules if m.endswith('_models') and 'broker' in m])\n"
        "print('websockets' in sys.modules)"
    )
    assert python(code).splitlines() == ["[]", "False"]


def test_importing_models_does_not_build_them() -> None:
    code = (
        "from client_generated import broker_models as m, _models\n"
        "kinds = [k for k in vars(m).values()"
        " if isinstance(k, type) and issubclass(k, _models.Model)]\n"
        "built = [k for k in kinds if k.__pydantic_complete__]\n"
        "print(len(kinds) > 20, built)"
    )
    assert python(code) == "True []"


def test_the_index_works_without_one_of_its_clients(tmp_path: Path) -> None:
    package = copied(tmp_path)
    (package / "datafeed_client.py").unlink()
    (package / "datafeed_models.py").write_text("this is not Python")
    code = (
        "import client_generated as c\n"
        "from client_generated import BrokerClient\n"
        "print(BrokerClient.__name__, 'DatafeedClient' in dir(c))"
    )
    assert python(code, tmp_path) == "BrokerClient True"


def test_the_package_may_have_any_name_and_lie_anywhere(tmp_path: Path) -> None:
    copied(tmp_path).rename(tmp_path / "trading")
    (tmp_path / "outer").mkdir()
    shutil.move(tmp_path / "trading", tmp_path / "outer" / "trading")
    code = (
        "from outer.trading import AsyncBrokerClient, broker_models\n"
        "print(AsyncBrokerClient.__module__, broker_models.Side.BUY.name)"
    )
    assert python(code, tmp_path) == "outer.trading.broker_client BUY"


def test_every_name_of_the_index_is_there() -> None:
    code = (
        "import client_generated as c\n"
        "print([n for n in c.__all__ if getattr(c, n).__name__ != n])\n"
        "from client_generated import *\n"
        "print(BrokerClient, hasattr(c, 'Nobody'))"
    )
    lines = python(code).splitlines()
    assert lines[0] == "[]"
    assert lines[1].endswith("False")


def test_streams_without_websockets_say_what_is_missing(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['websockets'] = None\n"
        "from client_generated import BrokerClient\n"
        "try:\n"
        "    BrokerClient('http://localhost').orders(account_id='x').__enter__()\n"
        "except ImportError as exc:\n"
        "    print(exc)"
    )
    assert python(code) == "streams need the package websockets"

"""No tool of the language would change a byte of what is generated, or complain of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from packages import DOCUMENTS, assemble

PACKAGES = ("trading", "trading2", *DOCUMENTS)
LENGTHS = ("88", "100", "120")
TOOLS = [
    *(["black", "--check", "--fast", "-q", "-l", length, "."] for length in LENGTHS),
    *(
        ["ruff", "format", "--no-cache", "--check", "--line-length", length, "."]
        for length in LENGTHS
    ),
    ["ruff", "check", "--no-cache", "-q", "--select", "E4,E7,E9,F,I,UP,B", "."],
    ["isort", "--check", "-q", "."],
    ["isort", "--check", "-q", "--profile", "black", "."],
    ["isort", "--check", "-q", "--profile", "django", "."],
    ["autoflake", "--check", "--quiet", "-r", "."],
    [
        "autoflake",
        "--check",
        "--quiet",
        "-r",
        "--remove-all-unused-imports",
        "--remove-unused-variables",
        ".",
    ],
    ["flake8", "--max-line-length", "88", "--extend-ignore", "E203,W503,E501", "."],
    ["mypy", "--strict", *(word for name in PACKAGES for word in ("-p", name))],
]


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assemble(tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize("tool", TOOLS, ids=" ".join)
def test_a_tool_has_nothing_to_say(tool: list[str], packages: Path) -> None:
    if not os.environ.get("TENON_REQUIRE_TOOLS"):
        pytest.importorskip(tool[0], reason=f"{tool[0]} is not installed")
    done = subprocess.run(
        [sys.executable, "-m", *tool],
        cwd=packages,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


def test_a_tool_would_have_something_to_say(packages: Path, tmp_path: Path) -> None:
    """The tools do look: each of them objects to a file that is badly written."""
    bad = tmp_path / "bad" / "__init__.py"
    bad.parent.mkdir()
    bad.write_text("import os\nimport   asyncio\nx = {  'a':1 }\ndef f(a): return a\n")
    for tool in [*TOOLS[:-1], ["mypy", "--strict", "-p", "bad"]]:
        done = subprocess.run(
            [sys.executable, "-m", *tool],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0, tool

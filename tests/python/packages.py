"""The packages that are held to the tools: the backend's own, and those of hard documents.

Of the hard documents only what is their own is kept in the repository; the files that
all packages share are taken from where the generator keeps them.
"""

import shutil
from pathlib import Path

from conftest import ROOT

PYCLIENT = ROOT / "internal" / "emit" / "pyclient"
DOCUMENTS = ("shop", "torture", "sweep")


def assemble(folder: Path) -> Path:
    """Lay out all packages in a folder, as a user would have them."""
    skip = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(
        ROOT / "backend" / "client_generated", folder / "trading", ignore=skip
    )
    for name in DOCUMENTS:
        package = folder / name
        shutil.copytree(PYCLIENT / "testdata" / name / "golden", package, ignore=skip)
        for shared in (PYCLIENT / "runtime").glob("*.py"):
            shutil.copy(shared, package)
    httpx2 = folder / "trading2"
    shutil.copytree(folder / "trading", httpx2)
    runtime = httpx2 / "_runtime.py"
    text = runtime.read_text("utf-8")
    assert text.count("\nimport httpx\n") == 1
    runtime.write_text(
        text.replace("\nimport httpx\n", "\nimport httpx2 as httpx\n"), "utf-8"
    )
    return folder

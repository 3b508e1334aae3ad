"""Rooms import one way, and heavy libraries stay in the room that needs them."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, list_modules

LINT = "import sys, importlinter.cli as cli; sys.exit(cli.lint_imports(no_cache=True, no_logo=True))"

# A library here may be imported only from the rooms beside it, so that a verb that does not need it never loads it.
HOMES = {
    "alembic": {"ledger"},
    "currency_converter": {"reference"},
    "httpcore2": {"intake"},
    "httpx2": {"intake"},
    "karar_names": {"mentions"},
    "protego": {"intake"},
    "stamina": {"intake"},
    "sqlalchemy": {"ledger"},
    "duckdb": {"linkage"},
    "lxml": {"exports", "pages"},
    "xlsxwriter": {"exports"},
    "pyarrow": {"exports", "linkage"},
    "splink": {"linkage"},
    "trafilatura": {"pages"},
    "typer": {"interfaces"},
}


def run_python(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a fresh Python that sees the package below folder/src and writes no caches."""
    settings = {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=settings, capture_output=True, text=True, check=False
    )


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package below folder/src."""
    return run_python(LINT, folder)


@pytest.fixture
def sketch(tmp_path):
    """A package of three empty rooms under the project's own contract."""
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    sections = re.split(r"(?m)^# --- (\w+) -*\n", config)
    (tmp_path / "pyproject.toml").write_text(sections[sections.index("layers") + 1], encoding="utf-8")
    for room in ("", "model", "scan", "ledger"):
        (tmp_path / "src" / "karar" / room).mkdir(parents=True)
        (tmp_path / "src" / "karar" / room / "__init__.py").touch()
    return tmp_path


def test_rooms_import_one_way():
    """The package keeps the contract in pyproject.toml."""
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Rooms import one way KEPT" in done.stdout


def test_an_import_to_the_left_is_allowed(sketch):
    """A room may import one that stands before it."""
    (sketch / "src/karar/ledger/__init__.py").write_text("import karar.scan\n")
    done = lint(sketch)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_import_to_the_right_is_caught(sketch):
    """The contract notices a room that imports one that stands after it."""
    (sketch / "src/karar/model/__init__.py").write_text("import karar.ledger\n")
    done = lint(sketch)
    assert done.returncode == 1
    assert "karar.model -> karar.ledger" in done.stdout


def test_a_room_without_a_place_is_caught(sketch):
    """A new room has to be given its place in the order."""
    (sketch / "src/karar/attic").mkdir()
    (sketch / "src/karar/attic/__init__.py").touch()
    done = lint(sketch)
    assert done.returncode == 1
    assert "attic" in done.stdout + done.stderr


def test_every_room_stands_in_the_contract_once():
    """The contract names no room twice."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    assert len(layers) == len(set(layers))


def list_homeless(tree: ast.Module, room: str) -> list[str]:
    """Name the libraries that this tree imports outside their room."""
    names = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    tops = {name.split(".")[0] for name in names}
    return sorted(top for top in tops & HOMES.keys() if room not in HOMES[top])


def test_heavy_libraries_stay_in_their_room():
    """SQLAlchemy is imported by the ledger, trafilatura by pages, typer by the interfaces, and by none else."""
    found = {module.local: list_homeless(module.tree, Path(module.local).parts[0]) for module in list_modules()}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_homeless_library_is_caught():
    """The check above sees both forms of import."""
    tree = ast.parse("import typer\nfrom sqlalchemy.orm import Session")
    assert list_homeless(tree, "frames") == ["sqlalchemy", "typer"]
    assert list_homeless(tree, "ledger") == ["typer"]


IMPORT_ALL = """
import importlib, sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and not arguments[0].endswith((".py", ".pyc")):
        opened.append(arguments[0])
sys.addaudithook(watch)
for name in {names!r}:
    importlib.import_module(name)
print("\\n".join(path for path in opened if path.startswith({root!r}) and "/.venv/" not in path))
"""


def test_importing_opens_nothing():
    """No module reads a file of the project when it is imported."""
    names = [module.name for module in list_modules() if module.is_importable]
    done = run_python(IMPORT_ALL.format(names=names, root=str(ROOT)), ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_importing_the_package_loads_no_room():
    """`import karar` is free: rooms and libraries come when a name is asked for."""
    heavy = ("karar.", "sqlalchemy", "lxml", "trafilatura", "typer", "msgspec", "ahocorasick_rs")
    done = run_python(f"import sys, karar; print([name for name in sys.modules if name.startswith({heavy!r})])", ROOT)
    assert done.stdout.strip() == "[]", done.stderr

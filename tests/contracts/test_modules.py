"""How a module of the package is built."""

import ast
import re

import pytest

from tests.contracts.source import PACKAGE, list_modules, list_rooms

LONGEST = 500
VAGUE_MODULES = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
VAGUE_CLASSES = re.compile(r"(Manager|Handler|Helper|Processor)$")
LATE_CALLS = {"import_module", "__import__"}
COMMAND_TABLE = "interfaces/cli/main.py"

MODULES = pytest.mark.parametrize("module", list_modules(), ids=lambda module: module.name)


def list_late_imports(tree: ast.Module, lazy: str = "") -> list[str]:
    """List the imports, and the calls that import, inside a function or a class; the function named lazy may import."""
    found = set()
    kept = [node for node in tree.body if getattr(node, "name", "") != lazy or not lazy]
    for scope in ast.walk(ast.Module(kept, [])):
        if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        for node in ast.walk(scope):
            calls = isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in LATE_CALLS
            if calls or isinstance(node, ast.Import | ast.ImportFrom):
                found.add(f"line {node.lineno}: {ast.unparse(node)}")
    return sorted(found)


@MODULES
def test_module_is_short(module):
    """No module is longer than 500 lines."""
    assert len(module.text.splitlines()) <= LONGEST


@MODULES
def test_module_says_what_it_is(module):
    """Every module has a docstring, unless it is an empty __init__."""
    assert ast.get_docstring(module.tree) or not module.text.strip()


@MODULES
def test_imports_stand_at_the_top(module):
    """Only a package's __getattr__ and the CLI's command table import inside a function."""
    if module.local == COMMAND_TABLE:
        return
    lazy = "__getattr__" if module.path.name == "__init__.py" else ""
    assert list_late_imports(module.tree, lazy) == []


@MODULES
def test_names_say_something(module):
    """No module is a drawer for anything, and no class is a Manager, Handler, Helper or Processor."""
    assert module.name.split(".")[-1].lstrip("_") not in VAGUE_MODULES
    classes = [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    assert [name for name in classes if VAGUE_CLASSES.search(name)] == []


@MODULES
def test_nothing_is_imported_relatively(module):
    """An import names its room in full, so that the layers can be read off the page."""
    relative = [node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert [ast.unparse(node) for node in relative] == []


@pytest.mark.parametrize("room", list_rooms(), ids=lambda room: room.name)
def test_room_has_a_readme(room):
    """Every room tells what comes in, what goes out, and works one sentence through."""
    readme = room / "README.md"
    assert readme.is_file(), f"{room.relative_to(PACKAGE)} has no README.md"
    assert len(readme.read_text(encoding="utf-8").split()) >= 40


@pytest.mark.parametrize("room", list_rooms(), ids=lambda room: room.name)
def test_room_is_a_package(room):
    """Every folder of a room has its __init__; migrations are read by Alembic, not imported."""
    folders = {path.parent for path in room.rglob("*.py") if "migrations" not in path.parts}
    assert [str(folder.relative_to(PACKAGE)) for folder in folders if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    import os",
        "class A:\n    from os import path",
        "async def f():\n    if 1:\n        import os",
        "def f():\n    return importlib.import_module('os')",
        "f = lambda: __import__('os')",
    ],
)
def test_a_late_import_is_caught(code):
    """The check for late imports sees each way of hiding one."""
    assert len(list_late_imports(ast.parse(code))) == 1


def test_a_package_may_be_lazy_in_one_place():
    """__getattr__ of a package may import, another function beside it may not."""
    tree = ast.parse("def __getattr__(name):\n    import os\ndef f():\n    import sys")
    assert list_late_imports(tree, "__getattr__") == ["line 4: import sys"]


def test_an_import_under_a_condition_is_no_late_import():
    """`if TYPE_CHECKING:` at the top of a file is a place for imports."""
    assert list_late_imports(ast.parse("if TYPE_CHECKING:\n    import os\n")) == []

"""What is public says what it does, and its examples are true."""

import ast
import doctest
import io
from contextlib import redirect_stdout
from importlib import import_module

import pytest

from tests.contracts.source import list_modules

MODULES = [module for module in list_modules() if module.is_importable]


def list_silent(tree: ast.Module) -> list[str]:
    """List the public functions, classes and methods that have no docstring."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found += [(node.name, node)]
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            inner = (child for child in node.body if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))
            found += [(f"{node.name}.{child.name}", child) for child in inner]
    return [name for name, node in found if not node.name.startswith("_") and not ast.get_docstring(node)]


@pytest.mark.parametrize("module", [module for module in MODULES if module.is_public], ids=lambda module: module.name)
def test_public_names_have_docstrings(module):
    """Every public function, class and method of a public module has a docstring."""
    assert list_silent(module.tree) == []


def test_silence_is_caught():
    """The check sees functions, classes and methods, and leaves private ones alone."""
    tree = ast.parse("def f(): 0\nclass A:\n    def g(self): 0\n    def _h(self): 0\ndef _i(): 0\n")
    assert list_silent(tree) == ["f", "A", "A.g"]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_examples_are_true(module):
    """Every example in a docstring gives what it says."""
    told = io.StringIO()
    with redirect_stdout(told):
        result = doctest.testmod(import_module(module.name), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0, told.getvalue()


def test_there_are_examples():
    """Doctests are found at all: the test above does not pass by looking at nothing."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert sum(len(test.examples) for test in finder.find(import_module("karar.errors"))) > 0

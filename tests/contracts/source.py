"""What the contract tests look at: the package's files, parsed once."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "karar"


@dataclass(frozen=True)
class Module:
    """One source file of the package."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def is_public(self) -> bool:
        """Tell whether no part of the dotted name starts with an underscore."""
        return not any(part.startswith("_") for part in self.name.split("."))

    @property
    def is_importable(self) -> bool:
        """Tell whether it may be imported alone: a __main__ runs, and Alembic's files need Alembic around them."""
        return self.path.name not in ("__main__.py", "env.py") and self.path.parent.name != "versions"

    @property
    def local(self) -> str:
        """Give the path below the package, with forward slashes."""
        return self.path.relative_to(PACKAGE).as_posix()


@cache
def list_modules() -> tuple[Module, ...]:
    """Parse every module of the package; fails if there is none."""
    modules = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        modules.append(Module(name, path, text, ast.parse(text, str(path))))
    assert modules, f"no module found below {PACKAGE}"
    return tuple(modules)


@cache
def list_rooms() -> tuple[Path, ...]:
    """List the rooms that are folders; one that holds no module yet is not built."""
    return tuple(sorted({PACKAGE / module.path.relative_to(PACKAGE).parts[0] for module in list_modules()} - files()))


def files() -> set[Path]:
    """List the modules that stand directly in the package."""
    return set(PACKAGE.glob("*.py"))

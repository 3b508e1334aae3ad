"""What the project ships: the wheel is built from the committed files and nothing else."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.contracts.source import PACKAGE, ROOT, list_modules
from tests.contracts.test_no_hosts import list_committed

FIRST = "from karar.reference import Reference; import karar; print(karar.__file__)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built in a copy of the committed files."""
    copy, shipped = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("shipped")
    for name in list_committed():
        if not name.startswith(("tests/", "evaluation/")):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(shipped)]
    done = subprocess.run(build, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(shipped.glob("*.whl"))


@pytest.mark.slow
def test_wheel_holds_code_data_and_licence(wheel):
    """Every module, the type mark, the compiled data, the licence and the command are in the wheel; tests are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entries = next(archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    committed = set(list_committed())
    modules = {module.path for module in list_modules() if module.path.relative_to(ROOT).as_posix() in committed}
    assert {path.relative_to(PACKAGE.parent).as_posix() for path in modules} - names == set()
    assert "karar/py.typed" in names
    assert any(name.startswith("karar/reference/compiled/") for name in names)
    assert {name.rsplit("/", 1)[-1] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert "karar = karar.interfaces.cli.main:main" in entries
    assert [name for name in names if name.startswith(("tests/", "resources/"))] == []


@pytest.mark.slow
def test_wheel_works_away_from_the_project(wheel, tmp_path):
    """What is in the wheel can be imported without src/ and resources/ beside it, and its command starts."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "lib")
    settings = {**os.environ, "PYTHONPATH": str(tmp_path / "lib")}
    for script in (FIRST, "import sys; sys.argv[1:] = ['--help']; from karar.interfaces.cli.main import main; main()"):
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    where = subprocess.run(
        [sys.executable, "-c", FIRST], cwd=tmp_path, env=settings, capture_output=True, text=True, check=True
    )
    assert where.stdout.strip().startswith(str(tmp_path / "lib"))

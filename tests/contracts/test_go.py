"""go.py: what it decides before it calls pip or pytest, and how it ends."""

import ast
import importlib.util
import json
import re
import tomllib
from collections import namedtuple
from pathlib import Path

import pytest

from tests.contracts.source import ROOT

Version = namedtuple("Version", "major minor micro")


@pytest.fixture
def go(tmp_path, monkeypatch):
    """go.py as a module whose project is an empty folder."""
    spec = importlib.util.spec_from_file_location("go", ROOT / "go.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


@pytest.fixture
def project(go, tmp_path, monkeypatch):
    """A project with locks, a data tool, and an environment that pip never touches; gives the list of what was done."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/run.lock").write_text("a==1\n")
    (tmp_path / "requirements/test.lock").write_text("a==1\nb==1\n")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/build_data.py").write_text("")
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources/facts.tsv").write_text("x\n")
    done = []

    def install(env, lock):
        done.append(lock.name)

    def build(*command):
        done.append(" ".join(command))
        (tmp_path / go.DATA_FOLDER).mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(go, "install", install)
    monkeypatch.setattr(go, "call", build)
    return done


def put_program(go, name, script):
    """Put a shell script into the environment as a program."""
    path = go.VENV / "bin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


# --- stamps ---


def test_hash_follows_names_and_contents(go, tmp_path):
    """The hash changes when a file changes, moves or comes, and only then."""
    folder = tmp_path / "resources"
    folder.mkdir()
    (folder / "a.tsv").write_text("1")
    first = go.hash_paths(tmp_path, ("resources",))
    assert go.hash_paths(tmp_path, ("resources",)) == first
    (folder / "a.tsv").write_text("2")
    second = go.hash_paths(tmp_path, ("resources",))
    (folder / "a.tsv").rename(folder / "b.tsv")
    third = go.hash_paths(tmp_path, ("resources",))
    (folder / "c.tsv").write_text("")
    assert len({first, second, third, go.hash_paths(tmp_path, ("resources",))}) == 4


def test_hash_leaves_out_what_a_run_makes(go, tmp_path):
    """Caches and compiled data do not make the data stale; a missing folder is nothing."""
    folder = tmp_path / "src/karar/reference"
    (folder / "compiled").mkdir(parents=True)
    (folder / "__pycache__").mkdir()
    (folder / "load.py").write_text("1")
    first = go.hash_paths(tmp_path, ("src/karar/reference", "resources"))
    (folder / "compiled/data.bin").write_text("1")
    (folder / "__pycache__/load.pyc").write_text("1")
    assert go.hash_paths(tmp_path, ("src/karar/reference", "resources")) == first


@pytest.mark.parametrize("text", ["", "{", "[1]", "null"])
def test_broken_stamp_is_no_stamp(go, tmp_path, text):
    """A stamp that cannot be read makes the set-up run again."""
    (tmp_path / "stamp.json").write_text(text)
    assert go.read_stamp(tmp_path / "stamp.json") == {}
    assert go.read_stamp(tmp_path / "none.json") == {}


def test_stamp_comes_back(go, tmp_path):
    """What is written is what is read, and no draft stays behind."""
    go.write_stamp(tmp_path / "stamp.json", {"run": "1"})
    assert go.read_stamp(tmp_path / "stamp.json") == {"run": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["stamp.json"]


# --- set-up ---


def test_second_setup_does_nothing(go, project):
    """With the stamp in place neither pip nor the data tool runs again."""
    go.prepare("run")
    assert project == ["run.lock", "python tools/build_data.py"]
    go.prepare("run")
    assert len(project) == 2


def test_test_setup_serves_run(go, project):
    """The test lock holds the run lock, so that a run after a test installs nothing."""
    go.prepare("test")
    go.prepare("run")
    assert project == ["test.lock", "python tools/build_data.py"]


def test_changed_lock_is_installed(go, project, tmp_path):
    """A new pin is installed; the data stays."""
    go.prepare("run")
    (tmp_path / "requirements/run.lock").write_text("a==2\n")
    go.prepare("run")
    assert project[2:] == ["run.lock"]


def test_changed_resource_is_compiled(go, project, tmp_path):
    """A new fact is compiled; nothing is installed."""
    go.prepare("run")
    (tmp_path / "resources/facts.tsv").write_text("y\n")
    go.prepare("run")
    assert project[2:] == ["python tools/build_data.py"]


def test_failed_compilation_is_tried_again(go, project, monkeypatch):
    """A data tool that failed leaves no stamp that says it had worked."""
    good = go.call

    def fail(*command):
        raise go.SetupError("failed", 3)

    monkeypatch.setattr(go, "call", fail)
    with pytest.raises(go.SetupError):
        go.prepare("run")
    monkeypatch.setattr(go, "call", good)
    go.prepare("run")
    assert project == ["run.lock", "python tools/build_data.py"]


def test_half_made_environment_is_made_anew(go, project):
    """What a killed set-up left is thrown away."""
    go.prepare("run")
    leftover = go.VENV / "leftover"
    leftover.touch()
    (go.VENV / "unfinished").touch()
    go.prepare("run")
    assert not leftover.exists()
    assert project.count("run.lock") == 2
    assert go.is_sound(go.VENV)


def test_soundness_needs_a_python_that_starts(go, tmp_path):
    """An empty folder, a mark, a dead link and a python that fails are all no environment."""
    env = tmp_path / ".venv"
    assert not go.is_sound(env)
    put_program(go, "python", "exit 0")
    assert go.is_sound(env)
    put_program(go, "python", "exit 1")
    assert not go.is_sound(env)
    (env / "bin/python").unlink()
    (env / "bin/python").symlink_to(tmp_path / "gone")
    assert not go.is_sound(env)


def test_launcher_runs_the_command(go, project, tmp_path, monkeypatch):
    """The launcher starts the package from src/ and passes arguments and exit code, also in a folder with a space."""
    monkeypatch.delenv("PYTHONPATH", raising=False)  # it would name another package
    go.VENV = tmp_path / "my env"
    cli = tmp_path / "src/karar/interfaces/cli"
    cli.mkdir(parents=True)
    (cli / "main.py").write_text("import sys\ndef main():\n    print(sys.argv)\n    return 7\n")
    go.prepare("run")
    done = go.subprocess.run([str(go.VENV / "bin/karar"), "a b"], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("['karar', 'a b']", 7), done.stderr


# --- pip ---


@pytest.mark.parametrize(
    ("text", "version"),
    [("pip 23.0.1 from /x (python 3.11)", (23, 0)), ("pip 22.3 from x", (22, 3)), ("", ()), ("No module", ())],
)
def test_pip_version_is_read(go, text, version):
    """The version of pip is compared as numbers."""
    assert go.parse_pip_version(text) == version


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("Temporary failure in name resolution", "online"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "lock file"),
        ("ERROR: No matching distribution found for a==1", "wheel"),
        ("OSError: [Errno 28] No space left on device", "full"),
    ],
)
def test_pip_failure_is_one_line(go, output, word):
    """A known failure of pip is told in one line that says what to look at."""
    line = go.explain_pip_failure(output)
    assert word in line
    assert "\n" not in line


def test_unknown_pip_failure_shows_what_pip_said(go):
    """Where the cause is not known, the end of pip's output stands before the line."""
    lines = go.explain_pip_failure("\n".join(f"line {n}" for n in range(40))).splitlines()
    assert lines[0] == "line 28"
    assert lines[-2:] == ["line 39", "go: pip could not install the pinned packages"]


def test_folder_that_cannot_be_written_is_told(go, monkeypatch, capsys):
    """A fault of the file system ends in one line with the place."""

    def refuse(kind):
        raise PermissionError(13, "Permission denied", "x/.venv")

    monkeypatch.setattr(go, "prepare", refuse)
    assert go.main(["run"]) == 1
    assert capsys.readouterr().err == "go: Permission denied: x/.venv\n"


@pytest.mark.parametrize(("found", "word"), [("", "has no pip"), ("pip 20.1 from x", "20.1 is too old")])
def test_missing_pip_is_told(go, monkeypatch, found, word):
    """Without a pip that can do it, and without ensurepip, the way out is named."""

    def answer(command, **_):
        return go.subprocess.CompletedProcess(command, 1, stdout=found, stderr="")

    monkeypatch.setattr(go.subprocess, "run", answer)
    with pytest.raises(go.SetupError, match=word):
        go.find_pip(Path("python"))


# --- the command line ---


def test_old_python_is_told(go, monkeypatch, capsys):
    """An old Python ends in one line, before anything is made."""
    monkeypatch.setattr(go.sys, "version_info", Version(3, 9, 2))
    assert go.main(["run"]) == 1
    assert capsys.readouterr().err == "go: Python 3.11 or newer is needed, this is 3.9\n"
    assert not go.VENV.exists()


def test_old_python_can_parse_it():
    """go.py is written in syntax that Python 3.7 reads, or the line above would never be printed."""
    ast.parse((ROOT / "go.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_only_the_standard_library_is_imported():
    """go.py needs nothing installed."""
    tree = ast.parse((ROOT / "go.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(__import__("sys").stdlib_module_names)


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["run", "--slow"], ["run", "x"], ["check", "--slow", "--static"], ["check", "-k", "a"]]
)
def test_wrong_arguments_end_with_two(go, arguments, capsys):
    """A call that makes no sense is refused with the usage."""
    with pytest.raises(SystemExit) as end:
        go.main(arguments)
    assert end.value.code == 2
    assert "usage: python3 go.py" in capsys.readouterr().err


def test_help_names_every_command(go, capsys):
    """--help teaches all four commands."""
    with pytest.raises(SystemExit) as end:
        go.main(["--help"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert all(f"\n  {command} " in told for command in ("run", "test", "check", "bench"))


def test_test_passes_arguments_to_pytest(go, project, monkeypatch):
    """Whatever follows test is pytest's."""
    calls = []
    monkeypatch.setattr(go, "prepare", lambda kind: None)
    monkeypatch.setattr(go, "call", lambda *command: calls.append(command))
    assert go.main(["test", "tests/text", "-k", "danda"]) == 0
    assert calls == [(*go.TESTS, "tests/text", "-k", "danda")]


def test_bench_installs_beside_what_a_user_runs(go, project, tmp_path):
    """Bench adds its packages to those of run, and passes on whatever follows."""
    (tmp_path / "requirements/bench.lock").write_text("c==1\n")
    assert go.main(["bench", "text", "--quick"]) == 0
    assert project == ["run.lock", "python tools/build_data.py", "bench.lock", "python -m benchmarks text --quick"]


def test_run_does_the_main_job(go, monkeypatch, capsys):
    """Run prepares, does the main job in order, and says what to try next."""
    calls = []
    monkeypatch.setattr(go, "prepare", calls.append)
    monkeypatch.setattr(go, "call", lambda *command: calls.append(command))
    assert go.main(["run"]) == 0
    assert calls == ["run", *go.MAIN_JOB]
    assert "explain" in capsys.readouterr().out


def test_exit_code_passes_through(go, monkeypatch, capsys):
    """A failing program ends the run with its own exit code; one killed by a signal with 128 and more."""
    monkeypatch.setattr(go, "prepare", lambda kind: None)
    put_program(go, "pytest", "exit 5")
    assert go.main(["test"]) == 5
    assert "failed: pytest" in capsys.readouterr().err
    put_program(go, "pytest", "kill -9 $$")
    assert go.main(["test"]) == 137
    (go.VENV / "bin/pytest").unlink()
    assert go.main(["test"]) == 127


@pytest.mark.parametrize(
    ("arguments", "tests"), [([], "-n 2 --verbosity=0"), (["--slow"], "-n 2 --verbosity=0 -m "), (["--static"], None)]
)
def test_check_runs_everything(go, tmp_path, monkeypatch, capsys, arguments, tests):
    """Check runs every check although one fails, and ends with the first failure's code."""
    monkeypatch.setattr(go, "prepare", lambda kind: None)
    for name in ("ruff", "mypy", "lint-imports", "pytest"):
        code = 4 if name == "mypy" else 0
        put_program(go, name, f'echo "{name} $*" >> "{tmp_path}/log"; exit {code}')
    assert go.main(["check", *arguments]) == 4
    log = (tmp_path / "log").read_text().splitlines()
    expected = ["ruff check .", "ruff format --check .", f"mypy --strict {' '.join(go.SOURCES)}", "lint-imports "]
    assert log == expected + ([f"pytest {tests}"] if tests else [])
    assert "failed: mypy --strict src " in capsys.readouterr().err


# --- what it relies on ---


def list_pins(kind):
    """Read the pinned names and versions of a lock file."""
    text = (ROOT / f"requirements/{kind}.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def test_test_lock_holds_the_run_lock():
    """What the tests run with is what a user runs with."""
    run, test = list_pins("run"), list_pins("test")
    assert run
    assert {name: test.get(name) for name in run} == run


def test_benchmarks_run_with_what_is_tested():
    """What both need is pinned alike, so that installing the one never changes the other."""
    bench, test = list_pins("bench"), list_pins("test")
    shared = bench.keys() & test.keys()
    assert shared
    assert {name: bench[name] for name in shared} == {name: test[name] for name in shared}


def test_locks_hold_what_the_project_asks_for():
    """Every dependency in pyproject.toml is pinned."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    name = re.compile(r"[\w-]+")
    names = tomllib.loads((ROOT / "packages/karar-names/pyproject.toml").read_text(encoding="utf-8"))
    asked = [*config["project"]["dependencies"], *names["project"]["dependencies"]]
    wanted = {name.match(line).group().lower() for line in asked}
    tools = {name.match(line).group().lower() for line in config["dependency-groups"]["dev"]}
    assert wanted - list_pins("run").keys() == set()
    peers = {name.match(line).group().lower() for line in config["dependency-groups"]["bench"]}
    assert tools - list_pins("test").keys() == set()
    assert peers - list_pins("bench").keys() == set()


def test_stamp_is_plain_json(go, project):
    """The stamp can be read by a person."""
    go.prepare("run")
    assert set(json.loads((go.VENV / "karar-stamp.json").read_text())) == {"run", "data"}

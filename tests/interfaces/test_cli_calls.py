"""How a call is understood, how it ends, and what its help tells."""

import os
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from karar.interfaces.cli.exits import EXITS
from karar.interfaces.cli.main import START_HERE, VERBS, build, load_options, load_run, main
from karar.interfaces.cli.reference import render

ROOT = Path(__file__).resolve().parents[2]
NAMES = [verb.name for verb in VERBS]
HELP_BUDGET = 0.33  # seconds of CPU


def test_no_arguments_print_the_help(karar):
    """`karar` alone says what there is and where to start."""
    told = karar()
    assert told.code == 0
    assert "Start here:" in told.out
    assert all(f"\n  {name} " in told.out for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_verb_teaches(karar, name):
    """The help of a verb has examples that call it, and its exit codes."""
    told = karar(name, "--help")
    assert told.code == 0
    assert "Examples:" in told.out
    assert "Exit codes:" in told.out
    options = load_options(name)
    assert any(f"karar {name}" in command for command, _ in options.EXAMPLES)
    assert set(options.EXITS) <= set(EXITS)


def example_lines() -> list[str]:
    """List the commands of all examples."""
    own = [command for command, _ in START_HERE]
    return own + [command for name in NAMES for command, _ in load_options(name).EXAMPLES]


@pytest.mark.parametrize("line", example_lines())
def test_examples_name_real_options(line):
    """Every option in an example exists."""
    call = re.search(r"karar (\w+)(.*?)(?:[|>]|$)", line)
    assert call
    group = build()
    with group.make_context("karar", [], resilient_parsing=True) as context:
        known = {name for param in group.get_command(context, call[1]).params for name in param.opts}
    assert set(re.findall(r"(?<=\s)--?[a-z][\w-]*", call[2])) <= known


@pytest.mark.parametrize("name", NAMES)
def test_each_verb_has_something_to_run(name):
    """The table names a module that runs."""
    assert callable(load_run(name))


def test_the_reference_page_is_up_to_date():
    """docs/reference/cli.md is what the commands say."""
    page = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert page == render(), "write it again: python -m karar.interfaces.cli.reference > docs/reference/cli.md"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["raed"], 2, "Did you mean 'read'"),
        (["show", "--frm", "2025"], 2, "No such option"),
        (["show", "--from", "last week"], 2, "is no day"),
        (["show", "--party", "Atlantis"], 2, "Nobody is called"),
        (["show", "--act", "promise"], 2, "There is no act"),
        (["show", "--sector", "foo"], 2, "There is no sector 'foo'. Choose among: agriculture"),
        (["show", "--language", "xx"], 2, "There is no language 'xx'"),
        (["show", "--currency", "zzz"], 2, "There is no currency 'zzz'"),
        (["read", "none.txt", "--language", "xx"], 2, "There is no language 'xx' that is read. Choose among: en, hi"),
        (["explain", "x", "--language", "xx"], 2, "There is no language 'xx'"),
        (["search", " "], 2, "nothing to look for"),
        (["read", "--manifest", "none.csv"], 3, "There is no manifest here"),
        (["show", "--amount-min", "1e12"], 2, "currency"),
        (["show", "--json", "--csv"], 2, "exclude each other"),
        (["show"], 5, "There is no ledger"),
        (["source"], 2, "Missing argument"),
        (["read"], 2, "No page"),
        (["read", "none.txt"], 3, "no page"),
        (["explain"], 2, "Give either"),
        (["explain", "--file", "none.txt"], 3, "There is no page here"),
        (["evaluate"], 2, "nothing to measure"),
        (["evaluate", "--gold", "none"], 3, "No gold set"),
        (["evaluate", "--aiddata", "none.csv"], 3, "cannot be read"),
        (["evaluate", "--plover", "none.json"], 3, "cannot be read"),
        (["export"], 5, "There is no ledger"),
        (["withdraw", "x"], 2, "--why"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_fault_is_one_line_and_a_code(karar, arguments, code, says):
    """Nothing on standard output, what and what to do on standard error, never a traceback."""
    told = karar(*arguments)
    assert told.code == code
    assert says in told.err
    assert told.err.startswith("karar")
    assert "Traceback" not in told.err
    assert len([line for line in told.err.splitlines() if line.startswith("karar")]) == 1


def test_an_unforeseen_fault_is_one_line_too(karar, monkeypatch):
    """A fault of the program says so; KARAR_DEBUG=1 shows where."""

    def fail(options):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("karar.interfaces.cli.verbs.schema.run", fail)
    told = karar("schema")
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert "ZeroDivisionError: by zero. Set KARAR_DEBUG=1" in told.err
    monkeypatch.setenv("KARAR_DEBUG", "1")
    assert "Traceback" in karar("schema").err


def test_ctrl_c_ends_with_130(karar, monkeypatch):
    """Stopping is no fault of the program."""

    def stop(options):
        raise KeyboardInterrupt

    monkeypatch.setattr("karar.interfaces.cli.verbs.schema.run", stop)
    told = karar("schema")
    assert (told.code, told.err) == (130, "karar schema: stopped; what was already written is kept.\n")


def test_the_version_is_told(karar):
    """`--version` names the program and its version."""
    assert re.fullmatch(r"karar \d+\.\d+\.\d+\S*\n", karar("--version").out)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_made_for_each_shell(shell):
    """The shell's script is printed, and verbs and options are completed."""
    script = call({"_KARAR_COMPLETE": f"source_{shell}"})
    assert "karar" in script.stdout
    words = {"COMP_WORDS": "karar s", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "karar s"}
    done = call({"_KARAR_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args", **words})
    assert all(name in done.stdout for name in ("show", "source", "search", "schema"))


def call(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call ``karar`` as a program of its own."""
    code = "import sys; from karar.interfaces.cli.main import main; sys.argv[0] = 'karar'; sys.exit(main())"
    command = [sys.executable, "-c", code, *arguments]
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False)


def cpu_of(*arguments: str) -> float:
    """Return the CPU seconds of one call."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call({}, *arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("arguments", [["--help"], ["show", "--help"], ["read", "--help"]], ids=" ".join)
def test_help_is_quick(arguments):
    """Help costs less than a third of a second of CPU: the rooms of the verbs are not loaded for it."""
    cpu_of(*arguments)  # the first call may compile
    assert statistics.median(cpu_of(*arguments) for _ in range(5)) < HELP_BUDGET


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_a_closed_pipe_is_quiet():
    """`karar … | head -1` prints one line and nothing else."""
    karar = f"{shlex.quote(sys.executable)} -m karar.interfaces.cli.main"
    line = f"set -o pipefail; {karar} schema | head -1; echo ${{PIPESTATUS[0]}}"
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(["bash", "-c", line], env=settings, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == "{"
    assert done.stdout.splitlines()[1] in ("0", "141")


def test_a_pipe_that_is_closed_at_once_is_quiet():
    """Even where nobody reads at all, there is no traceback and no complaint at the end."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "karar.interfaces.cli.main", "schema"]
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, env=settings, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def in_bash(line, folder):
    """Run a line of bash in which $karar is the program; return its exit code and what it said of faults."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    settings["karar"] = f"{sys.executable} -m karar.interfaces.cli.main"
    done = subprocess.run(["bash", "-c", line], cwd=folder, env=settings, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_what_the_shell_closed_is_nowhere(tmp_path):
    """Closed streams are like empty ones: standard input holds no page, and output to none is no fault."""
    assert in_bash("$karar read - --dry-run --quiet <&-", tmp_path) == (
        3,
        "karar read: -: The page is empty. Save it again.\n",
    )
    assert in_bash("$karar schema >&-", tmp_path) == (0, "")
    assert in_bash("$karar schema --no-such 2>&-", tmp_path) == (2, "")


@pytest.mark.skipif(not Path("/dev/full").exists() or shutil.which("bash") is None, reason="no /dev/full, or no bash")
@pytest.mark.parametrize("line", ["schema", "read page.txt --json", "show --json --ledger karar.db"])
def test_output_without_room(karar, tmp_path, monkeypatch, line):
    """A full disk below the output is one line and no failure of the program; what was read is kept."""
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text("Japan will invest $10 billion in India.\n", encoding="utf-8")
    if line.startswith("show"):
        karar("read", "page.txt", "--ledger", "karar.db")
    code, told = in_bash(f"$karar {line} >/dev/full", tmp_path)
    assert code == 1
    assert told.splitlines()[-1].startswith(f"karar {line.split()[0]}: The output cannot be written: No space left")
    if line.startswith("read"):
        assert "known already" in karar("read", "page.txt", "--ledger", "karar.db").out


def test_main_takes_its_arguments_from_the_line(monkeypatch, capsys):
    """Without arguments of its own it reads those of the program."""
    monkeypatch.setattr(sys, "argv", ["karar", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("karar ")

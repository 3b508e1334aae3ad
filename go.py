#!/usr/bin/env python3
"""Sets up, runs, tests and checks Karar with nothing but Python 3.11+ and pip.

The environment is made without ensurepip and filled from outside by the pip
that the machine already has, because a bare Debian has no ensurepip and
refuses to install beside its own packages (PEP 668). Everything that is
installed is pinned by hash and comes as a wheel: no compiler is needed.

The package itself is not built: a path file points at src/ (and at the package of
another licence, packages/karar-names) and a launcher is written to .venv/bin/karar,
so an edit is live at once.

Only the standard library is imported, and only syntax that an older Python
can parse, so that one can say that it is too old.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # the first that can install into another environment (pip --python)

LOCKS = {  # test holds all of run; bench holds what the benchmarks measure beside, and stands beside run
    "run": "requirements/run.lock",
    "test": "requirements/test.lock",
    "bench": "requirements/bench.lock",
}
SOURCES = ("src", "packages/karar-names/src")  # what the path file points at
DATA_TOOL = "tools/build_data.py"
DATA_FOLDER = "src/karar/reference/compiled"
DATA_SOURCES = (  # what the compiled data is made of, and the code that makes it
    "resources",
    DATA_TOOL,
    "src/karar/errors.py",
    "src/karar/model",
    "src/karar/text",
    "src/karar/reference",
    "src/karar/scan",
)

MAIN_JOB = (
    ("karar", "read", "examples/pages", "--manifest", "examples/pages/manifest.csv", "--ledger", "karar.db", "--table"),
)
TESTS = ("pytest", "-n", "2", "--verbosity=0")
STATIC_CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "--strict", *SOURCES),
    ("lint-imports",),
)
NEXT_STEPS = """
The ledger is in karar.db. What to try next:
  .venv/bin/karar explain "जापान भारत में 10 ट्रिलियन येन का निवेश करेगा।"   what each room makes of a sentence
  .venv/bin/karar --help                                                 every command
  python3 go.py test                                                     the tests
"""

HELP = """
commands:
  run            make .venv, install, compile the data, read the example pages
                 into karar.db and show what was found
  test [ARG...]  install the test tools and run the tests; any ARG goes to pytest
                 (python3 go.py test tests/text -k danda)
  check          lint, format, types and layers, then the tests
    --slow       with the tests that are marked slow
    --static     without the tests
  bench [ARG...] install what Karar is measured beside and run the benchmarks; any
                 ARG goes to them (python3 go.py bench --quick, bench text gate)

The first call downloads pinned wheels into .venv (a minute or two); later calls
start at once. Nothing outside this folder is changed. To start afresh, remove .venv.
"""

LAUNCHER = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from karar.interfaces.cli.main import main

sys.argv[0] = "karar"
sys.exit(main())
"""


class SetupError(Exception):
    """What stands in the way, in one line, and the exit code that says so."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


# --- stamps: what was made from what ---------------------------------------------


def hash_paths(root: Path, names: tuple[str, ...]) -> str:
    """Hash the names and contents of files and folders below root; caches and the compiled data do not count."""
    digest = hashlib.sha256()
    for name in names:
        top = root / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            local = path.relative_to(root).as_posix()
            if not path.is_file() or "__pycache__" in path.parts or local.startswith(DATA_FOLDER + "/"):
                continue
            digest.update(local.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_stamp(path: Path) -> dict[str, str]:
    """Read what the last finished set-up left; an unreadable stamp is no stamp."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(path: Path, stamp: dict[str, str]) -> None:
    """Write the stamp in one step, so that a killed run leaves the old one or the new one."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(stamp, indent=1, sort_keys=True), encoding="utf-8")
    draft.replace(path)


def write_if_changed(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a small file unless it already says this."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    path.chmod(mode)


# --- the environment ---------------------------------------------------------------


def parse_pip_version(text: str) -> tuple[int, ...]:
    """Take (23, 0) out of "pip 23.0.1 from ..."; nothing found gives ()."""
    found = re.match(r"pip (\d+)\.(\d+)", text)
    return tuple(int(part) for part in found.groups()) if found else ()


def find_pip(python: Path) -> list[str]:
    """Choose a pip that can install into the environment of this python."""
    seen = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    version = parse_pip_version(seen.stdout)
    if version >= OLDEST_PIP:
        return [sys.executable, "-m", "pip", "--python", str(python)]
    made = subprocess.run([str(python), "-m", "ensurepip"], capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return [str(python), "-m", "pip"]
    if version:
        raise SetupError("pip %d.%d is too old; 22.3 or newer is needed" % version)  # noqa: UP031 (a tuple fills it)
    raise SetupError(f"{sys.executable} has no pip; on Debian or Ubuntu: apt-get install python3-pip")


def explain_pip_failure(output: str) -> str:
    """Say in one line why pip failed; where its output does not tell, its last lines go before."""
    offline = ("NewConnectionError", "Name or service not known", "name resolution", "ConnectTimeout", "ProxyError")
    if any(sign in output for sign in offline):
        return "the package index cannot be reached; is this machine online?"
    if "DO NOT MATCH THE HASHES" in output:
        return "a downloaded file is not the one that the lock file pins; it was not installed"
    if "No matching distribution" in output:
        return "a pinned wheel does not exist for this machine (x86_64 or aarch64 with glibc is needed)"
    if "No space left" in output:
        return "the disk is full"
    return "\n".join([*output.strip().splitlines()[-12:], "go: pip could not install the pinned packages"])


def is_sound(env: Path) -> bool:
    """Tell whether the environment is whole: no set-up was cut short, and its python starts and is new enough."""
    python = env / "bin" / "python"
    if (env / "unfinished").exists() or not python.exists():
        return False
    probe = "import sys; sys.exit(sys.version_info < {})".format(OLDEST_PYTHON)  # noqa: UP032 (reads better apart)
    try:
        return subprocess.run([str(python), "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(env: Path, lock: Path) -> None:
    """Install the pinned wheels of one lock file; a mark tells the next run if this one is cut short."""
    python = env / "bin" / "python"
    pins = len(re.findall(r"^\S+==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))
    command = [*find_pip(python), "install", "--require-hashes", "--only-binary", ":all:", "--quiet", "-r", str(lock)]
    say(f"installing {pins} pinned packages from {lock.relative_to(ROOT)} (a minute or two)")
    settings = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    (env / "unfinished").touch()
    done = subprocess.run(
        command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise SetupError(explain_pip_failure(done.stdout), done.returncode)
    (env / "unfinished").unlink()


def prepare(kind: str) -> None:
    """Make .venv fit for one of the locks; what is already there and up to date is left alone."""
    stamp_file = VENV / "karar-stamp.json"
    if not is_sound(VENV):
        say("making the environment .venv")
        venv.EnvBuilder(with_pip=False, symlinks=True, clear=VENV.exists()).create(str(VENV))
    stamp = read_stamp(stamp_file)

    lock = ROOT / LOCKS[kind]
    pinned = hash_paths(ROOT, (LOCKS[kind],))
    if stamp.get(kind) != pinned:
        install(VENV, lock)
        stamp[kind] = pinned
        if kind == "test":
            stamp["run"] = hash_paths(ROOT, (LOCKS["run"],))
        write_stamp(stamp_file, stamp)

    for packages in (VENV / "lib").glob("python*/site-packages"):
        write_if_changed(packages / "karar.pth", "".join(f"{ROOT / name}\n" for name in SOURCES))
    write_if_changed(VENV / "bin" / "karar", LAUNCHER.format(python=VENV / "bin" / "python"), 0o755)

    if (ROOT / DATA_TOOL).is_file():
        sources = hash_paths(ROOT, DATA_SOURCES)
        if stamp.get("data") != sources or not (ROOT / DATA_FOLDER).is_dir():
            say("compiling resources/")
            stamp["data"] = ""
            write_stamp(stamp_file, stamp)
            call("python", DATA_TOOL)
            stamp["data"] = sources
            write_stamp(stamp_file, stamp)


# --- the commands ------------------------------------------------------------------


def say(line: str) -> None:
    """Tell what is being done, in order with what the called programs print."""
    print(f"go: {line}", flush=True)


def run_program(*command: str) -> int:
    """Run a program of the environment from the project's folder; give its exit code."""
    program = VENV / "bin" / command[0]
    if not program.exists():
        raise SetupError(f"{command[0]} is not in .venv; remove .venv and try again", 127)
    code = subprocess.run([str(program), *command[1:]], cwd=str(ROOT), check=False).returncode
    return code if code >= 0 else 128 - code  # killed by a signal: say it as a shell does


def call(*command: str) -> None:
    """Run a program of the environment; its failure ends this run with its exit code."""
    code = run_program(*command)
    if code:
        raise SetupError(f"failed: {' '.join(command)}", code)


def do_run() -> None:
    """Read the example pages into a ledger."""
    prepare("run")
    for command in MAIN_JOB:
        say(" ".join(command))
        call(*command)
    print(NEXT_STEPS)


def do_test(extra: list[str]) -> None:
    """Run the tests; extra arguments go to pytest."""
    prepare("test")
    call(*TESTS, *extra)


def do_check(*, slow: bool, static: bool) -> None:
    """Run every check even when one fails, then say which did."""
    prepare("test")
    tests = [] if static else [(*TESTS, "-m", "") if slow else TESTS]
    failed = []
    for command in [*STATIC_CHECKS, *tests]:
        say(" ".join(command))
        code = run_program(*command)
        if code:
            failed.append((command, code))
    if failed:
        raise SetupError("failed: " + "; ".join(" ".join(command) for command, _ in failed), failed[0][1])


def do_bench(extra: list[str]) -> None:
    """Measure; extra arguments go to the benchmarks."""
    prepare("run")
    prepare("bench")
    call("python", "-m", "benchmarks", *extra)


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line; test and bench hand on arguments that are not their own."""
    parser = argparse.ArgumentParser(
        prog="python3 go.py",
        usage="python3 go.py {run,test,check,bench} ...",
        description="Set up, run, test and check Karar on a machine that has Python 3.11+ and pip.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=("run", "test", "check", "bench"), help=argparse.SUPPRESS)
    parser.add_argument("--slow", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--static", action="store_true", help=argparse.SUPPRESS)
    if arguments[:1] in (["test"], ["bench"]) and not {"-h", "--help"} & set(arguments):
        return argparse.Namespace(command=arguments[0], extra=arguments[1:], slow=False, static=False)
    options = parser.parse_args(arguments)
    if options.command != "check" and (options.slow or options.static):
        parser.error("--slow and --static belong to check")
    if options.slow and options.static:
        parser.error("--static leaves the tests out, --slow adds some: choose one")
    options.extra = []
    return options


def main(arguments: list[str]) -> int:
    """Run one command; give the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print("go: Python 3.11 or newer is needed, this is %d.%d" % sys.version_info[:2], file=sys.stderr)  # noqa: UP031
        return 1
    options = parse_arguments(arguments)
    try:
        if options.command == "run":
            do_run()
        elif options.command == "test":
            do_test(options.extra)
        elif options.command == "bench":
            do_bench(options.extra)
        else:
            do_check(slow=options.slow, static=options.static)
    except SetupError as error:
        print(error if "\n" in str(error) else f"go: {error}", file=sys.stderr)
        return error.code
    except OSError as error:
        print(f"go: {error.strerror or error}: {error.filename or ROOT}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("go: stopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

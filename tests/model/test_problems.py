"""A problem is the same wherever it comes from."""

import pickle

import msgspec
import pytest

from karar.model.problems import Problem

PROBLEMS = [Problem("no-anchor-date", "A day without an anchor."), Problem("broken-bytes", "Bytes are lost.", "loss")]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.severity)
def test_a_problem_is_written_alike_after_a_journey(problem):
    """From another process, or out of a file, it is written in the same bytes, so that its claim keeps its id."""
    written = msgspec.json.encode(problem)
    from_process = pickle.loads(pickle.dumps(problem))
    from_file = msgspec.json.decode(
        b'{"kind":"%b","message":"%b","severity":"%b"}'
        % tuple(value.encode() for value in (problem.kind, problem.message, problem.severity)),
        type=Problem,
    )
    assert msgspec.json.encode(from_process) == msgspec.json.encode(from_file) == written

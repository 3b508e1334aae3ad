"""The exit codes of every verb, in one place."""

from __future__ import annotations

OK, FOUND, USAGE, INPUT, REFERENCE, LEDGER = range(6)
SIGNAL = 128
"""A call that a signal ended, ends with the signal's number above this one."""
HUNG_UP, STOPPED, PIPE, TERMINATED = SIGNAL + 1, SIGNAL + 2, SIGNAL + 13, SIGNAL + 15

EXITS: dict[int, str] = {
    OK: "all went well",
    FOUND: "the check found something wrong, or the program itself failed",
    USAGE: "the call is wrong: an unknown option, a value that cannot be read",
    INPUT: "a page, a manifest or a gold set cannot be used",
    REFERENCE: "the reference data is missing or broken",
    LEDGER: "the ledger cannot be opened, read or written, or does not hold what was asked for",
    HUNG_UP: "its terminal was closed (SIGHUP); what was already written is kept",
    STOPPED: "stopped with Ctrl-C; what was already written is kept",
    PIPE: "whoever read the output closed it (as in: karar show | head)",
    TERMINATED: "ended from outside (SIGTERM); what was already written is kept",
}

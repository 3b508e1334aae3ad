"""The exit codes of every verb, in one place."""

from __future__ import annotations

OK, FOUND, USAGE, INPUT, REFERENCE, LEDGER, STOPPED, PIPE = 0, 1, 2, 3, 4, 5, 130, 141

EXITS: dict[int, str] = {
    OK: "all went well",
    FOUND: "the check found something wrong, or the program itself failed",
    USAGE: "the call is wrong: an unknown option, a value that cannot be read",
    INPUT: "a page, a manifest or a gold set cannot be used",
    REFERENCE: "the reference data is missing or broken",
    LEDGER: "the ledger cannot be opened, read or written, or does not hold what was asked for",
    STOPPED: "stopped with Ctrl-C; what was already written is kept",
    PIPE: "whoever read the output closed it (as in: karar show | head)",
}

"""``karar export``: the whole ledger as canonical JSON Lines."""

from __future__ import annotations

from karar.errors import InputError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.export import Options
from karar.interfaces.cli.screen.console import write_bytes
from karar.interfaces.cli.screen.opening import open_ledger


def run(options: Options) -> int:
    """Write the export; a file is whole or not there at all."""
    with open_ledger(options.ledger) as ledger:
        if options.output is None:
            for line in ledger.export():
                write_bytes(line)
            return exits.OK
        draft = options.output.with_name(options.output.name + ".new")
        try:
            with draft.open("wb") as out:
                out.writelines(ledger.export())
            draft.replace(options.output)
        except OSError as error:
            raise InputError(f"The export cannot be written: {error.strerror}", where=str(options.output)) from error
    return exits.OK

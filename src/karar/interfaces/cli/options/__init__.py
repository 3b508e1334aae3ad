"""One module a verb: its options as a frozen record, its help, its examples. Nothing heavy is imported here."""

"""Exports: the formats that a view of the ledger can be downloaded as, in one registry."""

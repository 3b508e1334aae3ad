"""One automaton over all surfaces."""

from karar.scan.scanner import Scanner, scanner_for

__all__ = ["Scanner", "scanner_for"]

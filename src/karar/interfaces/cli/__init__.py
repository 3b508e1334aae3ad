"""The command line: ``karar VERB``."""

"""One module a section: ``measure(effort, tell)`` gives its tables; ``ONE_CORE``: it is held to one core."""

"""What became of promises: competing values and the headline among them, the money ladder, totals, changes."""

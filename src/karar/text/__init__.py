"""From stored text to sentences: normalising with an offset map, splitting, tokens."""

"""Typed values in a sentence: names from the scan's hits, numbers and dates by small grammars over them."""

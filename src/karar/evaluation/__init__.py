"""How good the reader is: claims read from labelled pages held against the labels, and golden cases."""

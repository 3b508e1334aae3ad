"""The doors of Karar: the command line."""

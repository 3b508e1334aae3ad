"""One module a verb: what it does. Imported when the verb is called."""

"""What the verbs show on a screen: tables of claims, marked texts, progress, words of either language."""

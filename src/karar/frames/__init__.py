"""From mentions to frames: clauses, verb groups, cues of acts, parties with their roles, references, attribution."""

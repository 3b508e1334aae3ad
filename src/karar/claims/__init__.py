"""From frames to checked claims: fields with evidence, one claim for what is said twice, nothing without evidence."""

"""The nouns of Karar as frozen, validated values. Nothing here reads, stores or prints."""

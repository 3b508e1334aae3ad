"""What is known before reading: language packs, gazetteers, sectors, initiatives – compiled from `resources/`."""

from karar.reference.load import Pack, Reference, load_reference

__all__ = ["Pack", "Reference", "load_reference"]

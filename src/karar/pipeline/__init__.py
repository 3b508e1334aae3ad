"""The ordered stages from a document to its claims, and runs over many pages."""

from karar.pipeline.reading import read
from karar.pipeline.stages import READER, Reading, read_document

__all__ = ["READER", "Reading", "read", "read_document"]

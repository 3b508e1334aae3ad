"""Claims to commitments: which claims speak of one promise, how promises bear on each other, and why."""

from karar.linkage.index import Index
from karar.linkage.linking import explain, link
from karar.linkage.records import Builder, Rates, Record
from karar.linkage.weights import Weights, load_weights

__all__ = ["Builder", "Index", "Rates", "Record", "Weights", "explain", "link", "load_weights"]

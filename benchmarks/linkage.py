"""What linking costs on invented claims, and how much of what was planted it finds.

usage: python -m benchmarks.linkage COUNT [--online N]

COUNT claims (`benchmarks/promises.py`) are written to a file of JSON Lines, as an export is, and linked in bulk from
there: seconds on the wall and of the processor, the largest memory of the linking process and of its workers together,
precision and recall of pairs on what was planted. With --online N each of N further claims is added by itself to an
index of COUNT: the median and the 95th percentile of the time until its commitment is known.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import msgspec

from benchmarks.promises import FlatRates, make_claims
from karar.linkage import Builder, Index, load_weights
from karar.linkage.bulk import link
from karar.linkage.cluster import cluster
from karar.model.claims import Claim
from karar.model.commitments import Linking

_MIB = 1 << 10  # ru_maxrss counts KiB


def write_claims(count: int, path: Path) -> list[int]:
    """Write so many claims; return the promise of each."""
    promises = []
    with path.open("wb") as out:
        for promise, claim in make_claims(count, seed=3):
            promises.append(promise)
            out.write(msgspec.json.encode(claim) + b"\n")
    return promises


def read_claims(path: Path) -> Iterator[Claim]:
    """Yield the claims of a file of JSON Lines."""
    decoder = msgspec.json.Decoder(Claim)
    with path.open("rb") as lines:
        yield from map(decoder.decode, lines)


def found_pairs(linking: Linking, promise_of: dict[str, int]) -> tuple[int, int, int]:
    """Return the pairs of one promise that were linked, all that were linked, and all of one promise."""
    home = linking.by_claim()
    both = Counter((promise, home[name]) for name, promise in promise_of.items())
    counts = both, Counter(home.values()), Counter(promise_of.values())
    hits, answered, planted = (sum(n * (n - 1) // 2 for n in counted.values()) for counted in counts)
    return hits, answered, planted


def measure_bulk(count: int, folder: Path) -> None:
    """Link so many claims in bulk and print what it cost and found."""
    path = folder / "claims.jsonl"
    promises = write_claims(count, path)
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    start = time.perf_counter()
    linking = link(read_claims(path), rates=FlatRates())
    wall = time.perf_counter() - start
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))
    memory = (after[0].ru_maxrss + (os.cpu_count() or 1) * after[1].ru_maxrss) / _MIB
    promise_of = {claim.id: promise for claim, promise in zip(read_claims(path), promises, strict=True)}
    hits, answered, planted = found_pairs(linking, promise_of)
    kinds = Counter(relation.kind for relation in linking.relations)
    print(
        f"{count} claims: {wall:.1f} s, {cpu:.1f} s of processor, {cpu / count * 1e6:.0f} µs a claim, "
        f"{memory:.0f} MiB; "
        f"precision {hits / answered:.4f}, recall {hits / planted:.4f} ({hits} of {planted} planted pairs, "
        f"{answered} linked); {len(linking.commitments)} commitments, relations {dict(sorted(kinds.items()))}; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        flush=True,
    )


def measure_online(count: int, more: int, folder: Path) -> None:
    """Add claims one by one to an index of so many, and print how long each took."""
    weights, builder = load_weights(), Builder(FlatRates())
    coming = (claim for _, claim in make_claims(count + more, seed=4))
    with Index(weights, folder / "linkage.db") as index:
        index.add(builder.build(claim) for claim in islice(coming, count))
        taken = []
        for claim in coming:
            start = time.perf_counter()
            index.add([builder.build(claim)])
            cluster(*index.around(claim.id), (), weights)
            taken.append((time.perf_counter() - start) * 1000)
    print(
        f"one claim against {count}: median {median(taken):.1f} ms, "
        f"95th percentile {quantiles(taken, n=20)[-1]:.1f} ms "
        f"({more} claims); load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main(argv: list[str] | None = None) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description="What linking costs.")
    parser.add_argument("count", type=int)
    parser.add_argument("--online", type=int, default=0, metavar="N")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        if options.online:
            measure_online(options.count, options.online, Path(folder))
        else:
            measure_bulk(options.count, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())

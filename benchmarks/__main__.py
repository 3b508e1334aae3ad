"""``python -m benchmarks``: in an environment where every run is like the other."""

import sys

from benchmarks.command import main
from benchmarks.machine import settle

if __name__ == "__main__":
    settle(["-m", "benchmarks", *sys.argv[1:]])
    sys.exit(main(sys.argv[1:]))

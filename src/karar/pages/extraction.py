"""The program that opens one PDF file, in a process of its own: ``python -m karar.pages.extraction``.

The file comes on standard input, one JSON object goes to standard output (see `karar.pages.sheets.Extract`). The parser
is native code and its input comes from anywhere, so the process first takes limits on itself: a file that makes the
parser loop, recurse or fill the memory ends this process and no other.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from typing import Any

import pdf_oxide

CPU_SECONDS = 15
MEMORY = 1_000_000_000  # bytes of address space; a report of 44 MB takes a third
# A budget or a yearbook has some 800 sheets. What is left out is said.
MOST_SHEETS = 1_000
MOST_LETTERS = 5_000_000
PATIENCE = 8.0  # seconds after which no further sheet is begun
_FONT_NAME = re.compile(r"font '([^']*)'")


def main() -> None:
    """Read a PDF file from standard input and write what it says."""
    # Its parent may set less time. The first number ends the process by a signal, the second one kills it.
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = extract(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))


def extract(content: bytes) -> dict[str, Any]:
    """Return the runs of text on every sheet; ``fault`` says why there are none (``encrypted``, ``broken``).

    >>> extract(b"%PDF-1.7 and nothing else")["fault"]
    'broken'
    """
    # Whatever the library raises on a broken file (OSError, RuntimeError, ValueError), the file cannot be opened.
    try:
        doc = pdf_oxide.PdfDocument.from_bytes(content)
        count = doc.page_count()
    except Exception as error:  # noqa: BLE001
        return {"fault": "encrypted" if _wants_password(error) else "broken"}
    fonts: dict[str, int] = {}
    sheets, broken, letters = [], 0, 0
    started = time.monotonic()
    for number in range(min(count, MOST_SHEETS)):
        if letters > MOST_LETTERS or time.monotonic() - started > PATIENCE:
            break
        try:
            _, _, width, height = doc.page_media_box(number)
            runs = [_run(span, fonts) for span in doc.extract_spans(number, reading_order="column_aware")]
        except Exception as error:  # noqa: BLE001 - one broken sheet must not lose the others
            if _wants_password(error):
                return {"fault": "encrypted"}
            sheets.append([0.0, 0.0, []])
            broken += 1
            continue
        letters += sum(len(run[0]) for run in runs)
        sheets.append([width, height, runs])
    if not letters and "encryption" in {warning["category"] for warning in doc.structured_warnings()}:
        return {"fault": "encrypted"}
    return {
        "sheets": sheets,
        "fonts": list(fonts),
        "unread": count - len(sheets),
        "broken": broken,
        "unmapped": _unmapped(doc),
    }


def _wants_password(error: Exception) -> bool:
    return "encrypted" in str(error) or "password" in str(error)


def _run(span: Any, fonts: dict[str, int]) -> list[Any]:
    x, y, width, height = span.bbox
    left, foot, across, up = span.page_bbox
    font = fonts.setdefault(str(span.font_name), len(fonts))
    turned = 0
    if abs(across - height) < 1 and abs(up - width) < 1 and abs(across - up) >= 2:
        # It stands on its side, read upwards where it starts at its foot.
        turned = 90 if abs(y - foot) < 1 else 270
        x, y = left, foot
    elif abs(across - width) > 1 or abs(up - height) > 1:
        turned = 45
    # Sheets drawn upside down and turned back have negative sizes.
    x, width, size = min(x, x + width), abs(width), abs(span.font_size)
    return [
        span.text, x, y, width, size, font, span.sequence, bool(span.is_bold), turned,
        [round(one, 3) for one in span.char_widths],
    ]  # fmt: skip


def _unmapped(doc: Any) -> list[str]:
    """Return the fonts that do not say which letters their signs are."""
    told = (warning for warning in doc.structured_warnings() if warning["category"] == "to_unicode_missing")
    return sorted({match[1] for warning in told if (match := _FONT_NAME.search(str(warning["message"])))})


if __name__ == "__main__":
    main()

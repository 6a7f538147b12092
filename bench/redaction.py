"""How much personal data is taken out of what people write, and how little else: labelled lines in two languages.

    python -m bench.redaction [--lines FILE] [--show]

A span counts as found only with its exact limits and its kind. ``loosely``: covered whole, whatever it was taken for.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from console.redaction import personal

LINES = Path(__file__).parents[1] / "tests" / "redaction_lines.jsonl"
Span = tuple[int, int, str]


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--lines", type=Path, default=LINES)
    wanted.add_argument("--show", action="store_true", help="print the lines that differ")
    asked = wanted.parse_args()
    lines = [json.loads(line) for line in asked.lines.read_text("utf-8").splitlines()]
    labelled = [(each["text"], [(start, end, kind) for start, end, kind in each["spans"]]) for each in lines]
    print(json.dumps(measured(labelled, asked.show), indent=2))


def measured(lines: list[tuple[str, list[Span]]], show: bool = False) -> dict[str, object]:
    right = labelled = found = covered = touching = 0
    by_kind: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for text, spans in lines:
        taken = [(each.start, each.end, each.kind) for each in personal(text)]
        exact = set(spans) & set(taken)
        right, labelled, found = right + len(exact), labelled + len(spans), found + len(taken)
        covered += sum(any(a <= start and end <= b for a, b, _ in taken) for start, end, _ in spans)
        touching += sum(any(a < end and start < b for a, b, _ in spans) for start, end, _ in taken)
        by_kind.update(kind for _, _, kind in spans)
        missed.update(kind for _, _, kind in set(spans) - exact)
        if show and exact != set(spans) | set(taken):
            print(text, spans, taken)
    return {
        "lines": len(lines), "spans": labelled,
        "recall": round(right / max(labelled, 1), 4), "precision": round(right / max(found, 1), 4),
        "loosely": {"recall": round(covered / max(labelled, 1), 4), "precision": round(touching / max(found, 1), 4)},
        "by_kind": {kind: round(1 - missed[kind] / many, 4) for kind, many in sorted(by_kind.items())},
    }  # fmt: skip


if __name__ == "__main__":
    main()

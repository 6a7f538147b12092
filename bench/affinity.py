"""Whether the next basket holds what we would have said: hits among the ten best.

    python -m bench.affinity --purchases FILE[.parquet|.csv[.gz]] [--cut 2011-10-01]

Columns of Online Retail (InvoiceNo, StockCode, Quantity, InvoiceDate, UnitPrice, CustomerID).
Fitted on what was bought before ``--cut``; the test is each customer's last basket from then on,
with their history limited to before it too. ``next_basket``: any product of it; ``never_bought``:
only products they had never bought. The baseline is what sold best in the last 60 days.
A parquet file needs pyarrow (`requirements-bench.lock`).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from console.offers import affinity
from console.offers.affinity import Vector

LATELY = timedelta(days=60)
PRODUCT = re.compile(r"^\d{5}")


@dataclass(frozen=True, slots=True)
class Bought:
    customer: str
    invoice: str
    product: str
    at: datetime


def read(path: Path) -> Iterator[Bought]:
    """Returns, gifts, postage and anonymous sales are left out."""
    for row in rows(path):
        sold = float(row["Quantity"] or 0) > 0 and float(row["UnitPrice"] or 0) > 0
        customer, product = str(row["CustomerID"] or ""), str(row["StockCode"])
        named = customer not in ("", "nan", "None")
        if sold and named and PRODUCT.match(product) and not str(row["InvoiceNo"]).startswith("C"):
            at = row["InvoiceDate"]
            when = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
            yield Bought(customer, str(row["InvoiceNo"]), product, when)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".parquet":
        from pyarrow import parquet

        for batch in parquet.ParquetFile(path).iter_batches(50_000):
            yield from batch.to_pylist()
        return
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    yield from csv.DictReader(io.StringIO(text.decode("utf-8-sig")))


class Split:
    def __init__(self, bought: Sequence[Bought], cut: datetime):
        before = [each for each in bought if each.at < cut]
        lines = Counter(each.product for each in before)
        self.products = [product for product, n in lines.most_common() if n >= affinity.RARE]
        place = {product: at for at, product in enumerate(self.products)}
        baskets = {
            (each.customer, each.invoice, place[each.product]): each.at
            for each in before
            if each.product in place
        }
        self.times: dict[str, Counter[int]] = defaultdict(Counter)
        self.lately = np.zeros(len(self.products))
        for (customer, _, product), at in baskets.items():
            self.times[customer][product] += 1
            if at >= cut - LATELY:
                self.lately[product] += 1
        last = last_baskets(bought, cut)
        self.tests: dict[str, set[int]] = defaultdict(set)
        for each in bought:
            if last.get(each.customer) == each.invoice and each.customer in self.times and each.product in place:
                self.tests[each.customer].add(place[each.product])


def last_baskets(bought: Sequence[Bought], cut: datetime) -> dict[str, str]:
    """Each customer's last invoice, when it is from the cut on."""
    begun: dict[tuple[str, str], datetime] = {}
    for each in bought:
        key = (each.customer, each.invoice)
        begun[key] = min(begun.get(key, each.at), each.at)
    newest: dict[str, tuple[datetime, str]] = {}
    for (customer, invoice), at in begun.items():
        if customer not in newest or at > newest[customer][0]:
            newest[customer] = (at, invoice)
    return {customer: invoice for customer, (at, invoice) in newest.items() if at >= cut}


def hits(split: Split, score: Any, *, new: bool) -> dict[str, float]:
    found: dict[int, list[bool]] = {1: [], 5: [], 10: []}
    for customer, basket in split.tests.items():
        wanted = basket - set(split.times[customer]) if new else basket
        if not wanted:
            continue
        ten = affinity.best(score(customer), 10)
        for most, each in found.items():
            each.append(bool(wanted & set(ten[:most])))
    return {f"hit@{most}": round(float(np.mean(each)), 4) for most, each in found.items()} | {
        "customers": len(found[10])
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--purchases", type=Path, required=True)
    asked.add_argument("--cut", type=datetime.fromisoformat, default=datetime(2011, 10, 1))
    how = asked.parse_args()
    split = Split(list(read(how.purchases)), how.cut)
    begun = time.perf_counter()
    fitted = affinity.fit([list(each) for each in split.times.values()], split.products, split.lately)
    fitting = time.perf_counter() - begun

    def never_bought(customer: str) -> Vector:
        return fitted.new_for(list(split.times[customer]))

    def popular(customer: str) -> Vector:
        return split.lately.astype(float)

    def popular_new(customer: str) -> Vector:
        scores = split.lately.astype(float)
        scores[list(split.times[customer])] = -np.inf
        return scores

    print(json.dumps({
        "next_basket": hits(split, lambda customer: fitted.usual_for(split.times[customer]), new=False),
        "never_bought": hits(split, never_bought, new=True),
        "baseline": {
            "next_basket": hits(split, popular, new=False),
            "never_bought": hits(split, popular_new, new=True),
        },
        "products": len(split.products),
        "people": len(split.times),
        "fit_seconds": round(fitting, 2),
    }))  # fmt: skip


if __name__ == "__main__":
    main()

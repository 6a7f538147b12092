"""How well source records become people: `python -m bench.identity --records FILE [--train FILE]`.

The truth (`eid`) only scores; from ``--train`` at most 1,000 answers are asked for. Everything else
is the product's own code: `console.customers`. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import JaroWinkler

from console.customers import blocking, clustering, learning, matching, normalising, traits
from console.customers.clustering import Clustering, Pair
from console.customers.comparing import Counts
from console.customers.matching import Model
from console.customers.traits import Traits
from console.errors import Invalid

LIKELIER_THAN_NOT, WORTH_A_LOOK, SURE_AT_ONCE = 0.5, 0.1, 0.95
COLUMNS = {
    "nombre": "given_name", "apellido1": "first_surname", "apellido2": "second_surname", "direccion": "address",
    "cp": "postcode", "given_name": "given_name", "surname": "first_surname", "postcode": "postcode",
    "suburb": "city", "street_number": "street_number",
}  # fmt: skip


@dataclass(slots=True)
class File:
    people: list[str]
    traits: list[Traits]
    pairs: set[Pair]
    counts: Counts
    read_seconds: float

    def clusters(self, model: Model, auto: float) -> Clustering:
        found = self.apart(model, auto)
        found.careful = auto > SURE_AT_ONCE
        found.run()
        return found

    def apart(self, model: Model, auto: float) -> Clustering:
        """Every record a profile of its own, as before anything is decided."""
        profiles = dict(enumerate(self.traits))
        found = Clustering(model, self.counts, auto, profiles, {each: [each] for each in profiles})
        found.add_pairs(self.pairs)
        return found


def rows_of(path: Path) -> list[dict[str, str]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8", newline="") as file:
        return [{key.strip(): (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def fields_of(row: Mapping[str, str]) -> dict[str, Any]:
    """As an import would have them: what cannot be read is left out, a document is kept as written."""
    fields: dict[str, Any] = {ours: row[theirs] for theirs, ours in COLUMNS.items() if row.get(theirs)}
    fields.setdefault("given_name", " ")
    fields.setdefault("first_surname", "")
    fields["postcode"] = fields.get("postcode", "").split(".")[0]
    if row.get("address_1") or row.get("address_2"):
        fields["address"] = f"{row.get('address_1', '')} {row.get('address_2', '')}"
    if document := row.get("doc") or row.get("soc_sec_id"):
        fields["document_as_written"] = document
    if phone := normalising.phone(row.get("telefono", "")):
        fields["phones"] = [phone]
    if row.get("email"):
        fields["emails"] = [row["email"].lower()]
    if born := row.get("fecha_nac") or row.get("date_of_birth"):
        with suppress(Invalid):  # a report would name the line; the rest of the row goes in
            fields["birth_date"] = normalising.day(born).isoformat()
    return fields


def read(rows: list[dict[str, str]], people: list[str], sources: list[str]) -> File:
    began = time.perf_counter()
    found = [traits.of_fields(fields_of(row), source) for row, source in zip(rows, sources, strict=True)]
    pairs = clustering.candidate_pairs([blocking.keys(each) for each in found])
    counts = Counts()
    for each in found:
        counts.add(each)
    return File(people, found, pairs, counts, time.perf_counter() - began)


def read_file(path: Path) -> File:
    rows = rows_of(path)
    return read(rows, [row["eid"] for row in rows], [row.get("source", "file") for row in rows])


def prf(found: set[Pair], true: set[Pair]) -> dict[str, float]:
    right = len(found & true)
    precision, recall = right / max(len(found), 1), right / max(len(true), 1)
    return {"precision": round(precision, 5), "recall": round(recall, 5),
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 5)}  # fmt: skip


def pairs_within(groups: Iterable[list[int]]) -> set[Pair]:
    return {(a, b) for each in groups for i, a in enumerate(sorted(each)) for b in sorted(each)[i + 1 :]}


def true_pairs(people: list[str]) -> set[Pair]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        groups[person].append(number)
    return pairs_within(groups.values())


def mixed(found: Clustering, people: list[str]) -> float:
    wrong = sum(len({people[each] for each in group}) > 1 for group in found.members.values())
    return round(10_000 * wrong / len(found.members), 2)


def recognised_wrong(found: Clustering, file: File) -> float:
    """Everybody rings once from each number they have: how many of 10,000 are taken for another."""
    profiles_of: dict[str, set[int]] = defaultdict(set)
    callers: set[tuple[str, str]] = set()
    for profile, group in found.members.items():
        for each in group:
            for phone in file.traits[each].phones:
                profiles_of[phone].add(profile)
                callers.add((phone, file.people[each]))
    wrong = 0
    for phone, person in callers:
        if len(profiles_of[phone]) == 1:
            (profile,) = profiles_of[phone]
            ((most, _),) = Counter(file.people[each] for each in found.members[profile]).most_common(1)
            wrong += most != person
    return round(10_000 * wrong / max(len(callers), 1), 2)


def incremental(file: File, model: Model, auto: float, size: int = 500) -> Clustering:
    """The same records as they come, 500 at a time, each compared only with what is known by then.
    What is merely likelier than not waits until all are there, as a nightly round would look again."""
    counts, index = Counts(), defaultdict[int, list[int]](list)
    found = Clustering(model, counts, max(auto, SURE_AT_ONCE), {}, {})
    for first in range(0, len(file.traits), size):
        fresh = list(enumerate(file.traits[first : first + size], first))
        pairs: set[Pair] = set()
        for number, each in fresh:
            counts.add(each)
            found.profiles[number], found.members[number] = each, [number]
            for key in blocking.keys(each):
                if len(index[key]) < blocking.MOST_PER_KEY:
                    pairs |= {(known, number) for known in index[key]}
                index[key].append(number)
        home = {each: profile for profile, group in found.members.items() for each in group}
        found.add_pairs((home[a], home[b]) for a, b in pairs if home[a] != home[b])
        found.run()
    found.auto, found.careful = auto, auto > SURE_AT_ONCE
    found.open |= set(found.scores)
    found.run()
    return found


def reference(seconds: float = 0.5) -> float:
    """Comparisons a second of one bare rapidfuzz loop: timings mean little without this machine's."""
    until, done = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        for _ in range(1000):
            JaroWinkler.similarity("fernandez", "hernandez")
        done += 1000
    return done / seconds


def measure(file: File, trained_on: File | None) -> tuple[dict[str, Any], Model]:
    model = matching.shipped() if matching.SHIPPED.exists() else matching.BY_HAND
    likelier, auto = LIKELIER_THAN_NOT, matching.AUTO
    if trained_on is not None:
        people = trained_on.people
        model = learning.learn(matching.BY_HAND, trained_on.clusters, lambda pair: people[pair[0]] == people[pair[1]])
        rehearsal = trained_on.clusters(model, likelier)
        auto = learning.sure_enough(rehearsal.merges, len(rehearsal.members))
    true = true_pairs(file.people)
    began = time.perf_counter()
    found = file.clusters(model, likelier)
    seconds = file.read_seconds + time.perf_counter() - began
    singles = file.apart(model, likelier)
    singles.score()
    private = file.clusters(model, auto)
    began = time.perf_counter()
    step_by_step = incremental(file, model, likelier)
    incremental_seconds = time.perf_counter() - began
    likely = {pair for pair, each in singles.scores.items() if each.probability > likelier}
    return {
        "records": len(file.people), "labels": model.labels, "candidate_pairs": len(file.pairs), "auto": round(auto, 5),
        "pairs": prf(likely, true),
        "clusters": prf(pairs_within(found.members.values()), true) | {"mixed_per_10k": mixed(found, file.people)},
        "privacy": prf(pairs_within(private.members.values()), true) | {
            "merges": len(private.merges), "mixed_per_10k": mixed(private, file.people),
            "review_cases_per_100": round(100 * len(private.doubtful(WORTH_A_LOOK)) / len(file.people), 2),
        },
        "recognised_wrong_per_10k": recognised_wrong(private, file),
        "incremental": prf(pairs_within(step_by_step.members.values()), true) | {
            "records_per_s": round(len(file.people) / incremental_seconds)},
        "records_per_s": round(len(file.people) / seconds), "reference_comparisons_per_s": round(reference()),
    }, model  # fmt: skip


def main() -> None:
    chosen = arguments()
    if chosen.febrl:
        from bench import identity_febrl

        print(json.dumps(identity_febrl.measure(chosen.febrl), indent=1))
        return
    file = read_file(chosen.records)
    result, model = measure(file, read_file(chosen.train) if chosen.train else None)
    if chosen.peers:
        from bench import identity_peers

        result["peers"] = identity_peers.measure(chosen.records, file)
    if chosen.save:
        chosen.save.write_text(model.as_json(), encoding="utf-8")
    print(json.dumps(result, indent=1))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--train", type=Path, help="a file of other people, for at most 1,000 answers")
    parser.add_argument("--febrl", type=Path, help="a folder with febrl_dataset3 and 4a, 4b")
    parser.add_argument("--peers", action="store_true", help="Splink and recordlinkage on the same file")
    parser.add_argument("--save", type=Path, help="where to write what was learned")
    chosen = parser.parse_args()
    if not chosen.records and not chosen.febrl:
        parser.error("--records FILE or --febrl FOLDER")
    return chosen


if __name__ == "__main__":
    main()

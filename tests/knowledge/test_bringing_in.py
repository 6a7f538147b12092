"""Articles from folders, zips and tables; what is wrong is said by its file, and everything comes out again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from console.db import reading, transaction
from console.errors import Invalid
from console.knowledge import bringing_in, from_html, taking_out, writing
from console.knowledge.bringing_in import File, Report
from console.publishing.publication import Publication, publication, version

pytestmark = pytest.mark.usefixtures("store")

BREAD = "# Pan más hecho\n\nSe guarda hasta las **ocho**.\n"


def take_in(*files: File, dry: bool = False, publish: bool = False, category: str | None = None) -> Report:
    with transaction() as session:
        return bringing_in.take_in(session, files, language="es", dry=dry, publish=publish, category=category)


def md(name: str, text: str) -> File:
    return File(name, text.encode())


def content(key: str) -> dict[str, object]:
    with reading() as session:
        here = publication(session, "article", key)
        return version(session, here, here.newest).content


def keys() -> list[str]:
    with reading() as session:
        return sorted(each.key for each in session.query(Publication))


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.same, report.refused


def test_markdown_is_titled_by_its_heading_and_named_by_its_file() -> None:
    english = md("Bread.en.md", "---\nkey: bread\n---\n# Darker bread\n\nKept.")
    assert counts(take_in(md("ayuda/bread.es.md", BREAD), english)) == (2, 0, 0, 0)
    assert keys() == ["bread.en", "bread.es"]
    assert content("bread.es")["title"] == "Pan más hecho"
    assert content("bread.es")["body"] == "Se guarda hasta las **ocho**."


def test_a_rehearsal_changes_nothing_and_says_the_same() -> None:
    assert counts(take_in(md("bread.md", BREAD), dry=True)) == (1, 0, 0, 0)
    assert keys() == []


def test_the_same_again_changes_nothing_and_another_text_is_another_version() -> None:
    take_in(md("bread.md", BREAD))
    assert counts(take_in(md("bread.md", BREAD))) == (0, 0, 1, 0)
    assert counts(take_in(md("bread.md", BREAD + "\nY los domingos."))) == (0, 1, 0, 0)


def test_a_head_says_the_rest() -> None:
    with transaction() as session:
        writing.categorise(session, key="shop", name_es="Tienda", name_en="Shop", two_people=False, roles=[])
    head = "title: Vales\nkey: vouchers\nlanguage: es\npublic: true\ncategory: shop\nreview_by: 2027-01-02"
    take_in(md("x.md", f"---\n{head}\n---\nDuran.\n"))
    told = content("vouchers.es")
    assert (told["public"], told["category"], told["review_by"]) == (True, "shop", "2027-01-02")


def test_html_becomes_markdown_and_what_runs_is_gone() -> None:
    page = """<html><head><title>Plazos</title><script>alert(1)</script></head><body><nav><a href="/">Inicio</a></nav>
      <h1>Plazos</h1><p>Tiene <b>30 días</b>.</p><ul><li>Con tique</li>
      <li>Sin <a href="javascript:x()">usar</a></li></ul>
      <table><tr><th>Qué</th><th>Días</th></tr><tr><td>Fresco</td><td>2</td></tr></table>
      <a href="https://example.org/a">Más</a><style>p{}</style></body></html>"""
    title, body = from_html.markdown(page)
    assert title == "Plazos"
    assert "Tiene **30 días**." in body
    assert "- Con tique\n- Sin usar" in body
    assert "| Qué | Días |\n| - | - |\n| Fresco | 2 |" in body
    assert "[Más](https://example.org/a)" in body
    assert not any(each in body for each in ("alert", "javascript", "Inicio", "p{}", "<"))


def test_a_table_gives_an_article_a_row_and_a_bad_row_is_named() -> None:
    table = "title;body;language\nPan;Hasta las ocho.;es\nBread;Until eight.;en\nSin texto;;es\n"
    report = take_in(md("todo.csv", table))
    assert counts(report) == (2, 0, 0, 1)
    assert keys() == ["bread.en", "pan.es"]
    assert (report.problems[0].file, report.problems[0].field_name) == ("todo.csv:4", "body")


@pytest.mark.parametrize(
    ("file", "field"),
    [
        (md("a.md", "# Sin texto\n"), "body"), (md("a.md", "Sin título"), "title"), (File("a.md", b"\xff\xfe"), "file"),
        (md("a.exe", "x"), "file"), (md("a.csv", "nombre,texto\nx,y\n"), "file"), (md("a.csv", ""), "file"),
        (md("a.md", "# Grande\n\n" + "x" * 1_000_000), "body"), (File("a.md", b"x" * 2_000_001), "file"),
        (md("a.en.md", "---\ntranslates: es@3\n---\n# A\n\nb"), "translates"), (md("¿?.md", BREAD), "key"),
        (md("a.md", "---\ncategory: none\n---\n# A\n\nb"), "category"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_by_its_file_and_the_rest_goes_in(file: File, field: str) -> None:
    report = take_in(file, md("bread.md", BREAD))
    assert counts(report) == (1, 0, 0, 1)
    assert (report.problems[0].file.partition(":")[0], report.problems[0].field_name) == (file.name, field)
    assert keys() == ["bread.es"]


def test_what_somebody_else_has_to_approve_stays_a_draft() -> None:
    with transaction() as session:
        writing.categorise(session, key="claims", name_es="Partes", name_en="Claims", two_people=True, roles=[])
    report = take_in(md("bread.md", BREAD), publish=True, category="claims")
    assert counts(report) == (1, 0, 0, 1)
    with reading() as session:
        assert publication(session, "article", "bread.es").in_force is None


def test_what_was_taken_out_goes_in_again_unchanged() -> None:
    take_in(md("bread.es.md", BREAD), publish=True)
    take_in(md("bread.en.md", "---\ntranslates: es@1\npublic: true\n---\n# Bread\n\nUntil eight."), publish=True)
    with reading() as session:
        packed = taking_out.everything(session)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == ["bread.en.md", "bread.es.md"]
    assert counts(take_in(*bringing_in.in_zip(packed))) == (0, 0, 2, 0)


def test_a_zip_that_is_none_or_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(Invalid):
        list(bringing_in.in_zip(b"not a zip"))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.md", "x" * 30_000_000)
    with pytest.raises(Invalid):
        list(bringing_in.in_zip(bomb.getvalue()))


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "bread.md").write_text(BREAD)
    (tmp_path / "es" / "picture.png").write_bytes(b"x")
    assert [each.name for each in bringing_in.in_folder(tmp_path)] == ["es/bread.md"]


def test_a_translation_comes_in_with_its_original_wherever_that_stands_in_the_zip() -> None:
    files = [
        md("bread.en.md", "---\ntranslates: es@4\n---\n# Darker bread\n\nKept."), md("bread.es.md", BREAD),
        md("milk.en.md", "---\ntranslates: es@1\n---\n# Milk\n\nCold."),
    ]  # fmt: skip
    (ordered,) = bringing_in.some(files)
    rehearsed, taken = take_in(*ordered, dry=True), take_in(*ordered)
    assert counts(rehearsed) == counts(taken) == (2, 0, 0, 1)
    assert rehearsed.problems[0].file == "milk.en.md"  # and its original is nowhere
    assert content("bread.en")["translates"] == {"language": "es", "version": 1}
    assert counts(take_in(*ordered)) == (0, 0, 2, 1)


def test_a_row_without_a_title_is_told_so() -> None:
    report = take_in(File("t.csv", b"title,body\n,Text\n"))
    assert [(each.file, each.field_name) for each in report.problems] == [("t.csv:2", "title")]

"""Articles from folders, zips and tables; what is wrong is said by its file, and everything comes out again."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import delete

from console.db import reading, transaction
from console.errors import Invalid
from console.knowledge import attachments, bringing_in, from_html, packing, taking_out, writing
from console.knowledge.articles import Category
from console.knowledge.attachments import Attachment
from console.knowledge.bringing_in import Report
from console.knowledge.packing import File, Part
from console.publishing import versions
from console.publishing.publication import Act, Publication, Version, publication, version

pytestmark = pytest.mark.usefixtures("store")

BREAD = "# Pan más hecho\n\nSe guarda hasta las **ocho**.\n"


def take_in(*files: Part, dry: bool = False, publish: bool = False, category: str | None = None) -> Report:
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


def test_what_came_in_as_a_draft_to_be_looked_at_goes_out_when_that_is_asked_for() -> None:
    take_in(md("bread.md", BREAD))
    assert counts(take_in(md("bread.md", BREAD), publish=True)) == (0, 1, 0, 0)
    with reading() as session:
        assert publication(session, "article", "bread.es").in_force == 1
    assert counts(take_in(md("bread.md", BREAD), publish=True)) == (0, 0, 1, 0)


def test_what_was_taken_out_goes_in_again_unchanged() -> None:
    take_in(md("bread.es.md", BREAD), publish=True)
    take_in(md("bread.en.md", "---\ntranslates: es@1\npublic: true\n---\n# Bread\n\nUntil eight."), publish=True)
    with reading() as session:
        packed = taking_out.everything(session)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == ["bread.en.md", "bread.es.md"]
    assert counts(take_in(*packing.in_zip(packed))) == (0, 0, 2, 0)


PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
def illustrated() -> bytes:
    """A console's export: an article in two languages with a photo, of a category that two must agree on."""
    with transaction() as session:
        writing.categorise(session, key="oven", name_es="Horno", name_en="Oven", two_people=True, roles=["supervisor"])
        file = attachments.attach(session, "bread", attachments.File("pan de ayer.png", PHOTO), by=None)
        attachments.attach(session, "bread", attachments.File("norma.txt", "Así.".encode()), by=None)
        address = file.address
    head = "---\ncategory: oven\n---\n# Pan\n\nMire"
    take_in(md("bread.es.md", f"{head}: ![pan]({address}), y /attachments/999/otro.png no es nuestro."))
    take_in(md("bread.en.md", f"---\ntranslates: es@1\n---\n# Bread\n\nLook: ![bread]({address})"))
    with reading() as session:
        return taking_out.everything(session)


def test_an_export_holds_the_files_and_taken_in_again_here_it_changes_nothing(illustrated: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(illustrated)) as archive:
        assert archive.read("files/bread/pan de ayer.png") == PHOTO
        assert "![pan](files/bread/pan%20de%20ayer.png)" in archive.read("bread.es.md").decode()
    for dry in (True, False):
        report = take_in(*packing.in_zip(illustrated), dry=dry)
        assert (counts(report), report.files) == ((0, 0, 2, 0), 0)


def test_an_export_taken_in_elsewhere_is_the_same_with_files_and_categories_and_comes_out_the_same(
    illustrated: bytes, store_url: str
) -> None:
    with transaction() as session:
        for each in (Attachment, Act, Version, Publication, Category):
            session.execute(delete(each))
    parts = [part for few in bringing_in.some(packing.in_zip(illustrated)) for part in few]
    rehearsed = take_in(*parts, dry=True)
    assert (counts(rehearsed), rehearsed.files, keys()) == ((2, 0, 0, 0), 2, [])
    taken = take_in(*parts, publish=True)
    assert (taken.new, taken.files) == (2, 2)
    assert "bread.es.md" in [each.file for each in taken.problems]  # somebody else has to approve it here too
    with reading() as session:
        assert session.get_one(Category, "oven").roles == ["supervisor"]
        (photo,) = [each for each in attachments.of(session, "bread") if each.is_image]
        assert f"![bread]({photo.address})" in str(content("bread.en")["body"])
        assert unpacked(taking_out.everything(session)) == unpacked(illustrated)


def test_a_page_is_titled_by_its_own_heading_and_not_by_its_sites() -> None:
    page = "<title>Ayuda | La Tahona</title><h1>Gatos en tienda</h1><p>No entran.</p>"
    assert from_html.markdown(page) == ("Gatos en tienda", "No entran.")


@pytest.mark.parametrize("title", ['"Vale" caducado', '"Vale"', "'Vale'", "Pan: hasta las ocho", "«Vale»", '"'])
def test_a_title_and_a_text_come_back_to_the_letter(title: str) -> None:
    with transaction() as session:
        told = {"title": title, "body": "# Uno\n\n---\n\nDos.\n\n"}
        told |= {"public": False, "category": None, "translates": None}
        versions.write(session, "article", "bread.es", told, by=None)
        packed = taking_out.everything(session)
    assert counts(take_in(*packing.in_zip(packed))) == (0, 0, 1, 0)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes], manifest: object = None) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
        if manifest is not None:
            archive.writestr("manifest.json", json.dumps(manifest))
    return data.getvalue()


def telling(**more: object) -> dict[str, object]:
    line = {"path": "p.png", "article": "bread", "sha256": hashlib.sha256(PHOTO).hexdigest()}
    return {"format": 1, "files": [line | more]}


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"not a zip", None), (packed({"../../etc/passwd.md": b"# A"}), "../../etc/passwd.md"),
        (packed({"/etc/a.md": b"# A"}), "/etc/a.md"), (packed({"a\\..\\b.md": b"# A"}), "a\\..\\b.md"),
        (packed({f"{each}.md": b"x" * 30_000_000 for each in range(3)}), "2.md"),
        (packed({"p.png": PHOTO}, telling(path="gone.png")), "gone.png"),
        (packed({"p.png": PHOTO}, telling(path="../p.png")), "../p.png"),
        (packed({"p.png": PHOTO}, telling(article="../x")), "p.png"),
        (packed({"p.png": b"another"}, telling()), "p.png"),
        (packed({}, {"format": 9}), "manifest.json"), (packed({"manifest.json": b"[" * 100_000}), "manifest.json"),
        (packed({}, {"format": 1, "files": 3}), "manifest.json"),
        (packed({"a.md": b"# A\n\nb"}).replace(b"a.md", b"a.md", 1)[:40] + b"\0" * 20, None),
    ],
)  # fmt: skip
def test_a_zip_that_means_no_good_is_refused_by_name(data: bytes, named: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        list(packing.in_zip(data))
    assert refused.value.facts.get("name") == named


def test_a_damaged_part_is_named() -> None:
    data = packed({"a.md": b"# A\n\n" + b"abcdefgh" * 500})
    at = data.index(b"a.md") + 12
    with pytest.raises(Invalid) as refused:
        list(packing.in_zip(data[:at] + b"\xff" * 8 + data[at + 8 :]))
    assert refused.value.facts["name"] == "a.md"


@pytest.mark.parametrize(
    ("name", "data"), [("p.exe", b"MZ"), ("p.png", b"no png"), ("p.pdf", b"%PDF-" + b"x" * attachments.LARGEST)]
)
def test_a_file_we_would_not_take_by_hand_is_told_by_its_name_and_the_rest_goes_in(name: str, data: bytes) -> None:
    told = telling(path=name, sha256=hashlib.sha256(data).hexdigest())
    report = take_in(*packing.in_zip(packed({name: data, "bread.md": BREAD.encode()}, told)))
    assert [(each.file, each.field_name) for each in report.problems] == [(name, "file")]
    assert keys() == ["bread.es"]


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "bread.md").write_text(BREAD)
    (tmp_path / "es" / "picture.png").write_bytes(b"x")
    assert [getattr(each, "name", None) for each in packing.in_folder(tmp_path)] == ["es/bread.md"]


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

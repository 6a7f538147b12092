from __future__ import annotations

import pytest

from console.knowledge import language, rendering


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "<iframe src=https://example.org></iframe>",
        "![x](https://example.org/pixel.png)",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(markdown: str) -> None:
    html = rendering.html(markdown)
    assert not any(each in html for each in ("<script", "<img src", "<iframe", 'href="javascript', 'href="data'))


def test_headings_lists_tables_and_links_stay() -> None:
    html = rendering.html("## Pasos\n\n1. **Pida** la foto.\n\n|a|b|\n|-|-|\n|1|2|\n\n[ayuda](https://example.org)")
    for part in ("<h2>Pasos</h2>", "<ol>", "<strong>Pida</strong>", "<td>1</td>", 'href="https://example.org"'):
        assert part in html


def test_every_heading_stands_beneath_the_title() -> None:
    html = rendering.html("# Uno\n\n### Tres\n\n###### Seis\n\nY *más*.")
    assert html == "<h2>Uno</h2>\n<h3>Tres</h3>\n<h4>Seis</h4>\n<p>Y <em>más</em>.</p>\n"


def test_as_text_it_reads_like_somebody_typed_it() -> None:
    text = language.plain("# Vales\n\n1. **Pida** el _número_.\n2. Vea [la ayuda](https://example.org).\n\n- R_2291_a")
    assert text == "Vales\n\n1. Pida el número.\n2. Vea la ayuda.\n\n- R_2291_a"


def test_wrapped_lines_are_one_sentence_and_headings_and_rules_are_none() -> None:
    markdown = "## Pasos\nUna frase\nen dos líneas. «¿Otra?» Y otra.\n\n* un **punto**\n|a|b|\n|-|-|\n|1|2|\n> cita"
    assert language.passages(markdown) == [
        "Una frase en dos líneas.", "«¿Otra?»", "Y otra.", "un punto", "a · b", "1 · 2", "cita",
    ]  # fmt: skip
    assert language.plain("* un **punto**\n* _dos_ * 3") == "* un punto\n* dos * 3"


def test_a_picture_is_one_of_our_own_files() -> None:
    assert rendering.html("![Plano](/attachments/3/plano%20a.png)") == (
        '<p><img src="/attachments/3/plano%20a.png" alt="Plano"></p>\n'
    )
    assert "src" not in rendering.html("![x](/attachments/3/../../sign-out)")
    assert "src" not in rendering.html("![x](//spy.example/a.png)")


def test_while_a_long_article_is_rendered_others_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[float] = []
    monkeypatch.setattr(rendering.time, "sleep", turns.append)
    html = rendering.html("\n".join(f"* punto **{number}**" for number in range(1_000)))
    assert html.count("<li>") == html.count("<strong>") == 1_000
    assert len(turns) >= 4

"""What people write arrives as written, and nothing in it does anything."""

import pytest

from helpdesk.markdown import render


@pytest.mark.fault("F12")
@pytest.mark.parametrize(
    "text",
    [r"C:\Users\nowak\temp", r"\\serwer\udział\_nowy", "&amp; &lt;", r"a\*b\*c", "snake_case_name"],
)
def test_paths_and_marks_stay_as_written(text: str) -> None:
    """Seen failing with the parser's rule `escape` left on, and with `entity`."""
    html = render(text)

    escaped = text.replace("&", "&amp;")
    assert html == f"<p>{escaped}</p>\n"


@pytest.mark.fault("C2")
@pytest.mark.parametrize(
    "text",
    [
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "[klik](vbscript:x)",
        "<javascript:alert(1)>",
    ],
)
def test_links_lead_only_where_links_may(text: str) -> None:
    """Seen failing with the parser's own check off and `url_schemes` letting everything pass."""
    assert "href" not in render(text)


@pytest.mark.fault("C1")
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![x](https://zly.test/pixel.png)",
        "<svg onload=alert(1)>",
        '<a href="https://zly.test" onclick="x()">x</a>',
        "<style>body{display:none}</style>",
    ],
)
def test_html_is_text(text: str) -> None:
    """Seen failing with the parser taking HTML and pictures, and nothing cleaned after it."""
    html = render(text)

    assert not any(f"<{tag}" in html for tag in ("script", "img", "svg", "style"))


def test_formatting_that_helps_stays() -> None:
    html = render("# Tytuł\n\n- jedno\n- **drugie**\n\n[BIP](https://bip.test)")

    assert "<h3>Tytuł</h3>" in html
    assert "<li><strong>drugie</strong></li>" in html
    assert '<a href="https://bip.test" rel="nofollow noopener noreferrer">BIP</a>' in html


def test_one_line_end_is_a_line_end() -> None:
    assert render("jeden\ndwa") == "<p>jeden<br>\ndwa</p>\n"

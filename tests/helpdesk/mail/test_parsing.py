"""From bytes to words: damaged, mislabelled and hostile mail."""

import time

import pytest

from helpdesk.mail import limits, reader
from helpdesk.mail.charsets import decode
from helpdesk.mail.flowed import unflow
from helpdesk.mail.html import text_of
from helpdesk.mail.limits import OverLimit
from helpdesk.mail.parsing import identity_of, parse
from helpdesk.mail.quotes import new_text
from tests.helpdesk.mail.factories import make_bytes

TEXT = "Zażółć gęślą jaźń – ŚĄŹ"


def plain(body: bytes, content_type: str = "text/plain") -> bytes:
    return b"From: a@b.test\nContent-Type: " + content_type.encode() + b"\n\n" + body


@pytest.mark.fault("F8")
@pytest.mark.parametrize("charset", ["iso-8859-2", "windows-1250"])
@pytest.mark.parametrize(
    "declared", ["", "; charset=us-ascii", "; charset=utf-8", "; charset=x-zly"]
)
def test_raw_polish_bytes_are_read(charset: str, declared: str) -> None:
    """Seen failing with `guess_legacy` returning one set always."""
    text = "Zażółć gęślą jaźń ŚĄŹ"
    content = plain(text.encode(charset), f"text/plain{declared}")

    assert parse(content).text == text


@pytest.mark.fault("F8")
@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "windows-1252", "iso-8859-2"])
def test_mislabelled_utf_8_is_read(declared: str) -> None:
    """Seen failing with the declared set believed wherever the bytes fit it."""
    read = parse(plain(TEXT.encode(), f"text/plain; charset={declared}"))

    assert (read.text, len(read.repairs)) == (TEXT, 1)


def test_declared_set_that_fits_is_believed() -> None:
    assert decode("Żółw".encode("iso-8859-2"), "iso-8859-2").text == "Żółw"
    assert decode("日本語".encode("iso2022_jp"), "iso-2022-jp").text == "日本語"
    assert decode(b"YWJj", "base64").text == "YWJj"


@pytest.mark.fault("F8")
@pytest.mark.parametrize("line_end", [b"\r", b"\n", b"\r\n"])
def test_any_line_end_will_do(line_end: bytes) -> None:
    """Seen failing with CR left in the text."""
    content = b"From: a@b.test\nSubject: Temat\n\nraz\ndwa\n".replace(b"\n", line_end)

    read = parse(content)

    assert (read.subject, read.text) == ("Temat", "raz\ndwa")


@pytest.mark.fault("F8")
def test_nul_is_dropped() -> None:
    """Seen failing without the replacement: PostgreSQL refused the row."""
    read = parse(b"From: a@b.test\nSubject: Te\0mat\n\nraz\0dwa")

    assert ("\0" in read.subject + read.text, read.text) == (False, "razdwa")


@pytest.mark.fault("F8")
@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("filename*=utf-8''Za%C5%BC%C3%B3%C5%82%C4%87.pdf", "Zażółć.pdf"),
        ("filename*0*=utf-8''Za%C5%BC; filename*1*=%C3%B3%C5%82%C4%87.pdf", "Zażółć.pdf"),
        ('filename="=?utf-8?b?WmHFvMOzxYLEhy5wZGY=?="', "Zażółć.pdf"),
        ('filename="Zażółć.pdf"', "Zażółć.pdf"),
        ("filename*=zly''a%FF.pdf", "a\ufffd.pdf"),
    ],
)
def test_names_of_files(header: str, name: str) -> None:
    """Seen failing with the raw parameter used as the name."""
    content = (
        "From: a@b.test\nContent-Type: application/pdf\n"
        f"Content-Disposition: attachment; {header}\n\n%PDF-1.7"
    )

    [file] = parse(content.encode()).files

    assert file.name == name or (name == "a\ufffd.pdf" and file.name.endswith(".pdf"))


@pytest.mark.fault("F8")
@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("application/ms-tnef", "winmail.dat"),
        ("application/pkcs7-mime; smime-type=enveloped-data", "smime.p7m"),
        ("application/pkcs7-signature", "smime.p7s"),
        ("text/calendar; method=REQUEST", "zaproszenie.ics"),
        ("message/rfc822", "w środku.eml"),
    ],
)
def test_what_is_not_words_is_kept_as_a_file(content_type: str, name: str) -> None:
    """Seen failing with `is_text` true for every text type."""
    content = (
        "From: a@b.test\nContent-Type: multipart/mixed; boundary=B\n\n"
        "--B\nContent-Type: text/plain\n\nSłowa.\n"
        f"--B\nContent-Type: {content_type}\n\nSubject: w środku\n\ntreść\n--B--\n"
    )

    read = parse(content.encode())

    assert (read.text, [file.name for file in read.files]) == ("Słowa.", [name])


@pytest.mark.fault("F12")
def test_backslashes_arrive_as_written() -> None:
    """Seen failing with the text passed through `unicode_escape`."""
    assert parse(make_bytes(body="C:\\Users\\nowak\\temp\n")).text == "C:\\Users\\nowak\\temp"


def test_flowed_text_is_joined() -> None:
    assert unflow("raz \ndwa\ntrzy", delete_space=False) == "raz dwa\ntrzy"
    assert unflow("raz \ndwa", delete_space=True) == "razdwa"
    assert unflow("> raz \n> dwa\n-- \nJan", delete_space=False) == "> raz dwa\n-- \nJan"


@pytest.mark.fault("C4")
def test_html_becomes_words_and_loads_nothing() -> None:
    """Seen failing with the HTML returned as it came."""
    html = (
        "<html><head><title>x</title><style>p{background:url(https://zly.test/1)}</style></head>"
        "<body><p>Dzień&nbsp;dobry</p><img src='https://zly.test/2'><div>1 &lt; 2<br>koniec</div>"
        "<script>alert(1)</script><a href='https://zly.test/3'>odnośnik</a></body></html>"
    )

    assert text_of(html) == "Dzień dobry\n\n1 < 2\nkoniec\nodnośnik"


@pytest.mark.parametrize(
    "quote",
    [
        "W dniu 3.11.2026 o 10:05, Anna Nowak pisze:\n> Tak.",
        "wt., 3 lis 2026 o 10:05 Anna Nowak <anna@urzad.test> napisał(a):\n\n> Tak.",
        "On Tue, 3 Nov 2026 at 10:05, Anna Nowak <\nanna@urzad.test> wrote:\n> Tak.",
        "Am 03.11.2026 um 10:05 schrieb Anna Nowak:\n> Ja.",
        "-----Oryginalna wiadomość-----\nOd: Anna",
        "-----Original Message-----\nFrom: Anna",
        "Od: Anna Nowak\nWysłano: wtorek, 3 listopada 2026 10:05\nDo: Jan\nTemat: Pytanie\n\nTak.",
        "From: Anna\nSent: Tuesday\nTo: Jan\nSubject: Question\n\nYes.",
        "-- \nJan Kowalski\nReferent",
        "Wysłano z iPhone'a",
        "> Tak.\n> Nie.\n",
    ],
)
def test_new_words_apart_from_quote_and_signature(quote: str) -> None:
    assert new_text(f"Dziękuję.\n\n- punkt pierwszy\n\n{quote}") == "Dziękuję.\n\n- punkt pierwszy"


def test_answers_between_quoted_lines_stay_in_their_place() -> None:
    text = "> Czy A?\nTak.\n> Czy B?\nNie."

    assert new_text(text) == text


def test_only_a_quote_is_kept_whole() -> None:
    forwarded = "Od: Anna\nWysłano: wtorek\nTemat: Pytanie\n\nTreść przekazana."

    assert new_text(forwarded) == forwarded


@pytest.mark.fault("D1")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"X: " + b"a" * 210_000 + b"\n\nx", limits.HEADER_TOO_LARGE),
        (
            b"Content-Type: multipart/mixed; boundary=B\n\n" + b"--B\n\nx\n" * 2000 + b"--B--",
            limits.TOO_MANY_PARTS,
        ),
        (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n)
                for n in range(60)
            ),
            limits.TOO_DEEP,
        ),
        (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n)
                for n in range(3000)
            ),
            limits.TOO_DEEP,
        ),
        (b"x" * (limits.LARGEST_MAIL + 1), limits.TOO_LARGE),
        (b"\n" + b"<a href='https://zly.test'>x</a>" * 5_001, limits.TOO_MANY_LINKS),
    ],
)
def test_over_a_limit_is_said_at_once(content: bytes, reason: str) -> None:
    """Seen failing with the limits of header, parts and depth raised a hundredfold."""
    with pytest.raises(OverLimit) as over:
        reader.parse(content)

    assert over.value.reason == reason


@pytest.mark.fault("D2")
@pytest.mark.parametrize(
    "text",
    [
        "On " * 100_000 + "wrote",
        "W dniu " + " " * 300_000 + "pisze",
        "> " * 200_000,
        "\n> " * 100_000,
        "-" * 300_000,
        "Od: x\n" * 50_000,
        "a@b " * 100_000,
        "=?utf-8?q?" * 30_000,
    ],
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    """Seen failing with a backtracking pattern searched in whole lines: no end in minutes."""
    started = time.process_time()
    new_text(text)
    parse(plain(text.encode()))
    parse(b"From: a@b.test\nSubject: " + text.replace("\n", " ").encode()[:150_000] + b"\n\nx")

    assert time.process_time() - started < 5


@pytest.mark.fault("D3")
@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://x.test'>x</a>" * 5000,
        "<" * 500_000,
        "<div>" * 100_000,
        "<!--" * 200_000,
        "<script>" * 100_000,
        "<a " * 300_000,
        "&" * 10**6,
        "x" * 10**7,
    ],
)
def test_many_links_or_one_long_line_cost_little(html: str) -> None:
    """Seen failing with a sanitiser that builds a tree: five minutes for nested <div>."""
    started = time.process_time()
    parse(plain(html.encode(), "text/html"))

    assert time.process_time() - started < 5


def test_same_mail_by_another_way_is_the_same() -> None:
    content = make_bytes(Message_ID="<1@urzad.test>")
    other_way = b"Received: from a by b; now\nDelivered-To: x@y.test\n" + content
    other_words = content.replace(b"prosz", b"PROSZ")

    assert identity_of(content) == identity_of(other_way)
    assert identity_of(content) != identity_of(other_words)
    assert identity_of(b"bez numeru") != identity_of(b"Received: x\nbez numeru")


@pytest.mark.fault("F8")
def test_damaged_name_of_a_character_set_hinders_nobody() -> None:
    """Seen failing with `get_payload` asked for the text of the part."""
    read = parse(
        plain(
            "Zażółć".encode(),
            'text/plain; charset="utf\udcf48"'.encode("utf-8", "surrogateescape").decode("latin-1"),
        )
    )

    assert read.text == "Zażółć"


@pytest.mark.fault("F8")
def test_enclosed_mail_that_the_library_cannot_write_is_kept() -> None:
    """Seen failing with `as_bytes` alone, which refuses such a header."""
    content = (
        b"From: a@b.test\nContent-Type: multipart/mixed; boundary=B\n\n"
        b"--B\nContent-Type: text/plain\n\nSlowa.\n"
        b"--B\nContent-Type: message/rfc822\n\nX-A: a\x0cB: c\n\nz\xb3amane\n--B--\n"
    )

    read = parse(content)

    assert read.text == "Slowa."
    assert b"z\xb3amane" in read.files[0].content

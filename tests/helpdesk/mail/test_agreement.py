"""What other programs read out of the same mails: who, about what, how many files, and what is new."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from helpdesk.mail.html import text_of
from helpdesk.mail.parsing import ParsedMail, parse
from helpdesk.mail.quotes import new_text

# Where we read otherwise than the expectation says; the reasons stand in docs/mail.md.
OTHERWISE = {
    ("malformed/001", "text"), ("malformed/003", "text"), ("malformed/005", "text"),
    ("malformed/006", "text"), ("malformed/007", "files"), ("malformed/012", "files"),
    ("thirdparty/005", "files"), ("thirdparty/015", "files"),
}  # fmt: skip


def expected_mails(folder: Path) -> Iterator[tuple[str, bytes, dict]]:
    """Name, bytes and expectation of each mail, with both kinds of line ends."""
    for path in sorted(folder.rglob("*.json")):
        is_crlf = path.name.endswith(".crlf.json")
        mail = path.with_name(path.name.replace(".crlf.json", ".eml").replace(".json", ".eml"))
        content = mail.read_bytes()
        if is_crlf:
            content = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        name = str(mail.relative_to(folder).with_suffix(""))
        yield name, content, json.loads(path.read_text())


def values(expected: dict, name: str) -> list:
    return [header["value"] for header in expected["parts"][0]["headers"] if header["name"] == name]


def addresses(value: object) -> list[str]:
    found = value["Address"] if isinstance(value, dict) and "Address" in value else {}
    groups = (
        [found["List"]] if "List" in found else [g["addresses"] for g in found.get("Group", [])]
    )
    return [(one.get("address") or "").lower() for group in groups for one in group]


def same_words(expected: str, ours: str) -> bool:
    """A character that the other program could not read may be any."""
    expected = " ".join(expected.split())
    return len(expected) == len(ours) and all(
        one in (other, "\ufffd") for one, other in zip(expected, ours, strict=True)
    )


def agreement(expected: dict, ours: ParsedMail) -> dict[str, bool]:
    senders = [a for value in values(expected, "from") for a in addresses(value)]
    subjects = [value.get("Text") or "" for value in values(expected, "subject")] or [""]
    bodies = (expected["parts"][n]["body"] for n in expected["text_body"] + expected["html_body"])
    has_text = any((body.get("Text") or body.get("Html") or "").strip() for body in bodies)
    return {
        "from": senders == [sender.email for sender in ours.senders],
        "subject": same_words(subjects[0], ours.subject),
        "text": has_text == bool(ours.whole_text.strip() or ours.has_html),
        "files": len(expected["attachments"]) == len(ours.files),
    }


def test_other_parsers_read_the_same(real_inputs: Path) -> None:
    """At least 98 %, and every deviation is known by name."""
    counts, otherwise = Counter(), set()

    for name, content, expected in expected_mails(real_inputs / "mail/stalwart/resources/eml"):
        for field, agrees in agreement(expected, parse(content)).items():
            counts[agrees] += 1
            if not agrees:
                otherwise.add((name, field))

    assert otherwise == OTHERWISE
    assert counts.total() == 856
    assert counts[True] / counts.total() >= 0.98


# What stands in each file apart from quote and signature, by its first and its last words.
REPLIES = {
    "correct_sig": ("this is an email", "-- signature."),
    "email_1_1": ("Hi folks", "Java HTTP API."),
    "email_1_2": ("Hi,", 'them all individually."'),
    "email_1_3": ("Oh thanks.", "would be great."),
    "email_1_4": ("Awesome!", "problem with it."),
    "email_1_5": ("One: Here's", "for a while."),
    "email_1_6": ("I get proper", "as well."),
    "email_1_7": (":+1:", ":+1:"),
    "email_1_8": ("On Tue, Apr 29", "and under this."),
    "email_2_1": ("Outlook with a reply", "Outlook with a reply"),
    "email_2_2": ("Outlook with", "above line"),
    "email_2_3": ("Outlook with", "above line"),
    "email_BlackBerry": ("Here is", "another email"),
    "email_bullets": ("test 2 this", "and another"),
    "email_iPhone": ("Here is", "another email"),
    "email_long_quote": ("Hi folks", "Java HTTP API."),
    "email_multi_word_sent_from_my_mobile_device": ("Here is", "another email"),
    "email_one_is_not_on": ("Thank, this", "when I run..."),
    "email_sent_from_my_not_signature": ("Here is", "my mobile phone."),
    "email_sig_delimiter_in_middle_of_line": ("Hi there!", "kthxbai"),
    "greedy_on": ("On your remote", "not working."),
    "pathological": ("I think you're", "to a computer."),
}
HTML_REPLY = "Hi.Iamfine.Thanks,Alex"
OTHER_HTML = {
    "OLK_SRC_BODY_SECTION.html": "Reply",
    "reply-separated-by-hr.html": "HithereBob",
}


def separated(mail: Path) -> Iterator[tuple[str, bool]]:
    """Each file with an expectation, and whether we separate as it says."""
    fixtures = mail / "talon/tests/fixtures"
    for path in sorted((fixtures / "standard_replies").glob("*.eml")):
        yield path.name, parse(path.read_bytes()).text == "Hello"
    for path in sorted(fixtures.rglob("*.html")):
        words = "".join(new_text(text_of(path.read_bytes().decode("utf-8", "replace"))).split())
        yield path.name, words == OTHER_HTML.get(path.name, HTML_REPLY)
    for path in sorted((fixtures / "signature/emails/stripped").glob("*_body")):
        body, signature, sender = (
            path.with_name(path.name.replace("_body", kind)).read_text().replace("#sig#", "")
            for kind in ("_body", "_signature", "_sender")
        )
        expected = body[: body.rindex(signature.strip())] if signature.strip() else body
        yield path.name, new_text(body, sender=sender.strip()) == expected.strip()
    for name, (first, last) in REPLIES.items():
        text = (mail / f"email_reply_parser/test/emails/{name}.txt").read_text()
        found = new_text(text)
        yield name, found.startswith(first) and found.endswith(last)


def test_replies_are_separated_as_others_do(real_inputs: Path) -> None:
    """At least 90 %; what remains are signatures that only their words give away."""
    found = dict(separated(real_inputs / "mail"))

    assert len(found) == 51
    assert {name for name, agrees in found.items() if not agrees} == {
        "johndoeexamplecom_body",
        "short_url_body",
        "sparse_body",
    }

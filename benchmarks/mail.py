"""Received mails a second through `receive_mail` with one worker, and Python's bare parser beside it.

python -m benchmarks mail

Both read the same files by turns of fifty, so that whatever else the machine does meets both. The
figures of each turn are kept in `benchmarks/results/mail.json`.
"""

import io
import json
import os
import time
from email import message_from_bytes, policy
from pathlib import Path
from statistics import median

from django.core.management import call_command
from django.db import connection

from helpdesk.models import RawMail

RESULTS = Path(__file__).parent / "results" / "mail.json"
MAILS = 1_000
TURN = 50
# Real mails where there are any, else ones made here.
FOLDER = os.environ.get("BENCHMARK_MAILS", "")


def mails() -> list[bytes]:
    if FOLDER:
        paths = sorted(path for path in Path(FOLDER).rglob("*.eml") if path.stat().st_size)
        return [path.read_bytes() for path in paths[:MAILS]]
    return [made(number) for number in range(MAILS)]


def made(number: int) -> bytes:
    """A mail as clerks send them: Polish words, a quote, sometimes an attachment of 200 kB."""
    boundary = "--B\nContent-Type: text/plain; charset=utf-8\n\n"
    quote = "".join(f"> Wiersz {line} poprzedniej wiadomości.\n" for line in range(40))
    words = f"Dzień dobry,\nproszę o pomoc w sprawie numer {number}.\n\n"
    file = "--B\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
    attached = (file + ("JVBERi0xLjcK" * 6 + "\n") * 2_700) if number % 5 == 0 else ""
    return (
        f"From: Jan Kowalski <jan{number % 97}@urzad.test>\nTo: pomoc@punkt-wsparcia.test\n"
        f"Subject: =?utf-8?q?Pro=C5=9Bba_{number}?=\nMessage-ID: <{number}@urzad.test>\n"
        f"Content-Type: multipart/mixed; boundary=B\n\n{boundary}{words}"
        f"W dniu 3.11.2026 Anna pisze:\n{quote}\n{attached}--B--\n"
    ).encode()


def ours(folder: Path, contents: list[bytes]) -> float:
    """Seconds to store, read and judge these mails."""
    for number, content in enumerate(contents):
        (folder / f"{number}.eml").write_bytes(content)
    files = [str(folder / f"{number}.eml") for number in range(len(contents))]
    started = time.perf_counter()
    call_command("receive_mail", *files, stdout=io.StringIO())
    return time.perf_counter() - started


def bare(contents: list[bytes]) -> float:
    """Seconds of Python alone: build the tree and take the text."""
    started = time.perf_counter()
    for content in contents:
        message = message_from_bytes(content, policy=policy.default)
        for part in message.walk():
            if not part.is_multipart():
                part.get_payload(decode=True)
    return time.perf_counter() - started


def main() -> None:
    call_command("migrate", verbosity=0)
    folder = Path(os.environ["VAR_DIR"]) / "bench-mail"
    folder.mkdir(parents=True, exist_ok=True)
    every, turns = mails(), []
    for start in range(0, len(every), TURN):
        contents = every[start : start + TURN]
        turns.append({
            "mails": len(contents),
            "bytes": sum(map(len, contents)),
            "ours_seconds": round(ours(folder, contents), 4),
            "bare_seconds": round(bare(contents), 4),
        })  # fmt: skip
    report(turns)


def report(turns: list[dict[str, float]]) -> None:
    ours_rate = median(turn["mails"] / turn["ours_seconds"] for turn in turns)
    bare_rate = median(turn["mails"] / turn["bare_seconds"] for turn in turns)
    result = {
        "database": connection.vendor,
        "source": "real" if FOLDER else "made",
        "stored": RawMail.objects.count(),
        "ours_mails_per_second": round(ours_rate, 1),
        "bare_mails_per_second": round(bare_rate, 1),
        "turns": turns,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n")
    print(f"  ours  {ours_rate:8.0f} mails/s (stored, read confined, judged, one transaction each)")
    print(f"  bare  {bare_rate:8.0f} mails/s (email.message_from_bytes, payloads decoded)")

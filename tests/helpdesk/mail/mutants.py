"""Real mails, damaged: in Polish character sets without a word of it, cut off, doubled, nested.

    python -m tests.helpdesk.mail.mutants FOLDER

reads every mutant of every file in the folder and prints what became of them, the longest time and
the most memory.
"""

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

POLISH = "Zażółć gęślą jaźń ŚĄŹ"
LARGEST = 400_000  # bytes of a file that is worth seven mutants
Mutation = Callable[[bytes, random.Random], bytes]


def split(content: bytes) -> tuple[bytes, bytes]:
    """Header and body, with line ends `\\n`."""
    header, _empty, body = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n\n")
    return header, body


def in_polish(charset: str) -> Mutation:
    """The same kind of mail with Polish words as raw bytes, in the subject and in the text."""

    def mutate(content: bytes, chance: random.Random) -> bytes:
        words = POLISH.encode(charset)
        kept = [line for line in split(content)[0].split(b"\n") if _is_harmless(line)]
        header = b"\n".join([*kept, b"Subject: " + words, b"Content-Type: text/plain"])
        return header + b"\n\n" + words + b"\n"

    return mutate


def _is_harmless(line: bytes) -> bool:
    """A whole header line that says nothing of subject or content."""
    name, colon, _value = line.partition(b":")
    is_name = bool(colon) and name.isascii() and name.replace(b"-", b"").isalnum()
    return is_name and not name.lower().startswith((b"subject", b"content-", b"mime-"))


def cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, max(2, len(content)))]


def with_doubled_header(content: bytes, chance: random.Random) -> bytes:
    header, body = split(content)
    return header + b"\n" + header + b"\n\n" + body


def with_holes(content: bytes, chance: random.Random) -> bytes:
    """One byte in two hundred is another one."""
    damaged = bytearray(content)
    for _number in range(len(damaged) // 200 + 1):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def nested(content: bytes, chance: random.Random) -> bytes:
    """Fifty parts deep."""
    outer = b"".join(
        b"Content-Type: multipart/mixed; boundary=g%d\n\n--g%d\n" % (number, number)
        for number in range(50)
    )
    return b"From: a@b.test\nSubject: x\n" + outer + content


MUTATIONS: dict[str, Mutation] = {
    "iso-8859-2": in_polish("iso-8859-2"),
    "windows-1250": in_polish("windows-1250"),
    "cut off": cut_off,
    "cut off again": cut_off,
    "doubled header": with_doubled_header,
    "holes": with_holes,
    "nested": nested,
}


def mutants(folder: Path) -> Iterator[tuple[str, Path, Callable[[], bytes]]]:
    """Name of the mutation, file, and what makes the mutant; the same ones every time."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not 0 < path.stat().st_size <= LARGEST:
            continue
        for name, mutate in MUTATIONS.items():
            chance = random.Random(f"{path.relative_to(folder)} {name}")
            yield name, path, lambda m=mutate, p=path, c=chance: m(p.read_bytes(), c)


def main(folder: Path) -> None:
    from foundation import confined  # noqa: PLC0415
    from helpdesk.mail.limits import OverLimit  # noqa: PLC0415 needs the settings of `__main__`
    from helpdesk.mail.reader import parse  # noqa: PLC0415

    parse(b"From: a@b.test\n\nx")  # starts the process, which is no mail's time
    found, longest = Counter(), (0.0, "")
    for name, path, make in mutants(folder):
        content, started = make(), time.perf_counter()
        try:
            read = parse(content)
            outcome = "read"
            if name in ("iso-8859-2", "windows-1250"):
                outcome = "read right" if (read.subject, read.text) == (POLISH, POLISH) else "WRONG"
        except OverLimit as limit:
            outcome = f"over a limit: {limit.reason}"
        except Exception as error:
            outcome = f"FAILED: {error!r} {path}"
        found[name, outcome] += 1
        longest = max(longest, (time.perf_counter() - started, f"{name} {path}"))
    for key, count in sorted(found.items()):
        print(count, *key)
    print("mutants:", found.total(), "longest:", *longest)
    confined._process.stop()
    print("most memory, MB:", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    main(Path(sys.argv[1]))

"""What addresses and buttons send outside a form: anybody can write anything there."""

from django.http import HttpRequest

LONGEST = 18  # digits; one more and a number may be larger than databases hold


def key_in(text: str) -> int:
    """The key that `text` is, in plain digits; 0, which no row has, for everything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0


def posted_key(request: HttpRequest, name: str) -> int:
    """The key that a form of buttons sends as `name`; 0 where it sends none."""
    return key_in(request.POST.get(name, ""))


def posted_text(request: HttpRequest, name: str) -> str:
    """The words sent as `name`, with plain line ends and without NUL, which PostgreSQL refuses in texts."""
    return request.POST.get(name, "").replace("\0", "").replace("\r\n", "\n")

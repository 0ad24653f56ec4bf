"""Codes that people read aloud, type and scan: random, without letters that are confused."""

import secrets

# Without I, O, 0 and 1, which people confuse.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUP = 4
CHECK_IN_GROUPS = 2  # 40 random bits, unique within a session
MEETING_CODE_LENGTH = 6


def grouped_code(groups: int) -> str:
    """A random code that says nothing: two groups make „K7QF-2M8X”."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _letter in range(GROUP)) for _group in range(groups)
    )


def check_in_code() -> str:
    return grouped_code(CHECK_IN_GROUPS)


def meeting_code() -> str:
    """Short enough to be read from a screen and typed while the meeting goes on."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(MEETING_CODE_LENGTH))


def grouped_from(typed: str, groups: int) -> str:
    """The code that somebody meant, without regard to case, spaces and hyphens; "" if it is none."""
    letters = plain(typed)
    if len(letters) != groups * GROUP or not set(letters) <= set(ALPHABET):
        return ""
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def plain(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter.isalnum())

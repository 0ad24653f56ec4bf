"""Who may find a document: plain strings that an index writes and a person carries.

A document lists the tokens of everybody who may read it (`AudienceIndex.audience`), a person carries
tokens of their own, read afresh for every search. Where the two sets meet, the document may be found.
The invariant, proven by a test: tokens(user) ∩ audience(obj) ≠ ∅ ⇔ obj in `visible_to(user)`.
"""

from datetime import datetime

from wagtail import hooks

PUBLIC = "public"
SIGNED_IN = "signed-in"


def person(user_id: int) -> str:
    return f"user:{user_id}"


def role(code: str) -> str:
    """Token of a staff role (`foundation.accounts.roles.Role`)."""
    return f"role:{code}"


def organisation(organisation_id: int) -> str:
    return f"org:{organisation_id}"


def coordinator(organisation_id: int) -> str:
    """Token of the coordinators of one office."""
    return f"coordinator:{organisation_id}"


def queue(queue_id: int) -> str:
    return f"queue:{queue_id}"


def tokens_of(user, at: datetime | None = None) -> frozenset[str]:
    """Everything `user` carries at the moment `at` (now, if not given).

    "public" always; the person, "signed-in" and staff roles for an active account; the rest comes from
    the apps' `search_tokens(user, at)` hooks, e.g. queues, offices.
    """
    tokens = {PUBLIC}
    if user.is_authenticated and user.is_active:
        tokens |= {SIGNED_IN, person(user.pk)} | {role(code) for code in user.roles}
        for hook in hooks.get_hooks("search_tokens"):
            tokens |= hook(user, at)
    return frozenset(tokens)

"""Kinds of news that a person can choose a channel for; the apps above name theirs.

Hook `mail_kinds`: returns a list of `MailKind`. Mail of a kind that nobody names is always sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail import hooks


@dataclass(frozen=True)
class MailKind:
    """`code` as given to `queue_mail` and `notify`; `label` as people read it."""

    code: str
    label: str


def mail_kinds() -> Sequence[MailKind]:
    """Every kind with a choice, in the order of the apps."""
    return [kind for hook in hooks.get_hooks("mail_kinds") for kind in hook()]

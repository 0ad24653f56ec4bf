"""What makes a mail this mail and no other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """Asking twice for a mail with the same four values writes it once."""

    kind: str
    subject_key: str
    recipient: str
    sequence: int = 0

"""What nobody may change once a comment was answered."""

import hashlib
import json
from collections.abc import Sequence

from knowledge.models import Comment, Response


def words_checksum(comment: Comment) -> str:
    """SHA-256 (hex) over the words of a comment, whose it is and about what."""
    return _digest(_words(comment))


def answer_checksum(response: Response) -> str:
    """SHA-256 (hex) over the words of a comment and of its response."""
    answered = [response.verdict, response.body, response.answered_as]
    return _digest([*_words(response.comment), *answered])


def _words(comment: Comment) -> Sequence[object]:
    about = [comment.consultation_id, comment.number, comment.text_id, comment.place]
    said = [comment.organisation_id, comment.association, comment.body, comment.proposed_wording]
    return [*about, *said]


def _digest(row: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()

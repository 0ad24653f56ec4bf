import pytest
from django.http import QueryDict

from foundation.searched import searched_words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", ""),
        ("q=", ""),
        ("q=%00", ""),
        ("q=kopie", "kopie"),
        ("q=%20kopie%0d%0a%20zapasowe%20", "kopie zapasowe"),
        ("q=ko%00pie", "ko pie"),
        ("q=" + "a" * 99 + "%20bc", "a" * 99),
    ],
)
def test_searched_words_are_one_short_line(address: str, words: str) -> None:
    assert searched_words(QueryDict(address)) == words

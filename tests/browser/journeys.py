"""In which languages and widths a journey is made: few in the quick run, all in the full one."""

import pytest

# A wide screen in Polish, a phone in English: what every journey passes.
BOTH = [
    pytest.param("pl", 1440, marks=pytest.mark.slow),
    pytest.param("en", 360, marks=pytest.mark.slow),
]

# Public pages are looked at once in the quick run, and in every other language and width in the full one.
EVERYWHERE = [
    pytest.param("pl", 1440),
    pytest.param("en", 360, marks=pytest.mark.slow),
    pytest.param("pl", 360, marks=pytest.mark.slow),
    pytest.param("pl", 768, marks=pytest.mark.slow),
    pytest.param("en", 768, marks=pytest.mark.slow),
    pytest.param("en", 1440, marks=pytest.mark.slow),
]

# Journeys through a part's main pages, and a look at those behind a sign-in: each width, and both languages.
EACH_WIDTH = [
    pytest.param("pl", 1440),
    pytest.param("en", 360, marks=pytest.mark.slow),
    pytest.param("pl", 768, marks=pytest.mark.slow),
]

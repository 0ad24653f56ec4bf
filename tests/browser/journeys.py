"""In which languages and widths a journey is made: two in the quick run, all six in the full one."""

import pytest

EVERYWHERE = [
    pytest.param("pl", 1440),
    pytest.param("en", 360),
    pytest.param("pl", 360, marks=pytest.mark.slow),
    pytest.param("pl", 768, marks=pytest.mark.slow),
    pytest.param("en", 768, marks=pytest.mark.slow),
    pytest.param("en", 1440, marks=pytest.mark.slow),
]

"""The frame of the desk: pieces that do not get into each other's way."""

from collections import Counter

from helpdesk.desk import frame

# Keys of the desk itself: `static/js/helpdesk-desk-keys.js` and `data-key` in its templates.
OF_THE_DESK = [*"jknmoxXbgGazZCp/?"]


def test_every_key_does_one_thing() -> None:
    pieces = [piece.key for piece in frame.keys()]  # noqa: SIM118
    used = Counter([*OF_THE_DESK, *pieces])

    assert [key for key, times in used.items() if times > 1] == []


def test_every_panel_has_a_code_of_its_own() -> None:
    codes = [panel.code for panel in (*frame.WRITING, *frame.PANELS)]

    assert len(codes) == len(set(codes))

"""Places as tiles of a picture: a map that is read by keyboard and by ear, in units of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# Where each voivodeship lies in the grid, by TERC code: (column, row).
TILES = {
    "22": (1, 0), "28": (2, 0),
    "32": (0, 1), "04": (1, 1), "14": (2, 1), "20": (3, 1),
    "08": (0, 2), "30": (1, 2), "10": (2, 2), "06": (3, 2),
    "02": (0, 3), "16": (1, 3), "24": (2, 3), "26": (3, 3),
    "12": (2, 4), "18": (3, 4),
}  # fmt: skip
SHORT = {
    "02": "DŚ", "04": "KP", "06": "LU", "08": "LB", "10": "ŁD", "12": "MP", "14": "MZ", "16": "OP",
    "18": "PK", "20": "PD", "22": "PM", "24": "ŚL", "26": "ŚK", "28": "WM", "30": "WP", "32": "ZP",
}  # fmt: skip
TILE, GAP = 96, 8


@dataclass(frozen=True)
class Tile:
    """One place in the grid, in units of the picture; `shade` 0 (none) to 4 (the most)."""

    code: str
    short: str
    name: str
    value: int
    shade: int
    x: int
    y: int
    address: str

    @property
    def text_x(self) -> int:
        return self.x + TILE // 2

    @property
    def name_y(self) -> int:
        return self.y + 40

    @property
    def value_y(self) -> int:
        return self.y + 72


def shade(value: int, highest: int) -> int:
    return 0 if not value or not highest else min(4, 1 + 4 * value // (highest + 1))


def voivodeship_tiles(
    values: Mapping[str, int], names: Mapping[str, str], address: Callable[[str], str]
) -> Sequence[Tile]:
    """Every voivodeship, in the order in which one reads, also those without a value."""
    highest = max((values.get(code, 0) for code in TILES), default=0)
    size = TILE + GAP
    return [
        Tile(
            code,
            SHORT[code],
            names.get(code, code),
            values.get(code, 0),
            shade(values.get(code, 0), highest),
            column * size,
            row * size,
            address(code),
        )
        for code, (column, row) in sorted(TILES.items(), key=lambda entry: entry[1][::-1])
    ]

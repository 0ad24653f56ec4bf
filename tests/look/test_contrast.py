"""Every pair of colours in use, in light, dark and high contrast (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11)."""

import re
from collections.abc import Mapping

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
DECLARATION = re.compile(r"--([\w-]+): (light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));")
MORE_CONTRAST = "@media (prefers-contrast: more) {\n  :root"
SIGNALS = ("red", "amber", "green", "blue")
SURFACES = ("paper", "surface", "tint", "red-bg", "amber-bg", "green-bg", "blue-bg")

# Text and what it stands on.
TEXT = [("ink", surface) for surface in SURFACES]
TEXT += [("quiet", surface) for surface in ("paper", "surface", "tint")]
TEXT += [("accent", surface) for surface in ("paper", "surface", "tint")]
TEXT += [("accent-strong", surface) for surface in ("paper", "surface", "tint", "red-bg")]
TEXT += [("accent", f"{signal}-bg") for signal in SIGNALS]
TEXT += [(signal, surface) for signal in SIGNALS for surface in ("paper", "surface", "tint")]
TEXT += [(signal, f"{signal}-bg") for signal in SIGNALS]
TEXT += [("red-strong", "paper"), ("red-strong", "red-bg")]
TEXT += [("on-accent", back) for back in ("accent", "accent-strong", "red", "red-strong")]
TEXT += [("paper", "rule"), ("paper", "ink")]

# Borders of controls, the focus ring, bars and rules.
SHAPES = [("control", surface) for surface in ("paper", "surface")]
SHAPES += [("focus", surface) for surface in SURFACES]
SHAPES += [("rule", "paper"), ("accent", "paper"), ("red", "paper")]
SHAPES += [(used, "track") for used in ("accent", *SIGNALS)]


def block(selector: str) -> str:
    """The declarations of the first rule that begins like this."""
    source = (CSS / "tokens.css").read_text()
    return source.split(f"{selector} {{", 1)[1].split("}", 1)[0]


def colours(text: str, scheme: str) -> Mapping[str, str]:
    return {
        name: single or (light if scheme == "light" else dark)
        for name, _, light, dark, single in DECLARATION.findall(text)
    }


def palette(theme: str) -> Mapping[str, str]:
    scheme = "light" if "light" in theme else "dark"
    usual = colours(block(":root"), scheme)
    return usual | colours(block(MORE_CONTRAST), scheme) if "more" in theme else usual


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("theme", "least"),
    [("light", 4.5), ("dark", 4.5), ("more contrast, light", 7), ("more contrast, dark", 7)],
)
def test_text_can_be_read_on_what_it_stands_on(theme: str, least: float) -> None:
    tokens = palette(theme)
    pairs = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXT}
    assert {pair: round(value, 2) for pair, value in pairs.items() if value < least} == {}


@pytest.mark.parametrize("theme", ["light", "dark", "more contrast, light", "more contrast, dark"])
def test_controls_and_focus_can_be_seen(theme: str) -> None:
    tokens = palette(theme)
    pairs = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in SHAPES}
    assert {pair: round(value, 2) for pair, value in pairs.items() if value < 3} == {}


def test_high_contrast_chosen_on_the_page_is_the_dark_one_of_the_system() -> None:
    chosen = (CSS / "tokens.css").read_text().rsplit(':root[data-theme="contrast"] {', 1)[1]
    assert colours(chosen, "dark") == colours(block(MORE_CONTRAST), "dark")


# Paper and a stranger's mail are white and black, whatever the theme.
NO_THEME = ("tokens.css", "print.css", "mail-page.css")


def test_only_the_tokens_name_colours() -> None:
    named = {
        sheet.name: found
        for sheet in CSS.glob("*.css")
        if sheet.name not in NO_THEME
        and (found := re.findall(r"#[0-9a-f]{3,8}\b(?=[^{]*;)", sheet.read_text()))
    }
    assert named == {}

"""The demo's texts, read from the TOML files beside this module."""

import tomllib
from pathlib import Path
from typing import Any


def read_texts(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))

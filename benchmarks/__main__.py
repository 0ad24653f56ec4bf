"""Run every measurement, or the named ones: `python -m benchmarks [search pages …]`.

Each module of this folder with a `main()` measures one thing and prints its figures beside a bare
counterpart in the same run, because machines are shared and absolute times say little.
"""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django


def names() -> list[str]:
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [file.stem for file in files if not file.stem.startswith("_")]


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="punkt-wsparcia-bench-") as folder:
        os.environ.setdefault("VAR_DIR", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        django.setup()
        for name in wanted or names():
            module = import_module(f"benchmarks.{name}")
            if hasattr(module, "main"):
                print(f"\n== {name}: {module.__doc__.splitlines()[0]}")
                module.main()


if __name__ == "__main__":
    main(sys.argv[1:])

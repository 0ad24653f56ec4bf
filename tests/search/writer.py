"""A worker of search alone, to be killed: `python -m tests.search.writer FOLDER` sweeps until it dies."""

import sys
from pathlib import Path

import django
from django.utils import timezone
from django.utils.module_loading import import_string


def main(folder: Path) -> None:
    django.setup()
    import_string("tests.search.conftest.use_small_world")(folder)
    index_changes = import_string("foundation.search.sweeps.index_changes")
    print("ready", flush=True)
    while True:
        index_changes(at=timezone.now(), limit=50)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

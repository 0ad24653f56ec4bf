"""Import generated lists, then ask the public list and a bare one in turn, over one connection."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from benchmarks._served import Person, served
from benchmarks._turns import Figures, in_turn, keep, say, times
from foundation.accounts.models import Territory, User
from projects_archive.models import Project

SIZES = tuple(int(size) for size in os.environ.get("BENCH_PROJECTS", "10000 300000").split())
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))
LARGEST_MEMORY = 300  # MB
HEADINGS = (
    "Tytuł projektu;Nazwa beneficjenta;Wartość projektu;Dofinansowanie z EU;Multimedia;Dziedzina;"
    "Czy projekt jest realizowany na obszarze większym niż jedna jednostka administracyjna?"
)
KINDS = ("e-usług", "geoportalu", "elektronicznego obiegu dokumentów", "e-dziennika szkół")
# Runs a command and tells its seconds and its largest memory, alone in a process.
MEASURED = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
BARE_READING = """
import csv, sys
with open(sys.argv[1], encoding="cp1250", newline="") as file:
    print(sum(1 for row in csv.reader(file, delimiter=";")))
"""


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    Territory.objects.get_or_create(terc="30", level="voivodeship", name="WIELKOPOLSKIE")
    reader = User.objects.create(email="osoba@example.test", name="Osoba", password="!")
    results = []
    with served(), tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / "Poland_CF_2014_2020.csv"
            write_list(path, size)
            result = {"rows": size, "import": _import(path), "load": os.getloadavg()[0]}
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            result |= {"projects": Project.objects.count(), "pages": _pages(Person(reader))}
            results.append(result)
            keep("archive", results)
            _say(result)
    first, last = results[0]["pages"], results[-1]["pages"]
    print(f"  list, most / fewest: {times(last, first, 'list', 'list'):.2f} (at most 1.2)")
    print(f"  list / bare, most:   {times(last, last, 'list', 'bare'):.2f} (at most 2)")


def write_list(path: Path, rows: int) -> None:
    """A list in the layout of 2014–2020, every row a digital project of another gmina."""
    with path.open("w", encoding="cp1250") as file:
        file.write(HEADINGS + "\n")
        for number in range(rows):
            value = f"{100_000 + number * 7}.50"
            file.write(
                f"Wdrożenie {KINDS[number % len(KINDS)]} numer {number};GMINA {number % 2_400};"
                f"{value};{value};Nie;administracja;Nie\n"
            )


def _import(path: Path) -> Mapping[str, float]:
    """Seconds and megabytes of the import, and of the library alone reading the same file."""
    seconds, memory = _measured("manage.py", "import_projects", str(path), "--whole")
    bare_seconds, bare_memory = _measured("-c", BARE_READING, str(path))
    again, _memory = _measured("manage.py", "import_projects", str(path), "--whole")
    _seconds, start_memory = _measured("-c", "import django; django.setup()")
    return {
        "seconds": round(seconds, 1),
        "memory_mb": round(memory),
        "start_memory_mb": round(start_memory),
        "again_seconds": round(again, 1),
        "bare_seconds": round(bare_seconds, 2),
        "bare_memory_mb": round(bare_memory),
    }


def _measured(*arguments: str) -> tuple[float, float]:
    command = [sys.executable, "-c", MEASURED, sys.executable, *arguments]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, memory = map(float, told.split()[-2:])
    return seconds, memory


def _pages(person: Person) -> dict[str, Figures]:
    turns = count(1)
    asks = {
        "bare": lambda: "/bare/projects/",
        "list": lambda: "/pl/projects/",
        "facet": lambda: "/pl/projects/?topic=maps&kind=gmina",
        "words": lambda: "/pl/projects/?q=geoportalu",
        # Nobody asked this before: it is counted now.
        "new words": lambda: f"/pl/projects/?q=geoportalu+{next(turns)}",
        "by start": lambda: "/pl/projects/?sort=start",
        "map": lambda: "/pl/projects/map/",
    }
    pages = in_turn(
        {name: lambda path=path: person.ask("GET", path(), None) for name, path in asks.items()},
        ROUNDS,
    )
    for name, path in asks.items():
        pages[name]["queries"] = person.queries("GET", path(), None)
    return pages


def _say(result: Mapping) -> None:
    told = result["import"]
    print(
        f"  {result['rows']:>9,} rows: {told['seconds']} s, {told['memory_mb']} MB"
        f" (at most {LARGEST_MEMORY}; {told['start_memory_mb']} of them the product itself),"
        f" again {told['again_seconds']} s;"
        f" the library alone {told['bare_seconds']} s, {told['bare_memory_mb']} MB"
    )
    say(result["pages"])

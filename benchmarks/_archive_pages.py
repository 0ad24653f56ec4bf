"""Import generated lists, then ask the public list and a bare one in turn, over one connection."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles

from django.core.management import call_command
from django.db import connection

from benchmarks._ticket_pages import Person, keep, served
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
    growth = last["list"]["median_ms"] / first["list"]["median_ms"]
    beside_bare = last["list"]["median_ms"] / last["bare"]["median_ms"]
    print(f"  list, most / fewest: {growth:.2f} (at most 1.2)")
    print(f"  list / bare, most:   {beside_bare:.2f} (at most 2)")


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


def _pages(person: Person) -> Mapping[str, Mapping[str, object]]:
    asks = {
        "bare": "/bare/projects/",
        "list": "/pl/projects/",
        "facet": "/pl/projects/?topic=maps&kind=gmina",
        "words": "/pl/projects/?q=geoportalu",
        "by start": "/pl/projects/?sort=start",
        "map": "/pl/projects/map/",
    }
    took: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(ROUNDS + 3):
        for name, path in asks.items():
            found = person.ask("GET", path, None)
            if turn >= 3:  # the first ones fill caches
                took[name].append(found)
    return {
        name: {
            "median_ms": round(median(values), 2),
            "p95_ms": round(quantiles(values, n=20)[-1], 2),
            "queries": person.queries("GET", asks[name], None),
        }
        for name, values in took.items()
    }


def _say(result: Mapping) -> None:
    told = result["import"]
    print(
        f"  {result['rows']:>9,} rows: {told['seconds']} s, {told['memory_mb']} MB"
        f" (at most {LARGEST_MEMORY}; {told['start_memory_mb']} of them the product itself),"
        f" again {told['again_seconds']} s;"
        f" the library alone {told['bare_seconds']} s, {told['bare_memory_mb']} MB"
    )
    for name, page in result["pages"].items():
        print(
            f"    {name:<10} median {page['median_ms']:8.1f} ms   95 % {page['p95_ms']:8.1f} ms"
            f"   {page['queries']:>3} queries"
        )

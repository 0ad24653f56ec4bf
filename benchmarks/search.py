"""Indexing and finding with rights and facets: the embedded engine, bare Whoosh beside it, and PostgreSQL.

python -m benchmarks search

`BENCHMARK_DOCUMENTS` and `BENCHMARK_POSTGRESQL` set the sizes: numbers separated by commas. The figures are
kept in `benchmarks/results/search.json`. The full run, 60,000 on Whoosh and 1,000,000 on PostgreSQL, is

    BENCHMARK_DOCUMENTS=1000,20000,60000 BENCHMARK_POSTGRESQL=20000,100000,1000000 python -m benchmarks search

Whoosh is measured by the processor time of this process, which says the same on a busy machine; PostgreSQL,
whose work is done elsewhere, by the clock.
"""

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import morfeusz2
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in
from whoosh.query import And, Or, Term

from foundation.search.backend import AudienceBackend
from foundation.search.grouping import KIND, YEAR, group
from foundation.search.indexes import Document, Text
from foundation.search.questions import understood
from foundation.search.tokens import PUBLIC, organisation
from foundation.search.whoosh_documents import fields_of
from foundation.search.whoosh_engine import WhooshBackend
from tests.with_servers import find_initdb, postgresql

RESULTS = Path(__file__).parent / "results" / "search.json"

_LEMMAS = """
urząd wniosek szkolenie wdrożenie gmina miasto jednostka system przetarg dostępność bezpieczeństwo zgłoszenie
awaria incydent hasło konto użytkownik serwer sieć dokument podpis ustawa rozporządzenie przepis wymaganie
standard polityka procedura kopia dane ochrona osoba informacja strona serwis portal usługa pismo doręczenie
skrzynka archiwum projekt umowa program dofinansowanie powiat województwo samorząd pracownik kierownik burmistrz
wójt sekretarz informatyk szkoła biblioteka urządzenie komputer drukarka oprogramowanie licencja aktualizacja
ryzyko analiza audyt kontrola raport ocena potwierdzenie termin kolejka odpowiedź pytanie sprawa decyzja
postępowanie obywatel mieszkaniec podatek opłata budżet faktura zamówienie wykonawca dostawca integracja
interfejs rejestr baza wersja zmiana błąd problem rozwiązanie pomoc konsultant koordynator zespół
"""
Clock = Callable[[], float]
WORDS_IN_A_DOCUMENT = 60
OFFICES = 200
QUESTIONS = 200


def words() -> Sequence[str]:
    """Word forms of the field, the frequent ones first."""
    morfeusz = morfeusz2.Morfeusz(expand_tags=False)
    chance = random.Random(1)
    forms = sorted({form[0] for lemma in _LEMMAS.split() for form in morfeusz.generate(lemma)})
    # Rare words too: numbers and names, as real texts have them.
    forms += [f"nazwa{number}" for number in range(4_000)]
    chance.shuffle(forms)
    return forms


def documents(count: int, forms: Sequence[str]) -> Iterator[Document]:
    chance = random.Random(2)
    weights = [1 / (rank + 10) for rank in range(len(forms))]
    for number in range(count):
        chosen = chance.choices(forms, weights, k=WORDS_IN_A_DOCUMENT)
        text = Text("pl", " ".join(chosen[:6]).capitalize(), " ".join(chosen))
        audience = {PUBLIC} if chance.random() < 0.7 else {organisation(chance.randrange(OFFICES))}
        kind = f"kind{number % 6}"
        on = date(2020, 1, 1) + timedelta(number % 2_500)
        yield Document(
            key=f"benchmark.page.{number}",
            model="benchmark.page",
            kind=kind,
            texts=[text],
            audience=frozenset(audience),
            on=on,
            groups=frozenset({group(KIND, kind), group(YEAR, on.year)}),
        )


def questions(forms: Sequence[str]) -> Sequence[str]:
    chance = random.Random(3)
    return [
        " ".join(chance.sample(forms[:1_500], chance.choice([1, 2, 2, 3])))
        for _ in range(QUESTIONS)
    ]


def measure(call: Callable, asked: Sequence, clock: Clock) -> dict[str, float]:
    """Milliseconds: median and 95th percentile."""
    call(asked[0])
    took = []
    for question in asked:
        start = clock()
        call(question)
        took.append((clock() - start) * 1_000)
    return {"median_ms": round(median(took), 1), "p95_ms": round(quantiles(took, n=20)[-1], 1)}


def measure_backend(
    backend: AudienceBackend,
    writing: AbstractContextManager,
    pages: Iterable[Document],
    asked: Sequence[str],
    clock: Clock,
) -> dict[str, object]:
    """The figures of one of our engines."""
    start, count = clock(), 0
    with writing as batch:
        for page in pages:
            batch.add(page)
            count += 1
    seconds = clock() - start
    rights = frozenset({PUBLIC, *(organisation(number) for number in range(5))})
    questions = [understood(text, tuple) for text in asked]
    prefixes = [text[:3] for text in asked]
    return {
        "documents": count,
        "documents_per_second": round(count / seconds),
        "query": measure(lambda one: backend.find(one, rights, limit=21), questions, clock),
        "suggest": measure(lambda text: backend.suggest([text]), prefixes, clock),
    }


def measure_bare(pages: Sequence[Document], asked: Sequence[str], folder: str) -> dict[str, object]:
    """Whoosh with its own English analyser, one commit, a filter for rights, no facets."""
    os.makedirs(folder)
    index = create_in(folder, Schema(key=ID(stored=True), audience=ID, body=TEXT(stored=True)))
    start = time.process_time()
    writer = index.writer(limitmb=128)
    for page in pages:
        writer.add_document(key=page.key, audience=sorted(page.audience), body=page.texts[0].body)
    writer.commit()
    seconds = time.process_time() - start
    tokens = [PUBLIC, *(organisation(number) for number in range(5))]
    rights = Or([Term("audience", token) for token in tokens])
    with index.searcher() as searcher:

        def call(text: str) -> object:
            query = And([Term("body", word) for word in text.lower().split()])
            return searcher.search(query, limit=21, filter=rights)

        query = measure(call, asked, time.process_time)
    rate = round(len(pages) / seconds)
    return {"documents": len(pages), "documents_per_second": rate, "query": query}


def analysis_share(pages: Sequence[Document], rate: float) -> float:
    """The part of indexing that is Polish analysis."""
    sample = pages[:2_000]
    start = time.process_time()
    for page in sample:
        fields_of(page)
    return round((time.process_time() - start) / len(sample) * rate, 2)


def sizes(name: str, default: str) -> list[int]:
    return [int(size) for size in os.environ.get(name, default).split(",") if size]


def main() -> None:
    forms = words()
    asked = questions(forms)
    results: list[dict[str, object]] = []
    for size in sizes("BENCHMARK_DOCUMENTS", "1000,20000,60000"):
        pages = list(documents(size, forms))
        with tempfile.TemporaryDirectory() as folder:
            backend = WhooshBackend("benchmark", PATH=f"{folder}/ours")
            ours = measure_backend(backend, backend.rebuilding(), pages, asked, time.process_time)
            ours["analysis_share"] = analysis_share(pages, ours["documents_per_second"])
            results.append(told("ours on Whoosh", ours))
            results.append(told("bare Whoosh", measure_bare(pages, asked, f"{folder}/bare")))
    if find_initdb():
        with postgresql() as database_url:
            environment = os.environ | {"DATABASE_URL": database_url, "DATABASE_POOL": "0"}
            command = [sys.executable, "-m", "benchmarks", "_search_postgresql"]
            done = subprocess.run(
                command, env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
            for line in done.stdout.splitlines():
                if line.startswith("{"):
                    results.append(told("ours on PostgreSQL", json.loads(line)))
    keep(results)


def told(name: str, figures: dict[str, object]) -> dict[str, object]:
    print(f"  {name:20} {json.dumps(figures)}", flush=True)
    return {"engine": name, **figures}


def keep(results: list[dict[str, object]]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    about = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_average": os.getloadavg(),
        "words_in_a_document": WORDS_IN_A_DOCUMENT,
        "results": results,
    }
    RESULTS.write_text(json.dumps(about, indent=1) + "\n")

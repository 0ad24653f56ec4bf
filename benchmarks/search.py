"""Indexing and finding on the embedded engine with rights, and bare Whoosh beside it.

python -m benchmarks.search [documents …]      (1,000 and 20,000 when left out)
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median, quantiles

import morfeusz2
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in
from whoosh.query import And, Or, Term

from foundation.search.indexes import Document, Text
from foundation.search.questions import ask
from foundation.search.tokens import PUBLIC, organisation
from foundation.search.whoosh_documents import fields_of
from foundation.search.whoosh_engine import WhooshBackend

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
        yield Document(
            f"benchmark.page.{number}", "benchmark.page", kind, [text], frozenset(audience)
        )


def questions(forms: Sequence[str]) -> Sequence[str]:
    chance = random.Random(3)
    return [
        " ".join(chance.sample(forms[:1_500], chance.choice([1, 2, 2, 3])))
        for _ in range(QUESTIONS)
    ]


def measure(call: Callable[[str], object], asked: Sequence[str]) -> str:
    """Milliseconds: median and 95th percentile."""
    call(asked[0])
    took = []
    for question in asked:
        start = time.perf_counter()
        call(question)
        took.append((time.perf_counter() - start) * 1_000)
    return f"median {median(took):6.1f} ms   95 % {quantiles(took, n=20)[-1]:6.1f} ms"


def measure_ours(pages: Sequence[Document], asked: Sequence[str], folder: str) -> None:
    backend = WhooshBackend("benchmark", PATH=folder)
    start = time.perf_counter()
    for page in pages:
        fields_of(page)
    analysis = time.perf_counter() - start
    start = time.perf_counter()
    with backend.rebuilding() as batch:
        for page in pages:
            batch.add(page)
    seconds = time.perf_counter() - start
    rights = frozenset({PUBLIC, *(organisation(number) for number in range(5))})
    print(
        f"  ours   index {len(pages) / seconds:7.0f} documents/s ({seconds:5.1f} s, Polish analysis "
        f"{analysis / seconds:.0%})"
    )
    print("         query", measure(lambda text: backend.find(ask(text), rights, limit=21), asked))
    prefixes = [text[:3] for text in asked]
    print("         suggest", measure(lambda text: backend.suggest([text]), prefixes))


def measure_bare(pages: Sequence[Document], asked: Sequence[str], folder: str) -> None:
    os.makedirs(folder)
    index = create_in(folder, Schema(key=ID(stored=True), audience=ID, body=TEXT(stored=True)))
    start = time.perf_counter()
    writer = index.writer(limitmb=128)
    for page in pages:
        writer.add_document(key=page.key, audience=sorted(page.audience), body=page.texts[0].body)
    writer.commit()
    seconds = time.perf_counter() - start
    print(f"  Whoosh index {len(pages) / seconds:7.0f} documents/s ({seconds:5.1f} s)")
    tokens = [PUBLIC, *(organisation(number) for number in range(5))]
    rights = Or([Term("audience", token) for token in tokens])
    with index.searcher() as searcher:

        def call(text: str) -> object:
            query = And([Term("body", word) for word in text.lower().split()])
            return searcher.search(query, limit=21, filter=rights)

        print("         query", measure(call, asked))


def main(sizes: Sequence[int] = (1_000, 20_000)) -> None:
    forms = words()
    asked = questions(forms)
    for size in sizes:
        print(f"Search, {size} documents of {WORDS_IN_A_DOCUMENT} words:")
        pages = list(documents(size, forms))
        with tempfile.TemporaryDirectory() as folder:
            measure_ours(pages, asked, f"{folder}/ours")
            measure_bare(pages, asked, f"{folder}/bare")

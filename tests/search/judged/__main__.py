"""Print how well the embedded engine answers, with and without the analysis, and the worst questions."""

import os
import tempfile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from tests.search.judged.measures import asked_of, figures, questions  # noqa: E402
from tests.search.judged.worlds import judged_engine, without_analysis  # noqa: E402

WORST = 30


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        find = asked_of(judged_engine(folder))
        print("with analysis:   ", figures(find, questions()))
        for one in sorted(questions(), key=lambda one: one.ndcg(find(one.text)))[:WORST]:
            found = find(one.text)
            print(f"  {one.recall(found):.2f} {one.ndcg(found):.2f} {one.text}: {found[:6]}")
    with tempfile.TemporaryDirectory() as folder, without_analysis():
        print("without analysis:", figures(asked_of(judged_engine(folder)), questions()))


if __name__ == "__main__":
    main()

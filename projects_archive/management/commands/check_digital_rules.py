"""How good are the rules that tell digital projects from others? Measured on rows labelled by hand."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from django.core.management.base import BaseCommand

from projects_archive import digital
from projects_archive.sources.detection import open_list

LABELS = Path(digital.__file__).with_name("digital_labels.csv")


class Command(BaseCommand):
    help = "Print precision and recall of the digital rules over rows labelled by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the labelled lists are")
        parser.add_argument("--errors", action="store_true", help="show the rows judged wrongly")

    def handle(self, *args, folder: Path, errors: bool, **options) -> None:
        counts: Counter[tuple[str, bool]] = Counter()
        for name, labels in read_labels().items():
            if not (folder / name).is_file():
                self.stdout.write(f"{name}: not in {folder}, {len(labels)} labels skipped")
                continue
            for row in open_list(folder / name).rows():
                if row.facts and row.number in labels:
                    facts, truth = row.facts, labels[row.number]
                    found = digital.judge(facts.title, domain=facts.domain, category=facts.category)
                    counts[found.verdict, truth] += 1
                    wrong = found.verdict == (digital.NOT_DIGITAL if truth else digital.DIGITAL)
                    if errors and wrong:
                        self.stdout.write(f"{name}:{row.number} {found.rule}: {facts.title}")
        self.show(counts)

    def show(self, counts: Mapping[tuple[str, bool], int]) -> None:
        right, wrong = counts[digital.DIGITAL, True], counts[digital.DIGITAL, False]
        missed, open_ones = counts[digital.NOT_DIGITAL, True], counts[digital.UNSURE, True]
        unsure = open_ones + counts[digital.UNSURE, False]
        labelled = sum(counts.values())
        self.stdout.write(
            f"labelled rows: {labelled}, digital among them: {right + missed + open_ones}"
        )
        self.stdout.write(f"precision: {_share(right, right + wrong)}")
        self.stdout.write(f"recall of the rules alone: {_share(right, right + missed + open_ones)}")
        self.stdout.write(f"recall with people deciding the unsure: "
                          f"{_share(right + open_ones, right + missed + open_ones)}")  # fmt: skip
        self.stdout.write(f"unsure: {_share(unsure, labelled)}")


def read_labels() -> Mapping[str, Mapping[int, bool]]:
    """File name → row number → is it digital."""
    labels: dict[str, dict[int, bool]] = {}
    with LABELS.open(newline="") as lines:
        for label in csv.DictReader(lines):
            labels.setdefault(label["file"], {})[int(label["row"])] = label["digital"] == "yes"
    return labels


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "nothing to measure"

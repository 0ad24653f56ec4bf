"""Which fault of the catalogue is proven by which test; writes docs/faults.md.

python -m tests.faults
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "faults.md"

# How many faults each section of the catalogue has.
SECTIONS = {
    "A": ("Identity in mail", 9),
    "B": ("Access", 13),
    "C": ("Files and HTML", 10),
    "D": ("Load", 7),
    "E": ("Server side", 4),
    "F": ("Losing or doubling", 12),
    "G": ("Seats", 13),
    "H": ("Calendar, mail to trainees", 9),
    "I": ("Archive and knowledge", 12),
}
CODES = [f"{section}{n}" for section, (_, size) in SECTIONS.items() for n in range(1, size + 1)]


@dataclass(frozen=True)
class Proof:
    """A test marked with a fault: where it stands, and what its docstring says of it."""

    file: str
    test: str
    docstring: str


def proofs() -> dict[str, list[Proof]]:
    """Every marked test by fault code, read from the sources without running them."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                docstring = " ".join((ast.get_docstring(node) or "").split())
                for code in _codes(node.decorator_list):
                    found[code].append(Proof(str(path.relative_to(ROOT)), node.name, docstring))
    return found


def _codes(decorators: list[ast.expr]) -> Iterator[str]:
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.fault":
            yield from (argument.value for argument in decorator.args)


def not_applicable() -> dict[str, str]:
    """The table of the same name in tests/conftest.py: fault code → why it has no test."""
    for node in ast.parse((ROOT / "tests" / "conftest.py").read_text()).body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "not_applicable":
            return ast.literal_eval(node.value)
    raise LookupError("tests/conftest.py has no table not_applicable")


def page() -> str:
    """The text of docs/faults.md."""
    found, excused = proofs(), not_applicable()
    lines = [
        "# Faults and their proofs",
        "",
        "Written by `python -m tests.faults` from the marks of the tests.",
    ]
    for section, (title, size) in SECTIONS.items():
        lines += [
            "",
            f"## {section}. {title}",
            "",
            "| fault | proven by | seen failing with |",
            "|---|---|---|",
        ]
        for number in range(1, size + 1):
            lines += _rows(f"{section}{number}", found, excused)
    return "\n".join(lines) + "\n"


def _rows(code: str, found: dict[str, list[Proof]], excused: dict[str, str]) -> Iterator[str]:
    for proof in found.get(code, []):
        said = proof.docstring.replace("|", "\\|")
        yield f"| {code} | `{proof.file}::{proof.test}` | {said} |"
    if code not in found:
        yield f"| {code} | – | {excused.get(code, 'no test yet')} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

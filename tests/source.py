"""Our own source as tests read it: modules, and the length of everything that has a size guide."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = settings.BASE_DIR
VENDOR = ROOT / "static" / "vendor"  # what others wrote, as they gave it out
PACKAGES = ("config", "foundation", "helpdesk", "knowledge", "projects_archive", "training")
MAXIMUM_LINES = {
    "file": 300, "test": 300, "sheet": 300, "script": 300,
    "function": 30, "view": 25, "template": 120, "model": 120,
}  # fmt: skip
FILES = (
    ("template", "templates", "*.*"),
    ("test", "tests", "*.py"),
    ("sheet", "static", "*.css"),
    ("script", "static", "*.js"),
)


def modules() -> list[Path]:
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return [path for path in paths if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def long_pieces() -> Iterator[tuple[str, str, int]]:
    """(kind, name, lines) of everything that the size guides speak of."""
    for path in modules():
        text = path.read_text()
        yield "file", name_of(path), text.count("\n")
        is_view = path.stem == "views" or "views" in path.parts
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                kind = (
                    "view"
                    if is_view and any(a.arg == "request" for a in node.args.args)
                    else "function"
                )
                yield kind, f"{name_of(path)}::{node.name}", _length(node)
            elif isinstance(node, ast.ClassDef) and (
                "models" in path.parts or path.stem == "models"
            ):
                yield "model", f"{name_of(path)}::{node.name}", _length(node)
    for kind, folder, pattern in FILES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            if VENDOR in path.parents:
                continue
            yield kind, name_of(path), path.read_text().count("\n")


def _length(node: ast.stmt) -> int:
    """Lines of a definition without its docstring."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return node.end_lineno - node.lineno + 1 - docstring

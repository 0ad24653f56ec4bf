"""The rules of the house that a machine can check: import directions, size guides, bans."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model

from tests.source import MAXIMUM_LINES, PACKAGES, ROOT, long_pieces, modules, name_of

FIRST_FLOOR = {"helpdesk", "training", "projects_archive"}
CELLAR = {
    f"foundation.{app}"
    for app in ("accounts", "mailing", "files", "calendars", "search", "watching")
}

# What each part may import besides itself and the modules that belong to `foundation` as a whole.
MAY_IMPORT: dict[str, set[str]] = {
    "config": {*FIRST_FLOOR, "knowledge", *CELLAR},
    **{app: {"knowledge", *CELLAR} for app in FIRST_FLOOR},
    "knowledge": CELLAR,
    "foundation.accounts": set(),
    "foundation.mailing": {"foundation.accounts"},
    "foundation.files": {"foundation.accounts"},
    "foundation.calendars": set(),
    "foundation.search": set(),
    "foundation.watching": {"foundation.accounts", "foundation.mailing", "foundation.search"},
    "foundation": set(),
}

BANNED_NAMES = {
    "utils",
    "helpers",
    "common",
    "core",
    "misc",
    "services",
    "selectors",
    "repositories",
}
MAY_HOLD_SIGNALS = {"foundation/search/outbox.py"}

# Exceptions to the size guides, each with its reason.
MAY_BE_LONG: dict[str, str] = {}


def part_of(dotted: str) -> str:
    """The part of the house that a module belongs to: an app, or `foundation` itself."""
    pieces = dotted.split(".")
    if pieces[0] == "foundation" and ".".join(pieces[:2]) in CELLAR:
        return ".".join(pieces[:2])
    return pieces[0]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_imports_only_go_down() -> None:
    wrong = []
    for path in modules():
        part = part_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for imported in imports(path):
            target = part_of(imported)
            if target.split(".")[0] not in PACKAGES or target in {part, "foundation"}:
                continue
            if target not in MAY_IMPORT[part]:
                wrong.append(f"{name_of(path)} imports {imported}")
    assert wrong == []


def test_models_import_no_forms_views_or_actions() -> None:
    wrong = [
        f"{name_of(path)} imports {imported}"
        for path in modules()
        if path.stem == "models" or "models" in path.parts
        for imported in imports(path)
        if re.search(r"\.(forms|views|actions|consumers)(\.|$)", imported)
        and imported.split(".")[0] in PACKAGES
    ]
    assert wrong == []


def test_related_names_do_not_look_up() -> None:
    """A model's reverse name on a model of a floor below would be a way to call upwards by name."""
    names = {
        relation.get_accessor_name(): relation
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES
        for relation in model._meta.related_objects
        if relation.get_accessor_name() and not relation.hidden
    }
    wrong = []
    for path in modules():
        part = part_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Attribute) or node.attr not in names:
                continue
            relation = names[node.attr]
            owner = part_of(relation.related_model.__module__)
            defined = part_of(relation.model.__module__)
            if part == defined and owner not in {part, *MAY_IMPORT[part]}:
                wrong.append(f"{name_of(path)}:{node.lineno} uses .{node.attr} of {owner}")
    assert wrong == []


def test_no_names_that_say_nothing() -> None:
    assert [name_of(path) for path in modules() if path.stem in BANNED_NAMES] == []


def test_no_imports_inside_functions() -> None:
    """There are no circles, so nothing needs to be put off."""
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert wrong == []


def test_saving_a_row_saves_a_row() -> None:
    """No model of ours does more in `save` or `delete`: what else happens is an action's to say."""
    wrong = [
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES
        for name in ("save", "delete")
        if name in vars(model)
    ]
    assert wrong == []


def test_what_acts_is_typed_and_says_what_it_does() -> None:
    """Everything in `actions` that is done by somebody: `by` keyword-only, all typed, a docstring."""
    wrong = []
    for path in modules():
        if path.stem != "actions" and "actions" not in path.parts:
            continue
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = [*node.args.args, *node.args.kwonlyargs]
            if "by" not in {argument.arg for argument in arguments}:
                continue
            is_typed = node.returns and all(argument.annotation for argument in arguments)
            is_named = "by" in {argument.arg for argument in node.args.kwonlyargs}
            if not (is_typed and is_named and ast.get_docstring(node)):
                wrong.append(f"{name_of(path)}::{node.name}")
    assert wrong == []


SWITCH = re.compile(r"(getattr|hasattr)\(settings\b|settings\.[A-Z_]*(ENABLE|FEATURE|USE_|HAS_)")


def test_no_feature_is_switched_by_a_setting() -> None:
    wrong = [name_of(path) for path in modules() if SWITCH.search(path.read_text())]
    assert wrong == []


RIGHTS = re.compile(r"\bperms\.|has_perm|has_role|is_superuser|user\.(roles|groups)\b")


def test_templates_decide_no_rights() -> None:
    wrong = [
        name_of(path)
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if RIGHTS.search(path.read_text())
    ]
    assert wrong == []


def test_tests_use_real_parts() -> None:
    """No mocks: pytest's own monkeypatch stands in for a world that fails, never for our code."""
    wrong = [
        name_of(path)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != Path(__file__)
        and re.search(r"unittest\.mock|pytest_mock|mocker\b", path.read_text())
    ]
    assert wrong == []


SIGNAL = re.compile(
    r"\b(receiver\(|(?<!def )(pre|post)_(save|delete|init)\b|m2m_changed\b|Signal\(\))"
)


def test_no_signals_of_our_own() -> None:
    wrong = [
        name_of(path)
        for path in modules()
        if name_of(path) not in MAY_HOLD_SIGNALS and path.name != "wagtail_hooks.py"
        if SIGNAL.search(path.read_text())
    ]
    assert wrong == []


def test_no_generic_foreign_keys() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES
        for field in model._meta.private_fields
        if field.__class__.__name__ == "GenericForeignKey"
    ]
    assert wrong == []


def test_nothing_grows_past_its_guide() -> None:
    too_long = [
        f"{name}: {lines} lines, the guide for a {kind} is {MAXIMUM_LINES[kind]}"
        for kind, name, lines in long_pieces()
        if lines > MAXIMUM_LINES[kind] and name not in MAY_BE_LONG
    ]
    assert too_long == []


def test_base_settings_stay_readable() -> None:
    assert (ROOT / "config/settings/base.py").read_text().count("\n") <= 200


INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)",
    re.IGNORECASE,
)


def test_templates_hold_no_inline_script_or_style() -> None:
    wrong = [
        f"{name_of(path)}: {found.group().strip()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "/email/" not in str(path) and (found := INLINE.search(path.read_text()))
    ]
    assert wrong == []


def person_models() -> set[str]:
    """Every model of ours that points to a person."""
    user = get_user_model()
    return {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.related_model is user
    }


def test_every_model_with_a_person_is_registered() -> None:
    """Personal data can be shown and erased only where it is known: each app lists its models."""
    registered: set[str] = set()
    for part in (*CELLAR, "knowledge", *FIRST_FLOOR):
        path = ROOT / part.replace(".", "/") / "personal_data.py"
        if path.exists():
            module = __import__(f"{part}.personal_data", fromlist=["PERSONAL_MODELS"])
            registered.update(module.PERSONAL_MODELS)
    assert person_models() - registered == set()

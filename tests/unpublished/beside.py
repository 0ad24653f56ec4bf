"""One thing of every kind that is written but not published, each with words that stand nowhere else.

`make_unpublished` puts them beside what is published: a system, a standard, a course and a project to which
they are tied, because that is where they would show. Every text of theirs is `COMMON` and a word of its own,
which begins with `MARK`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from foundation.accounts.models import Organisation, User
from foundation.accounts.roles import Role
from knowledge.models import GuidanceIndexPage, RequirementText, StandardVersion
from tests.cast import Cast, make_staff
from tests.factories import make_membership, make_organisation
from tests.knowledge.factories import (
    make_index,
    make_period,
    make_requirement_data,
    make_system,
    make_version,
)
from tests.projects_archive.factories import make_project
from tests.training.factories import make_course

MARK, COMMON = "zqx", "kwarzybiec"
Keys = Mapping[str, object]


@dataclass
class Say:
    """Makes the words of one kind, and remembers them."""

    kind: str
    words: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> str:
        return f"{COMMON} {self.alone(name)}"

    def alone(self, name: str) -> str:
        """The word by itself, for what stands in an address."""
        self.words.append(f"{MARK}{self.kind}{name}")
        return self.words[-1]


@dataclass(frozen=True)
class Hidden:
    """`keys` are what addresses may be filled with; at `seen_at` those who write see every word."""

    keys: Sequence[Keys]
    seen_at: Sequence[tuple[User, str]]
    pages: Sequence[str] = ()


@dataclass(frozen=True)
class Unpublished:
    kind: str
    words: frozenset[str]
    hidden: Hidden


@dataclass(frozen=True)
class Around:
    """What is published, and the people: `owner` coordinates an office that nobody of the cast belongs to."""

    cast: Cast

    @cached_property
    def office(self) -> Organisation:
        return make_organisation(name="Gmina Trzecia")

    @cached_property
    def owner(self) -> User:
        return make_membership(organisation=self.office, is_coordinator=True).user

    @cached_property
    def member(self) -> User:
        return make_membership(organisation=self.office).user

    @cached_property
    def writer(self) -> User:
        return make_staff(Role.ADMINISTRATOR)

    @cached_property
    def index(self) -> GuidanceIndexPage:
        return make_index()

    @cached_property
    def system(self):
        return make_system()

    @cached_property
    def provision(self):
        return make_period().provision

    @cached_property
    def version(self) -> StandardVersion:
        data = make_requirement_data(provisions=[self.provision], systems=[self.system])
        return make_version(requirements=[data])

    @cached_property
    def text(self) -> RequirementText:
        return self.version.texts.get()

    @cached_property
    def project(self):
        return make_project(organisation=self.office)

    @cached_property
    def course(self):
        return make_course()

    def keys(self) -> list[Keys]:
        """Of the published things themselves."""
        rows = (
            self.system,
            self.provision,
            self.project,
            self.course,
            self.office,
            self.provision.act,
        )
        return [*map(keys_of, rows), *version_keys(self.version)]


def keys_of(row: Model) -> Keys:
    """What names a row in addresses."""
    names = ("slug", "uid", "reference", "eli")
    parts = {name: getattr(row, name) for name in names if hasattr(row, name)}
    return {"app": row._meta.app_label, "pk": row.pk, **parts}


def version_keys(version: StandardVersion) -> list[Keys]:
    """Of a version, of its standard and of each of its requirements."""
    here = {"app": "knowledge", "slug": version.standard.slug, "number": version.number}
    texts = version.texts.with_version()
    codes = [{**here, "code": text.code, "named": _named(text)} for text in texts]
    pks = {version.pk, version.standard_id, *texts.values_list("requirement", flat=True)}
    return [here, *codes, *({"app": "knowledge", "pk": pk} for pk in pks)]


def _named(text: RequirementText) -> str:
    """A requirement as parameters name it."""
    return f"{text.version.standard.slug}/{text.requirement.key}"


def version_pages(version: StandardVersion, by: User) -> list[tuple[User, str]]:
    """Where those who write read a version: its page, each requirement and its sheet for the head."""
    pages = [version.get_absolute_url()]
    for text in version.texts.all():
        arguments = [version.standard.slug, version.number, text.code]
        pages += [text.get_absolute_url(), reverse("knowledge:briefing", args=arguments)]
    return [(by, page) for page in pages]


def compared_pages(version: StandardVersion, by: User) -> list[tuple[User, str]]:
    """The same, and what has changed since version 1.0."""
    compared = reverse("knowledge:standard_comparison", args=[version.standard.slug])
    return [*version_pages(version, by), (by, f"{compared}?from=1.0&to={version.number}")]


def draft_page(page: Page, by: User) -> Hidden:
    """A page that only Wagtail's preview shows."""
    parent = page.get_parent().specific
    preview = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    guessed = f"{parent.url}{page.slug}/"
    return Hidden([keys_of(page)], [(by, preview)], [guessed])


def in_admin(row: Model, by: User) -> tuple[User, str]:
    """The form of a row in the admin."""
    return by, AdminURLFinder(by).get_edit_url(row)


Maker = Callable[[Say, Around], Hidden]


def make_unpublished(kinds: Mapping[str, Maker], around: Around) -> list[Unpublished]:
    made = []
    for kind, maker in kinds.items():
        say = Say(kind.replace("_", ""))
        hidden = maker(say, around)
        made.append(Unpublished(kind, frozenset(say.words), hidden))
    return made

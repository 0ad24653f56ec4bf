"""The pages that every installation has, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wagtail.models import Page

from knowledge.models import (
    AccessibilityStatementPage,
    Audience,
    GuidanceIndexPage,
    HubPage,
    InformationPage,
    NewsIndexPage,
)
from knowledge.site import privacy_text

LANGUAGES = ("pl", "en")


@dataclass(frozen=True)
class PageText:
    """What a page says in one language."""

    slug: str
    title: str
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SitePage:
    """One page of the tree; `texts` by language, `fields` the same in all languages."""

    model: type[Page]
    texts: Mapping[str, PageText]
    fields: Mapping[str, object] = field(default_factory=dict)


HOME = {
    "pl": PageText(
        "start",
        "W czym możemy pomóc?",
        {
            "lead": "Odpowiedzi dla samorządów: standardy, systemy, bezpieczeństwo, szkolenia. "
            "Napisz tak, jak mówisz – znajdziemy właściwe wymaganie, poradnik albo osobę.",
            "popular_searches": "kopie zapasowe\ne-Doręczenia a EZD\ndeklaracja dostępności\naudyt KRI",
        },
    ),
    "en": PageText(
        "start-en",
        "How can we help?",
        {
            "lead": "Answers for local governments: standards, systems, security, training. "
            "Write the way you speak – we will find the requirement, the guidance or the person.",
            "popular_searches": "backups\naccessibility statement\nsecurity audit",
        },
    ),
}

PAGES = (
    SitePage(
        HubPage,
        {
            "pl": PageText(
                "kierownictwo",
                "Kierownictwo urzędu",
                {"lead": "O czym zdecydować, ile to kosztuje podobne urzędy i do kiedy."},
            ),
            "en": PageText(
                "heads",
                "Heads of offices",
                {"lead": "What to decide, what it costs similar offices, by when."},
            ),
        },
        {"audience": Audience.HEADS},
    ),
    SitePage(
        HubPage,
        {
            "pl": PageText(
                "informatycy",
                "Informatycy",
                {"lead": "Wymagania, konfiguracja, sprawdzone rozwiązania, incydenty."},
            ),
            "en": PageText(
                "it",
                "IT staff",
                {"lead": "Requirements, configuration, proven solutions, incidents."},
            ),
        },
        {"audience": Audience.IT},
    ),
    SitePage(
        HubPage,
        {
            "pl": PageText(
                "pracownicy",
                "Pracownicy",
                {"lead": "Szkolenia, instrukcje krok po kroku, dokumenty do wypełnienia."},
            ),
            "en": PageText(
                "officials",
                "Officials",
                {"lead": "Training, step-by-step instructions, documents to fill in."},
            ),
        },
        {"audience": Audience.STAFF},
    ),
    SitePage(
        GuidanceIndexPage,
        {
            "pl": PageText(
                "poradniki", "Poradniki", {"lead": "Najpierw odpowiedź, potem jak to zrobić."}
            ),
            "en": PageText(
                "guidance", "Guidance", {"lead": "The answer first, then how to do it."}
            ),
        },
    ),
    SitePage(
        NewsIndexPage,
        {
            "pl": PageText(
                "aktualnosci",
                "Aktualności i wydarzenia",
                {"lead": "Co nowego w Punkcie Wsparcia, kiedy się spotykamy i co ustaliliśmy."},
            ),
            "en": PageText(
                "news",
                "News and events",
                {"lead": "What is new here, when we meet, and what was agreed."},
            ),
        },
    ),
    SitePage(
        AccessibilityStatementPage,
        {
            "pl": PageText("deklaracja-dostepnosci", "Deklaracja dostępności"),
            "en": PageText("accessibility", "Accessibility statement"),
        },
    ),
    SitePage(
        InformationPage,
        {
            "pl": PageText(
                "prywatnosc",
                "Prywatność",
                {
                    "lead": "Jakie dane o Tobie mamy, po co i jak długo – i jak o nie zapytać.",
                    "body": privacy_text.body("pl"),
                },
            ),
            "en": PageText(
                "privacy",
                "Privacy",
                {
                    "lead": "Which data we hold about you, why and how long – and how to ask for them.",
                    "body": privacy_text.body("en"),
                },
            ),
        },
    ),
    SitePage(
        InformationPage,
        {
            "pl": PageText(
                "kontakt",
                "Kontakt",
                {
                    "lead": "Najszybciej odpowiemy na zgłoszenie. Incydent zgłosisz także bez logowania."
                },
            ),
            "en": PageText(
                "contact",
                "Contact",
                {
                    "lead": "A ticket gets the fastest answer. Incidents can be reported without an account."
                },
            ),
        },
    ),
)

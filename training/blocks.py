"""What lessons are made of; drawn by `templates/training/blocks/<name>.html`."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from knowledge.blocks import TEXT, CalloutBlock, FigureBlock, FileBlock, StepsBlock

# Films of others are linked, never embedded: only where the public sector answers for the page.
PUBLIC_SECTOR = ("gov.pl", "edu.pl", "europa.eu")
FILM_TYPES = ("mp4", "webm")


def is_public_sector(address: str) -> bool:
    """Does the address lead to a host of the public sector?"""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme == "https" and any(
        host == domain or host.endswith(f".{domain}") for domain in PUBLIC_SECTOR
    )


class FilmBlock(blocks.StructBlock):
    """A film with captions: a link to a public host, or a file of ours with its track."""

    title = blocks.CharBlock(max_length=200, label=_("Title of the film"))
    length = blocks.CharBlock(max_length=20, required=False, label=_("Length, e.g. 4 min"))
    address = blocks.URLBlock(
        required=False,
        label=_("Address of a film with captions"),
        help_text=_("At gov.pl, edu.pl or europa.eu; check first that it has captions."),
    )
    film = DocumentChooserBlock(required=False, label=_("Or a film of ours (MP4 or WebM)"))
    captions = DocumentChooserBlock(required=False, label=_("Its captions (WebVTT)"))
    transcript = blocks.TextBlock(
        required=False, rows=4, label=_("What is said and shown, for those who rather read")
    )

    def clean(self, value):
        value = super().clean(value)
        if errors := _film_errors(value):
            raise StructBlockValidationError(
                {name: ValidationError(text) for name, text in errors.items()}
            )
        return value

    class Meta:
        icon = "media"
        label = _("Film")
        template = "training/blocks/film.html"


def _film_errors(value) -> dict[str, str]:
    film, captions = value["film"], value["captions"]
    if bool(value["address"]) == bool(film):
        return {"address": _("Give either an address or a film of ours.")}
    if value["address"]:
        if not is_public_sector(value["address"]):
            return {"address": _("Only https addresses at gov.pl, edu.pl or europa.eu.")}
        return {}
    if film.file_extension.lower() not in FILM_TYPES:
        return {"film": _("A film is an MP4 or WebM file.")}
    if not captions or captions.file_extension.lower() != "vtt":
        return {"captions": _("A film needs captions, as a WebVTT file.")}
    return {}


class AnswerBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Answer"))
    is_right = blocks.BooleanBlock(required=False, label=_("This is right"))


class AnswersBlock(blocks.ListBlock):
    """At least two answers, at least one of them right and one wrong."""

    def __init__(self, **kwargs) -> None:
        super().__init__(AnswerBlock(), min_num=2, max_num=8, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        if len({answer["is_right"] for answer in value}) < 2:
            raise ListBlockValidationError(
                non_block_errors=[_("At least one answer is right and at least one is wrong.")]
            )
        return value


class ChoiceQuestionBlock(blocks.StructBlock):
    """A question with answers to choose from; several may be right."""

    text = blocks.CharBlock(max_length=400, label=_("Question"))
    answers = AnswersBlock(label=_("Answers"))
    explanation = blocks.TextBlock(
        required=False, rows=2, label=_("Why, shown with the right answer")
    )

    class Meta:
        icon = "help"
        label = _("Question with a choice")
        template = "training/blocks/choice_question.html"


class LessonBlock(blocks.StreamBlock):
    """The body of a lesson."""

    text = blocks.RichTextBlock(
        features=TEXT, icon="pilcrow", label=_("Text"), template="knowledge/blocks/text.html"
    )
    callout = CalloutBlock()
    steps = StepsBlock()
    film = FilmBlock()
    figure = FigureBlock()
    file = FileBlock()
    question = ChoiceQuestionBlock()


class TestBlock(blocks.StreamBlock):
    """The questions of a test."""

    question = ChoiceQuestionBlock()

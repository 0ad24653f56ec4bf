"""Importing a document in the admin: what was recognised is shown first, and written only when confirmed."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from knowledge.actions.importing import import_standard, requirements_by_key
from knowledge.importing.reading import READERS, read_standard
from knowledge.importing.recognised import (
    LeftOut,
    RecognisedRequirement,
    RecognisedStandard,
    UnreadableStandard,
)
from knowledge.models import RequirementText, Standard
from knowledge.permissions import may_write

LARGEST_FILE = 5_000_000  # bytes
SALT = "knowledge.recognised"
CONFIRM_WITHIN = 24 * 60 * 60  # seconds


class WriterMenuItem(MenuItem):
    """Shown to those who may write."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_write(request.user)


class DocumentForm(forms.Form):
    """A document, and what it may not say itself."""

    document = forms.FileField(
        label=gettext_lazy("Document"),
        help_text=gettext_lazy("Word (.docx) or Markdown (.md); headings become requirements."),
    )
    standard = forms.ModelChoiceField(
        Standard.objects.all(),
        required=False,
        label=gettext_lazy("A new version of"),
        empty_label=gettext_lazy("a new standard"),
        to_field_name="slug",
    )
    number = forms.CharField(
        required=False, max_length=30, label=gettext_lazy("Version"),
        help_text=gettext_lazy("Empty: as the document says."),
    )  # fmt: skip

    def clean_document(self) -> UploadedFile:
        document = self.cleaned_data["document"]
        if Path(document.name).suffix.lower() not in READERS:
            raise ValidationError(_("Give a Word document (.docx) or a Markdown file (.md)."))
        if document.size > LARGEST_FILE:
            raise ValidationError(_("%(file)s is too large.") % {"file": document.name})
        return document


@dataclass(frozen=True)
class Preview:
    """One recognised requirement, which one it continues, and what was found of it."""

    requirement: RecognisedRequirement
    level: str
    continues: str


def import_document(request: HttpRequest) -> HttpResponse:
    """The form, then the preview; `recognised` in the second form is signed, so nothing can be slipped in."""
    if not may_write(request.user):
        raise PermissionDenied
    if request.method == "POST" and "recognised" in request.POST:
        return _write(request)
    form = DocumentForm(request.POST or None, request.FILES or None)
    context = {"form": form, "page_title": _("Import a standard")}
    if form.is_valid():
        try:
            context |= _preview(_read(form))
        except UnreadableStandard as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "knowledge/admin/import.html", context)


def _read(form: DocumentForm) -> RecognisedStandard:
    document, standard = form.cleaned_data["document"], form.cleaned_data["standard"]
    known = {"slug": standard.slug, "name": standard.name_pl} if standard else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{_stem(document.name)}{Path(document.name).suffix.lower()}"
        path.write_bytes(document.read())
        return read_standard(path, number=form.cleaned_data["number"], **known)


def _stem(name: str) -> str:
    return (
        "".join(sign for sign in Path(name).stem if sign.isalnum() or sign in " -_")[:80]
        or "dokument"
    )


def _preview(recognised: RecognisedStandard) -> dict:
    standard = Standard.objects.filter(slug=recognised.slug).first()
    known = requirements_by_key(standard) if standard else {}
    rows: Sequence[Preview] = [
        Preview(
            one,
            str(RequirementText.Level(one.level).label),
            next((known[key].key for key in (one.key, *one.former_keys) if key in known), ""),
        )
        for one in recognised.requirements
    ]
    signed = signing.dumps(asdict(recognised), salt=SALT, compress=True)
    return {"recognised": recognised, "standard": standard, "rows": rows, "signed": signed}


def _write(request: HttpRequest) -> HttpResponse:
    try:
        plain = signing.loads(request.POST["recognised"], salt=SALT, max_age=CONFIRM_WITHIN)
        result = import_standard(_rebuilt(plain), by=request.user)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old. Give the document once more."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The draft %s is written. Look at it below.") % result.version)
        return redirect(result.version)
    return redirect("knowledge_import")


def _rebuilt(plain: dict) -> RecognisedStandard:
    requirements = [RecognisedRequirement(**one) for one in plain["requirements"]]
    left_out = [LeftOut(**one) for one in plain["left_out"]]
    return RecognisedStandard(**plain | {"requirements": requirements, "left_out": left_out})

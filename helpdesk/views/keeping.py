"""Typed text and uploaded files are kept before anything is decided about them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from helpdesk.actions import keep_draft
from helpdesk.actions.uploads import keep_upload, uploads_of
from helpdesk.forms.asking import typed
from helpdesk.forms.body import FilesForm
from helpdesk.models import Ticket, Upload


def hold(
    request: HttpRequest,
    form: FilesForm,
    name: str,
    *,
    ticket: Ticket | None = None,
    sent: QueryDict | None = None,
) -> Mapping[str, object]:
    """Keep a sent form as the draft `name` of `ticket` or of a new one, and return what it holds.

    Whatever is wrong with the form, nothing has to be typed or chosen twice; sending discards it.
    `sent` stands in for what came, where something was taken out of it.
    """
    waiting = keep_files(request, form)
    form.files_to_send = [upload.file for upload in waiting]
    fields, uploads = typed(sent or request.POST), [upload.file_id for upload in waiting]
    with suppress(ValidationError):  # too long to be kept; the form itself says so
        keep_draft(name, fields, by=request.user, ticket=ticket, uploads=uploads)
    return {**fields, "uploads": [str(key) for key in uploads]}


def keep_files(request: HttpRequest, form: FilesForm) -> Sequence[Upload]:
    """Keep the files that came with a form beside those that came before; wrong ones are its errors."""
    form.is_valid()
    waiting = list(uploads_of(form.cleaned_data.get("uploads") or [], by=request.user))
    try:
        for file in form.cleaned_data.get("files") or []:
            waiting.append(keep_upload(file, name=file.name, by=request.user))
    except ValidationError as error:
        form.add_error("files", error)
    return waiting


def show_again(form: FilesForm, uploads: Sequence[str]) -> None:
    """Have a refused form offer the files that were just kept, named by `uploads`."""
    form.data = form.data.copy()
    form.data.setlist("uploads", uploads)

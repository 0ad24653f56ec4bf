"""Several files in one form field."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from foundation.files.forms import FilesField


class AnyForm(forms.Form):
    files = FilesField()


def form(*files: SimpleUploadedFile) -> AnyForm:
    return AnyForm({}, MultiValueDict({"files": list(files)}))


def upload(name: str = "a.txt", content: bytes = b"tresc") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_no_file_is_fine() -> None:
    bound = form()

    assert (bound.is_valid(), bound.cleaned_data["files"]) == (True, [])


def test_several_files_are_a_list() -> None:
    bound = form(upload("a.txt"), upload("b.txt"))

    assert bound.is_valid()
    assert [file.name for file in bound.cleaned_data["files"]] == ["a.txt", "b.txt"]


def test_more_than_five_are_refused() -> None:
    bound = form(*(upload(f"{number}.txt") for number in range(6)))

    assert not bound.is_valid()
    assert bound.errors["files"] == ["Możesz dodać najwyżej 5 plików naraz."]


def test_every_refused_file_is_named() -> None:
    bound = form(upload("a.txt"), upload("b.exe"), upload("c.png"))

    assert not bound.is_valid()
    assert bound.errors["files"] == [
        "Pliki typu „.exe” nie są przyjmowane (b.exe).",
        "Zawartość pliku „c.png” nie odpowiada jego rozszerzeniu.",
    ]


def test_empty_file_is_refused() -> None:
    assert not form(upload(content=b"")).is_valid()


def test_field_says_what_may_be_added() -> None:
    html = AnyForm().as_p()

    assert "multiple" in html
    assert ".docx" in html

from django import template

from foundation.search.forms import SearchForm

register = template.Library()


@register.simple_tag
def address_choosing(form: SearchForm, name: str, value: str) -> str:
    """The address of the same question with one filter set; taken back, if empty."""
    return form.choosing(name, value)


@register.simple_tag
def address_asking(form: SearchForm, text: str) -> str:
    """The address of another question with the same filters."""
    return form.asking(text)

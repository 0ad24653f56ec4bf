from django import template

from foundation.search.forms import SearchForm

register = template.Library()


@register.simple_tag
def address_of_kind(form: SearchForm, kind: str) -> str:
    """The address of the same question for one kind; of all kinds, if empty."""
    return form.of_kind(kind)

"""Ticks for lists that grow long, such as the people of an office."""

from django import forms


class TickMany(forms.CheckboxSelectMultiple):
    """Checkboxes with „all” and „none” above them and how many are ticked; without scripts only the boxes."""

    template_name = "django/forms/widgets/tick_many.html"

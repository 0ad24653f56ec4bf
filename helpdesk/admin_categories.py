"""The screen of the Wagtail admin for categories: what they decide and what they ask."""

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.viewsets.model import ModelViewSet

from helpdesk.models import MATRIX, Category, CategoryField, Impact, Urgency


class CategoryForm(WagtailAdminModelForm):
    """Checks the questions together: choices, and conditions that can come true."""

    def is_valid(self) -> bool:
        return super().is_valid() and self._fields_fit()

    def _fields_fit(self) -> bool:
        rows = [
            form
            for form in sorted(self.formsets["fields"].forms, key=_place)
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        above: dict[str, CategoryField] = {}
        for form in rows:
            _check(form, above)
            above[form.instance.key] = form.instance
        return not any(form.errors for form in rows)


def _place(form: forms.ModelForm) -> int:
    return form.cleaned_data.get("ORDER") or 0


def _check(form: forms.ModelForm, above: dict[str, CategoryField]) -> None:
    """One question: a choice has choices, a condition names a choice above and one of its answers."""
    field = form.instance
    if field.kind == CategoryField.Kind.CHOICE and len(field.options) < 2:
        form.add_error("choices", _("Write at least two choices, one in a line."))
    if not field.shown_when:
        return
    asked = above.get(field.shown_when)
    if asked is None or asked.kind != CategoryField.Kind.CHOICE:
        form.add_error("shown_when", _("No choice of this short name stands above."))
    elif field.shown_for not in [polish for polish, _shown in asked.options]:
        form.add_error("shown_for", _("This is none of the answers of that choice."))


def matrix_table() -> SafeString:
    """Whom it stops × how long it can wait → first priority, as a table."""
    head = format_html_join("", "<th scope=col>{}</th>", ((one.label,) for one in Urgency))
    rows = format_html_join(
        "",
        "<tr><th scope=row>{}</th>{}</tr>",
        (
            (
                impact.label,
                format_html_join(
                    "", "<td>{}</td>", ((MATRIX[impact, urgency].label,) for urgency in Urgency)
                ),
            )
            for impact in Impact
        ),
    )
    return format_html(
        "<p>{}</p><table class=listing><thead><tr><td></td>{}</tr></thead>{}</table>",
        _("First priority of its tickets; agents may change it in each ticket."),
        head,
        rows,
    )


class CategoryViewSet(ModelViewSet):
    """What requesters choose from, by kind; the order of the list is the order of the choice."""

    model = Category
    icon = "list-ul"
    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50
    list_display = ["name_pl", "kind", "queue", "priority", "position", "is_active"]
    list_filter = ["kind", "queue", "is_active"]
    search_fields = ["name_pl", "name_en"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("name_pl"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("hint_pl"), FieldPanel("hint_en")]),
            FieldPanel("queue"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("impact"), FieldPanel("urgency")]),
                    HelpPanel(lazy(matrix_table, SafeString)()),
                ],
                gettext_lazy("Priority"),
            ),
            InlinePanel(
                "fields",
                [
                    FieldRowPanel([FieldPanel("label_pl"), FieldPanel("label_en")]),
                    FieldRowPanel([FieldPanel("key"), FieldPanel("kind")]),
                    FieldPanel("choices"),
                    FieldRowPanel([FieldPanel("hint_pl"), FieldPanel("hint_en")]),
                    FieldPanel("is_required"),
                    FieldRowPanel([FieldPanel("shown_when"), FieldPanel("shown_for")]),
                ],
                heading=pgettext_lazy("of a category", "Questions"),
                label=pgettext_lazy("of a category", "Question"),
            ),
            FieldRowPanel([FieldPanel("position"), FieldPanel("is_active")]),
        ],
        base_form_class=CategoryForm,
    )

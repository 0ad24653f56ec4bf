"""The form in which an office describes its project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects_archive.forms.licence import LicenceField
from projects_archive.forms.requirements import RequirementsField
from projects_archive.models import ProjectRecord
from projects_archive.models.record import TEXTS

QUESTIONS = {
    "title": _("Name in plain words"),
    "summary": _("What is it, and for whom?"),
    "goals": _("What was to be achieved?"),
    "results": _("What came of it?"),
    "worked": _("What worked?"),
    "differently": _("What would you do differently?"),
    "costs": _("What did it really cost, and how long did it take?"),
    "lock_in": _("How much do you depend on the supplier?"),
    "short": _("The software in one sentence"),
    "long": _("About the software"),
    "features": _("What it can do"),
}
ROWS = {
    "summary": 4, "goals": 3, "results": 3, "worked": 3, "differently": 3, "costs": 3,
    "lock_in": 3, "short": 2, "long": 5, "features": 5,
}  # fmt: skip


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DescriptionForm(forms.ModelForm):
    """Every field may stay empty while it is a draft; what is empty shows what the list says."""

    licence = LicenceField(
        label=_("Licence of what was built"),
        required=False,
        help_text=_("If others may use it, under which licence, e.g. EUPL-1.2."),
    )

    source_code_url = forms.URLField(
        label=_("Address of the source code"), required=False, max_length=300, assume_scheme="https"
    )

    landing_url = forms.URLField(
        label=_("Page of the software"), required=False, max_length=300, assume_scheme="https"
    )

    requirements = RequirementsField(label=_("Which requirements of standards does it meet?"))

    # Heading of a group of questions → its fields; the folded ones open on demand.
    GROUPS = (
        (_("What it is"), ("title_pl", "summary_pl", "goals_pl", "results_pl")),
        (_("What others can learn from you"), ("worked_pl", "differently_pl", "costs_pl", "lock_in_pl")),
        (_("Dates"), ("started_on", "ended_on", "durability_until")),
        (_("With whom"), ("partners", "suppliers")),
        (_("Using it again"), ("licence", "source_code_url", "contact_email", "systems")),
    )  # fmt: skip
    FOLDED = (
        (_("Requirements met"), ("requirements",)),
        (_("Software that others can take (publiccode.yml)"), (
            "software_name", "short_pl", "long_pl", "features_pl", "software_type",
            "development_status", "platforms", "software_version", "released_on", "landing_url",
            "code_owner", "maintenance", "maintainer", "maintained_until", "languages",
            "is_localisable",
        )),
        (_("The same in English"), (
            "title_en", "summary_en", "goals_en", "results_en", "worked_en", "differently_en",
            "costs_en", "lock_in_en", "short_en", "long_en", "features_en",
        )),
    )  # fmt: skip

    class Meta:
        model = ProjectRecord
        fields = [
            *(f"{name}_{language}" for language in ("pl", "en") for name in TEXTS),
            "started_on", "ended_on", "durability_until", "partners", "suppliers", "licence",
            "source_code_url", "contact_email", "systems", "requirements", "software_name", "software_type",
            "development_status", "platforms", "software_version", "released_on", "landing_url",
            "code_owner", "maintenance", "maintainer", "maintained_until", "languages",
            "is_localisable", "short_pl", "long_pl", "features_pl", "short_en", "long_en",
            "features_en",
        ]  # fmt: skip
        labels = {
            **{f"{name}_{language}": label for name, label in QUESTIONS.items() for language in ("pl", "en")},
            "started_on": _("Start"),
            "ended_on": _("End"),
            "durability_until": _("Results must be kept up until"),
            "contact_email": _("Whom may others write to?"),
            "systems": _("Systems it touches"),
            "partners": _("Partners"),
            "suppliers": _("Suppliers"),
        }  # fmt: skip
        help_texts = {
            "title_pl": _("Leave it empty to keep the title of the list."),
            "summary_pl": _(
                "Two or three sentences, as you would tell a colleague of another office."
            ),
            "durability_until": _("The end of the durability period in your grant agreement."),
            "contact_email": _("An address of the office, not of a person."),
            "partners": _("Offices, schools or companies that ran it with you, one a line."),
            "suppliers": _("Companies that built or supplied it, one a line."),
            "platforms": _("E.g. web, windows, mac, linux, ios, android; divided by commas."),
            "languages": _("Codes divided by commas, e.g. pl, en."),
            "short_pl": _("At most 150 characters."),
            "short_en": _("At most 150 characters."),
            "long_pl": _("150 to 10,000 characters."),
            "long_en": _("150 to 10,000 characters."),
            "features_pl": _("One a line, for people who decide about buying."),
            "features_en": _("One a line, for people who decide about buying."),
            "maintainer": _(
                "The company under contract; otherwise the person whom the repository names."
            ),
        }
        widgets = {
            **{f"{name}_{language}": _text(rows) for name, rows in ROWS.items() for language in ("pl", "en")},
            **{name: _text(3) for name in ("partners", "suppliers")},
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in (
                    "started_on", "ended_on", "durability_until", "released_on", "maintained_until",
                )
            },
            "systems": forms.CheckboxSelectMultiple,
        }  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("requirements", ())
        self.fields["requirements"].offer([getattr(one, "pk", one) for one in chosen])

    def named_errors(self):
        """(bound field, errors) of what is to be corrected, for the summary."""
        return [(field, field.errors) for field in self if field.errors]

    def groups(self):
        """(heading, bound fields) in the order of the page."""
        return [(heading, [self[name] for name in names]) for heading, names in self.GROUPS]

    def folded_groups(self):
        """(heading, bound fields, whether one of them holds an error or a value)."""
        return [
            (heading, fields, any(field.errors or field.value() for field in fields))
            for heading, names in self.FOLDED
            if (fields := [self[name] for name in names])
        ]

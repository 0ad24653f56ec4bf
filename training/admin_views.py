"""Courses in the Wagtail admin. Sessions are organised on pages of their own: seats depend on actions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from training.forms.courses import CourseForm
from training.forms.funding import FundingSourceForm
from training.models import Competence, Course, FundingSource

ABOUT = [
    FieldRowPanel([FieldPanel("title_pl"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("slug"), FieldPanel("kind")]),
    MultiFieldPanel([FieldPanel("summary_pl"), FieldPanel("summary_en")], _("Summary")),
    MultiFieldPanel([FieldPanel("outcomes_pl"), FieldPanel("outcomes_en")], _("Outcomes")),
    FieldRowPanel([FieldPanel("audience"), FieldPanel("level"), FieldPanel("length_minutes")]),
    FieldRowPanel([FieldPanel("presence_percent"), FieldPanel("certificate_months")]),
    MultiFieldPanel(
        [
            FieldPanel("competences", widget=forms.CheckboxSelectMultiple),
            FieldPanel("prior_courses"),
            FieldPanel("prior_knowledge_pl"),
            FieldPanel("prior_knowledge_en"),
        ],
        _("Competences, and what comes before"),
    ),
    MultiFieldPanel(
        [FieldPanel("topics"), FieldPanel("requirements"), FieldPanel("systems")],
        _("What it is about"),
    ),
    InlinePanel("materials", heading=_("Materials for everybody"), label=_("Material")),
]
LESSONS = [
    InlinePanel("lessons", heading=_("Lessons"), label=_("Lesson")),
    FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("test_attempts")]),
    FieldPanel("test_pl"),
    FieldPanel("test_en"),
]


class CompetenceViewSet(ModelViewSet):
    """The list of competences; courses point to its rows, so nothing is copied."""

    model = Competence
    icon = "success"
    menu_label = _("Competences")
    menu_order = 252
    add_to_admin_menu = True
    copy_view_enabled = False
    form_fields = ["name_pl", "name_en", "slug"]
    list_display = ["name_pl", "name_en"]
    list_per_page = 50


class FundingSourceViewSet(ModelViewSet):
    """Who pays for training and what they ask of participants, field by field."""

    model = FundingSource
    icon = "form"
    menu_label = _("Sources of funding")
    menu_order = 253
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "programme", "project_number"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("programme"), FieldPanel("project_number")]),
            FieldPanel("notice_pl"),
            FieldPanel("notice_en"),
            FieldPanel("legal_ground"),
            FieldPanel("kept_months"),
            InlinePanel("fields", heading=_("What participants are asked"), label=_("Field")),
        ],
        base_form_class=FundingSourceForm,
    )


class CourseViewSet(SnippetViewSet):
    model = Course
    icon = "calendar-alt"
    menu_label = _("Courses")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ("title_pl", "kind", "audience", "level", "live")
    list_filter = ("kind", "audience", "level", "live")
    search_fields = ("title_pl", "title_en", "summary_pl", "summary_en")
    list_per_page = 50
    edit_handler = TabbedInterface(
        [
            ObjectList(ABOUT, heading=_("Course")),
            ObjectList(LESSONS, heading=_("Lessons and test")),
        ],
        base_form_class=CourseForm,
    )

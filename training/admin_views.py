"""Courses in the Wagtail admin. Sessions are organised on pages of their own: seats depend on actions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from training.models import Course

ABOUT = [
    FieldRowPanel([FieldPanel("title_pl"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("slug"), FieldPanel("kind")]),
    MultiFieldPanel([FieldPanel("summary_pl"), FieldPanel("summary_en")], _("Summary")),
    MultiFieldPanel([FieldPanel("outcomes_pl"), FieldPanel("outcomes_en")], _("Outcomes")),
    FieldRowPanel([FieldPanel("audience"), FieldPanel("level"), FieldPanel("length_minutes")]),
    FieldRowPanel([FieldPanel("presence_percent"), FieldPanel("certificate_months")]),
    MultiFieldPanel(
        [FieldPanel("topics"), FieldPanel("requirements"), FieldPanel("systems")],
        _("What it is about"),
    ),
]
LESSONS = [
    InlinePanel("lessons", heading=_("Lessons"), label=_("Lesson")),
    FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("test_attempts")]),
    FieldPanel("test_pl"),
    FieldPanel("test_en"),
]


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
        ]
    )

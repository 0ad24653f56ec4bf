from django.urls import path

from knowledge.views import (
    assessment_files,
    assessments,
    evidence,
    figures,
    ratings,
    sign_offs,
    units,
)

REQUIREMENT = "<int:pk>/requirements/<str:code>/"

urlpatterns = [
    path("", assessments.assessment_list, name="assessment_list"),
    path("start/", assessments.assessment_start, name="assessment_start"),
    path("<int:pk>/", assessments.assessment, name="assessment"),
    path("<int:pk>/report.pdf", assessment_files.assessment_report, name="assessment_report"),
    path("<int:pk>/file.<str:kind>", assessment_files.assessment_file, name="assessment_file"),
    path("<int:pk>/sign-offs/", sign_offs.sign_offs, name="sign_offs"),
    path("sign-offs/<int:pk>.pdf", sign_offs.sign_off_pdf, name="sign_off_pdf"),
    path("<int:pk>/sign-offs/unpublish/", sign_offs.sign_off_unpublish, name="sign_off_unpublish"),
    path("<int:pk>/peers/", figures.peers, name="assessment_peers"),
    path("<int:pk>/next/", assessments.assessment_next, name="assessment_next"),
    path("<int:pk>/units/", units.units, name="assessment_units"),
    path("<int:pk>/units/share/", units.units_share, name="assessment_units_share"),
    path(REQUIREMENT, ratings.rating, name="rating"),
    path(f"{REQUIREMENT}restore/", ratings.rating_restore, name="rating_restore"),
    path(f"{REQUIREMENT}evidence/", evidence.evidence_add, name="evidence_add"),
    path(f"{REQUIREMENT}evidence/use/", evidence.evidence_use, name="evidence_use"),
    path(
        f"{REQUIREMENT}evidence/<int:evidence>/remove/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
]

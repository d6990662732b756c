"""Every address of the pages, by who they are for."""

from django.urls import include, path

from hearth.web import drafts, home, leaving, style
from hearth.web.brought import year
from hearth.web.sign_in import demo

urlpatterns = [
    path("", home.home, name="home"),
    path("demo", demo.demo, name="demo"),
    path("style", style.style, name="style"),
    path("style/pictures", style.pictures, name="style-pictures"),
    path("leave", leaving.leave, name="leave"),
    path("people/<uuid:person_id>/drafts/<slug:form>", drafts.draft, name="draft"),
    path("", include("hearth.web.plan.urls")),
    path("", include("hearth.web.person.urls")),
    path("", include("hearth.web.supporter.urls")),
    path("", include("hearth.web.links.urls")),
    path("", include("hearth.web.glass.urls")),
    path("", include("hearth.web.sharing.urls")),
    path("", include("hearth.web.referrals.urls")),
    path("", include("hearth.web.worklists.urls")),
    path("", include("hearth.web.accountability.urls")),
    path("", include("hearth.web.joint.urls")),
    path("", include("hearth.web.practitioner.urls")),
    path("", include("hearth.web.administrator.urls")),
    path("", include("hearth.web.signing.urls")),
    path("", include("hearth.web.appeals.urls")),
    path("", include("hearth.web.quality.urls")),
    path("", include("hearth.web.copies.urls")),
    path("", include("hearth.web.cohorts.urls")),
    path("", include("hearth.web.recall.urls")),
    path("", include("hearth.web.feedback.urls")),
    path("", include("hearth.web.directory.urls")),
    path("", include("hearth.web.suggestions.urls")),
    path("", include("hearth.web.introductions.urls")),
    path("", include("hearth.web.replies.urls")),
    path("", include("hearth.web.unmet.urls")),
    path("", include("hearth.web.activity_packs.urls")),
    path("", include("hearth.web.curating.urls")),
    path("open-referral/", include("hearth.web.open_referral.urls")),
    path("house/", include("hearth.web.house.urls")),
    path("house/board/", include("hearth.web.board.urls")),
    path("house/learning/", include("hearth.web.learning.urls")),
    path("house/figures/", include("hearth.web.metrics.urls")),
    path("house/brought/", include("hearth.web.brought.urls")),
    path("house/year/", year.year, name="house-year"),
    path("house/meetings/", include("hearth.web.meetings.urls")),
    path("house/actions/", include("hearth.web.workplan.urls")),
]

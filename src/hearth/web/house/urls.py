"""Addresses of the House, each under /house/."""

from django.urls import path

from hearth.web.house import (
    adapting,
    assessments,
    comparing,
    framework,
    members,
    part,
    rating,
    settling,
    showing,
)

urlpatterns = [
    path("", showing.house, name="house"),
    path("parts/<slug:part>/", part.part, name="house-part"),
    path("parts/<slug:part>/now/", part.part_now, name="house-part-now"),
    path("assess/", rating.assess, name="house-assess"),
    path("assess/check/", rating.check, name="house-assess-check"),
    path("assess/done/", rating.done, name="house-assess-done"),
    path("assess/part/<slug:part>/", rating.part, name="house-assess-part"),
    path("assess/one/<slug:code>/", rating.one, name="house-assess-one"),
    path("assess/paper/", rating.paper, name="house-assess-paper"),
    path("assess/paper/large/", rating.paper, {"large": True}, name="house-assess-paper-large"),
    path("settle/", settling.settle, name="house-settle"),
    path("settle/<slug:code>/<slug:question>/", settling.one, name="house-settle-one"),
    path("over-time/", assessments.assessments, name="house-assessments"),
    path("over-time/begin/", assessments.begin, name="house-assessment-begin"),
    path("over-time/compare/", comparing.compare, name="house-compare"),
    path("over-time/<int:pk>/", assessments.assessment, name="house-assessment"),
    path("over-time/<int:pk>/close/", assessments.close, name="house-assessment-close"),
    path("members/", members.members, name="house-members"),
    path("members/give/", members.give, name="house-seat-give"),
    path("members/<int:pk>/end/", members.end, name="house-seat-end"),
    path("answers-for/", members.keepers, name="house-keepers"),
    path("framework/", framework.framework, name="house-framework"),
    path("framework/text/", framework.text, name="house-framework-text"),
    path("framework/bring/", adapting.bring, name="house-framework-bring"),
    path("framework/add/", adapting.add, name="house-framework-add"),
    path("framework/version/<int:number>/", framework.version, name="house-framework-version"),
    path("framework/of/<slug:code>/", adapting.element, name="house-element"),
]

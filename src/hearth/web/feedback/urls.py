"""Addresses of feedback: open to everyone, for who signs it, and those of the House."""

from django.urls import path

from hearth.web.feedback import figures, own, prints, public, sorting, themes

LARGE = {"large_print": True}

urlpatterns = [
    path("feedback/", public.where, name="say-where"),
    path("feedback/<slug:place>/", public.say, name="say"),
    path("feedback/<slug:place>/thank-you/", public.thanks, name="say-thanks"),
    path("you-said/<slug:place>/", public.you_said, name="you-said"),
    path("my-feedback/", own.mine, name="my-feedback"),
    path("my-feedback/<uuid:feedback>/take-back/", own.back, name="my-feedback-back"),
    path("house/feedback/", themes.listing, name="feedback"),
    path("house/feedback/themes/<int:theme>/", themes.one, name="feedback-theme"),
    path("house/feedback/said/<uuid:feedback>/hide/", themes.hidden, name="feedback-hide"),
    path("house/feedback/sort/", sorting.sort, name="feedback-sort"),
    path("house/feedback/type-in/", sorting.typing_in, name="feedback-type-in"),
    path("house/feedback/figures/", figures.figures, name="feedback-figures"),
    path("house/feedback/form/pdf/", prints.sheet, name="feedback-form-pdf"),
    path("house/feedback/form/large/", prints.sheet, LARGE, name="feedback-form-large"),
    path("house/feedback/poster/pdf/", prints.poster, name="you-said-pdf"),
    path("house/feedback/poster/large/", prints.poster, LARGE, name="you-said-large"),
]

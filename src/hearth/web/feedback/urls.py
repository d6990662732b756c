"""Addresses: feedback, for everyone and for the House."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

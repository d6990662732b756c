"""Addresses: The board pack."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Limits on guessing, counted in the database (django-axes) by account and address together."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def email_tried(_request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Return the email that was tried, in small letters: a capital is not a new set of tries."""
    tried = credentials or {}
    return str(tried.get("email") or tried.get("username") or "").strip().lower()


def address_of(request: HttpRequest) -> str:
    """Return the address that a request comes from; only proxies of our own are believed."""
    return str(get_adapter().get_client_ip(request)) if request.META.get("REMOTE_ADDR") else ""


def too_many_tries(request: HttpRequest, *_more: Any) -> HttpResponse:
    """Say plainly that there were too many tries, and when to come back."""
    wait = settings.AXES_COOLOFF_TIME
    minutes = int(wait.total_seconds() // 60)
    page = render(request, "sign_in/too_many_tries.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(int(wait.total_seconds()))
    return page

"""Make a home with one service and its machine, and say with which token the machine calls."""

import json
from datetime import date, timedelta


def main() -> None:
    """Run in a process of its own, whose settings name the home."""
    from hearth.site.commands.start import make_ready

    make_ready()
    from django.utils import timezone

    from hearth.core.access import Role
    from hearth.records.callers.models import AccessToken
    from hearth.records.community import changes as community
    from hearth.records.people import accounts
    from tests.calling import a_token, an_app

    now = timezone.now()
    place = community.add_organisation(
        community="Calderwick", name="Mill Lane Surgery", kind="practice", by=None, at=now
    )
    account = accounts.open_account(
        email="machine@example.org", full_name="Records of the practice", by=None, at=now
    )
    community.give_post(
        account=account, organisation=place, role=Role.PRACTITIONER, job_title="Records",
        starts=date(2020, 1, 1), by=None, at=now,
    )  # fmt: skip
    token = a_token(an_app(machine=account), account, "system/*.cruds")
    AccessToken.objects.update(expires=now + timedelta(days=1))
    print(json.dumps({"authorization": f"Bearer {token}"}))  # noqa: T201


if __name__ == "__main__":
    main()

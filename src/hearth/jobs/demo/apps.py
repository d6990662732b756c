"""Two made-up apps: one for people, and one with which the practice's other system calls."""

import json

from joserfc.jwk import ECKey

from hearth.core.smart_apps import Proof, Registration
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.callers.registering import register

POCKET = Registration(
    name="My Plan Pocket",
    proof=Proof.NONE,
    scopes=(
        "launch launch/patient openid fhirUser offline_access online_access "
        "patient/*.cruds user/*.rs"
    ),
    redirects=("http://127.0.0.1/back", "https://pocket.example/back"),
    launch="https://pocket.example/launch",
    about="It shows your plan on your telephone.",
    maker="Pocket Apps (made up)",
)


def register_apps(town: Town, days: Calendar) -> None:
    """Register them. Nobody holds the service's private key: it is made here, and forgotten."""
    register(POCKET, by=None, at=days.at)
    key = ECKey.generate_key("P-384", {"kid": "calderwick-1"})
    public = {**key.as_dict(private=False), "kid": "calderwick-1"}
    records = Registration(
        name="Calderwick Community Records",
        proof=Proof.SERVICE,
        scopes="system/*.cruds",
        jwks=json.dumps({"keys": [public]}),
        about="The practice's own records of visits.",
        maker="Calderwick Records (made up)",
    )
    register(records, by=None, at=days.at, organisation=town.organisations["mill_lane"])

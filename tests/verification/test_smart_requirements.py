"""Each SHALL that SMART App Launch 2 puts on a server: which test holds us to it, or why none does.

The list is the one of HL7's own test kit; what is not met is said here, and in
docs/how-to/connect-an-app.md.
"""

import csv
from importlib import import_module
from pathlib import Path

LAUNCH = "tests.integration.test_smart_launch"
SERVICES = "tests.integration.test_smart_services"
CALLING = "tests.integration.test_smart_calling"
DISCOVERY = "tests.integration.test_smart_discovery"
SCOPES = "tests.unit.test_smart"

MET = {
    f"{LAUNCH}:test_who_asks_wrongly_is_told_so_at_its_own_address": [14, 15, 96, 394],
    f"{LAUNCH}:test_an_address_that_is_not_registered_is_sent_nowhere": [18],
    f"{SERVICES}:test_an_app_that_lacks_something_is_not_registered": [18, 240],
    f"{SERVICES}:test_apps_are_added_listed_and_stopped_from_a_terminal": [24, 316],
    f"{DISCOVERY}:test_the_configuration_names_where_everything_is": [
        30, 228, 286, 287, 288, 289, 372, 373, 381, 382, 383, 384, 385, 393, 394,
    ],
    f"{DISCOVERY}:test_the_configuration_is_json_whatever_was_asked_for": [374, 377, 378, 380],
    f"{DISCOVERY}:test_what_is_promised_can_be_done": [
        285, 348, 349, 350, 352, 353, 354, 355, 356, 357, 358, 359, 361, 363, 365, 366, 367, 368,
        369, 370,
    ],
    f"{DISCOVERY}:test_pages_of_other_sites_may_ask": [16, 17],
    f"{LAUNCH}:test_a_code_opens_nothing_for_whoever_stole_it": [31],
    f"{LAUNCH}:test_a_request_by_post_of_another_site_is_asked_again_as_a_link": [48, 49, 354],
    f"{LAUNCH}:test_the_person_lets_an_app_see_their_goals": [
        53, 73, 74, 75, 78, 85, 88, 149, 164, 168, 169, 170, 173,
    ],
    f"{LAUNCH}:test_a_no_sends_the_browser_back_with_a_no": [54],
    f"{LAUNCH}:test_state_and_issuer_come_back_as_they_were": [56, 57, 59],
    f"{SERVICES}:test_a_service_gets_a_token_for_ten_minutes": [
        84, 86, 87, 249, 253, 254, 255, 256, 258, 261, 297, 310, 335,
    ],
    f"{CALLING}:test_a_token_ends_after_ten_minutes": [77, 94, 265],
    f"{CALLING}:test_a_token_says_who_calls_by_which_app_and_how_far": [95, 136, 266],
    f"{LAUNCH}:test_an_app_that_may_stay_gets_its_next_token_by_itself": [
        89, 100, 101, 109, 110, 111, 112, 113, 114,
    ],
    f"{LAUNCH}:test_a_refresh_token_serves_only_the_app_it_was_given_to": [103],
    f"{LAUNCH}:test_at_a_refresh_scopes_shrink_and_never_grow": [104, 115],
    f"{LAUNCH}:test_a_supporter_lets_an_app_in_to_no_more_than_they_see_and_the_person_sees_it": [
        119,
    ],
    f"{LAUNCH}:test_an_app_for_work_reaches_what_staff_see_and_the_person_sees_that": [140],
    f"{SERVICES}:test_a_service_is_a_colleague_with_a_post": [142, 247],
    f"{SCOPES}:test_a_wildcard_stands_for_each_type_as_far_as_it_is_allowed": [144],
    f"{LAUNCH}:test_who_signed_in_is_signed_with_a_key_that_all_can_read": [
        198, 200, 205, 207, 209, 210,
    ],
    f"{SERVICES}:test_a_service_gets_no_more_than_it_is_registered_for": [241, 250, 251, 259],
    f"{LAUNCH}:test_an_app_asks_about_its_own_token_and_no_others": [
        271, 272, 273, 274, 275, 276, 277, 278, 279,
    ],
    f"{SERVICES}:test_a_set_of_keys_may_stand_at_an_address_of_the_app": [296, 339, 341, 342],
    f"{SERVICES}:test_new_keys_take_the_place_of_the_old_ones": [305],
    f"{SERVICES}:test_a_signed_statement_is_good_once": [336],
    f"{SERVICES}:test_a_statement_that_proves_nothing_gets_nothing": [337, 338, 340],
    f"{SERVICES}:test_a_service_may_not_show_a_secret_in_place_of_its_key": [344],
    f"{LAUNCH}:test_staff_open_an_app_from_somebodys_page": [352, 361],
}  # fmt: skip

NOT_MET = {
    "Hearth keeps no encounters.": [171, 351, 362, 364],
    "Nothing is sent that no app asked for: fhirContext, intent, styles, tenant.": [
        172, 174, 175, 176, 177, 178, 188, 194, 197, 360,
    ],
    "An app asks about its own tokens alone: one app is never told of another's.": [282, 283],
    "Apps keep no state here.": [371],
    "Hearth publishes no brands.": [
        396, 398, 400, 402, 403, 405, 409, 410, 412, 417, 418, 419, 421, 423, 430, 431, 432, 436,
    ],
}  # fmt: skip

ELSEWHERE = {
    "Who puts a site on the network gives it TLS; Hearth sends everybody to HTTPS.": [231],
    "Creating by update, batches and links between people: tests/integration/test_fhir*.py.": [
        123, 130, 139,
    ],
}  # fmt: skip


def shalls(folder: Path) -> set[int]:
    """The numbers of what a server SHALL do."""
    listed = folder / "requirements" / "smart_app_launch_test_kit_requirements.csv"
    with listed.open(encoding="utf-8-sig", newline="") as opened:
        return {
            int(row["ID"])
            for row in csv.DictReader(opened)
            if "Server" in row["Actors"] and row["Conformance"] in ("SHALL", "SHALL NOT")
        }


def test_every_shall_of_a_server_has_a_test_or_a_reason(shared_data: Path) -> None:
    said = {
        number for table in (MET, NOT_MET, ELSEWHERE) for all in table.values() for number in all
    }
    assert shalls(shared_data) <= said
    assert said <= shalls(shared_data)


def test_nothing_is_both_met_and_not_met() -> None:
    met = {number for all in MET.values() for number in all}
    assert not met & {number for all in NOT_MET.values() for number in all}


def test_every_test_that_is_named_is_there() -> None:
    for named in MET:
        room, _, name = named.partition(":")
        assert hasattr(import_module(room), name), named

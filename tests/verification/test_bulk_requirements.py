"""Each SHALL that Bulk Data Access 2.0 puts on a server: which test holds us to it, or why none.

The list is the one of HL7's own test kit. What is not met is said here, and in
docs/how-to/export-in-bulk.md.
"""

import csv
from importlib import import_module
from pathlib import Path

EXPORTS = "tests.integration.test_bulk_exports"

MET = {
    f"{EXPORTS}:test_a_machine_takes_all_of_those_it_may_know_of_and_of_nobody_else": [
        9, 12, 13, 14, 20, 22, 23, 24, 27, 63, 144, 145, 147, 148, 150, 151, 152, 154, 155, 156,
        157, 159, 160, 161, 162, 164, 165, 166, 168, 169, 170, 175, 178, 180, 181, 186, 191, 192,
        193, 202, 204, 206, 207, 208, 209, 226, 272, 273, 297, 300, 301,
    ],
    f"{EXPORTS}:test_only_a_machine_with_a_scope_of_the_system_exports": [5, 19, 303, 304],
    f"{EXPORTS}:test_a_file_holds_no_type_that_was_not_asked_for": [62, 109, 110],
    f"{EXPORTS}:test_since_leaves_out_what_is_older": [53, 59, 234, 254],
    f"{EXPORTS}:test_an_export_of_the_system_also_holds_what_is_nobodys": [
        28, 29, 111, 112, 223, 227, 299,
    ],
    f"{EXPORTS}:test_a_group_is_the_people_of_ones_own_service": [224, 249, 250, 298],
    f"{EXPORTS}:test_until_it_is_made_one_is_told_to_wait": [21, 132, 225, 229, 310],
    f"{EXPORTS}:test_what_was_taken_back_is_not_there_any_more": [122, 136, 137, 305, 306],
    f"{EXPORTS}:test_no_other_app_sees_an_export_or_its_files": [25, 210, 308, 309],
    f"{EXPORTS}:test_one_format_has_three_names": [47, 49, 51, 52, 231, 251, 274],
    f"{EXPORTS}:test_a_kick_off_by_post_asks_the_same": [85, 158],
    f"{EXPORTS}:test_a_parameter_said_twice_is_as_one_with_commas": [32],
}  # fmt: skip

NOT_MET = {
    "Hearth does not narrow an export by _elements, and says so.": [77],
    "Hearth does not know includeAssociatedData, and says so.": [92, 96, 97, 98, 99],
    "Hearth does not know _typeFilter, and says so.": [103, 117],
    "An export is whole or fails: there is no part that went wrong, and no file of errors.": [
        142, 143, 196,
    ],
    "Nothing is ever deleted here: things end by their status.": [187, 188, 189, 190],
    "The manifest has no extension.": [198, 199],
    "Papers are not attached by an address in exports; each needs the token as any read does.": [
        213, 214, 215, 216,
    ],
}  # fmt: skip

ELSEWHERE = {
    "Who puts a site on the network gives it TLS; Hearth sends everybody to HTTPS.": [2],
}


def shalls(folder: Path) -> set[int]:
    """The numbers of what a server of version 2 SHALL do."""
    listed = folder / "requirements" / "bulk_data_test_kit_requirements.csv"
    with listed.open(encoding="utf-8-sig", newline="") as opened:
        return {
            int(row["ID"])
            for row in csv.DictReader(opened)
            if row["Req Set"].endswith("_2.0.0")
            and "Server" in row["Actors"]
            and row["Conformance"] in ("SHALL", "SHALL NOT")
        }


def test_every_shall_of_a_server_has_a_test_or_a_reason(shared_data: Path) -> None:
    said = {
        number for table in (MET, NOT_MET, ELSEWHERE) for all in table.values() for number in all
    }
    assert shalls(shared_data) == said


def test_nothing_is_both_met_and_not_met() -> None:
    met = {number for all in MET.values() for number in all}
    assert not met & {number for all in NOT_MET.values() for number in all}


def test_every_test_that_is_named_is_there() -> None:
    for named in MET:
        room, _, name = named.partition(":")
        assert hasattr(import_module(room), name), named

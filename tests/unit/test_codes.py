"""Codes that open something: only their hash is kept."""

from hearth.core.codes import hashed


def test_a_code_is_kept_as_its_sha_256():
    # The example of FIPS 180-2, appendix B.1.
    assert hashed("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

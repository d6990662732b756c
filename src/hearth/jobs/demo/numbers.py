"""Made-up NHS numbers: only from the range that starts with 999, which is never given to anyone."""

from collections.abc import Iterator

STRIDE = 611_953  # has no factor in common with a million, so that each number comes once


def nhs_numbers() -> Iterator[str]:
    """Yield valid ten-digit numbers, always in the same order, about 909,000 of them."""
    for count in range(1_000_000):
        first = f"999{(count + 7) * STRIDE % 1_000_000:06d}"
        check = check_digit(first)
        if check is not None:
            yield f"{first}{check}"


def check_digit(first: str) -> int | None:
    """The tenth digit by modulus 11; None for nine digits that make no number."""
    total = sum(int(digit) * weight for digit, weight in zip(first, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return None if check == 10 else check

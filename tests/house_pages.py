"""What the tests of the pages of the House share: a small House, its pages, and rounds."""

from django.urls import reverse
from django.utils import timezone

from hearth.core.house.assessing import Rating
from hearth.records.house import changes
from tests.house import House, a_house, a_small_framework, an_assessment, answer_all
from tests.sharing import signed_in

LETTER = "letter-before"


def a_small_house(name: str = "Holmbeck") -> House:
    """A House of six elements, so that it is rated quickly: the letter, and one in each part."""
    made = a_house(name)
    changes.adapt(
        community=made.community, to=a_small_framework(), base_number=0, why="A start.",
        by=made.lead, at=timezone.now(),
    )  # fmt: skip
    return made


def rated(house: House, title: str = "Autumn", rating: Rating = Rating.NEARLY_THERE, **others):
    """An assessment that both voices have answered, and that is closed."""
    assessment = an_assessment(house, title, at=timezone.now())
    answer_all(house, assessment, rating, at=timezone.now(), **others)
    changes.close_assessment(assessment=assessment, by=house.lead, at=timezone.now())
    return assessment


def page(account, address: str, /, *args, **data) -> str:
    answer = signed_in(account).get(reverse(address, args=args), data)
    assert answer.status_code == 200
    return answer.content.decode()


def post(account, address: str, /, *args, **data):
    return signed_in(account).post(reverse(address, args=args), data)


def fields(code: str, **given: str) -> dict[str, str]:
    return {f"{code}-{name}": value for name, value in given.items()}

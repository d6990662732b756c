import pytest

from tests.near import an_activity
from tests.world import a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world(db):
    return a_world()


def test_anyone_can_read_what_is_near_without_a_sign_in(world, client):
    choir = an_activity(world)

    assert "Mill Lane Singers" in client.get("/near/").content.decode()
    assert "No need to read music" in client.get(f"/near/{choir.pk}/").content.decode()

"""The reading grade is what we say it is: known texts have known grades."""

import pytest

from tests.journeys.reading import assert_plain, grade, our_words, sentences, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("plan", 1), ("person", 2), ("conversation", 4), ("walked", 1), ("wanted", 2), ("Bibi’s", 2)],
)
def test_syllables_are_those_that_people_say(word, count):
    assert syllables(word) == count


def test_a_grade_is_the_published_formula():
    # 6 words, 1 sentence, 7 syllables: 0.39 x 6 + 11.8 x 7/6 - 15.59
    assert grade("The cat sat on the table.") == 0.52


def test_clinical_prose_is_graded_hard():
    text = "Multidisciplinary rehabilitation necessitates comprehensive individualised assessment."

    assert grade(text) > 20


def test_a_page_without_words_has_no_grade():
    assert grade("12 03 2027") == 0.0


def test_headings_labels_and_list_items_are_sentences():
    html = "<h1>Your plan</h1><ul><li>Walk more</li><li>Sleep well</li></ul><label>Name</label>"

    assert sentences(our_words(html)) == ["Your plan", "Walk more", "Sleep well", "Name"]


def test_the_persons_own_words_and_names_are_never_scored():
    html = (
        "<p>We keep <b>your</b> words.</p>"
        "<blockquote data-words><p>Antidisestablishmentarianism, <br>allegedly.</p></blockquote>"
        "<p data-name>Featherstonehaugh-Cholmondeley</p><p>All of them.</p>"
    )

    assert our_words(html) == "We keep your words.\nAll of them."


def test_scripts_drawings_and_numbers_are_left_out():
    html = "<script>anything</script><svg><title>Chart</title></svg><p>1 2 3</p><p>Go on</p>"

    assert our_words(html) == "Go on"


def test_a_page_that_is_too_hard_is_named_with_its_hardest_sentence():
    html = "<p>Please go on.</p><p>Administrative prioritisation necessitates documentation.</p>"

    with pytest.raises(AssertionError, match=r"grade .*\n.*Administrative prioritisation"):
        assert_plain(html)

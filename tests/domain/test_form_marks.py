"""Which fields of a form were touched, told by marks in its id."""

from bot.domain.form_marks import differing_fields, form_marks
from bot.render.custom_ids import MAX_CUSTOM_ID
from bot.render.desk_ids import SAVE, save_id

FORM = {"url": "https://a.example/x", "title": "Robots", "excerpt": "They walk.", "topics": ""}


def test_an_untouched_form_has_no_differing_fields():
    assert differing_fields(FORM, form_marks(FORM)) == ()


def test_each_field_is_told_from_others():
    changed = {**FORM, "title": "Robots walk", "topics": "AI"}
    assert differing_fields(changed, form_marks(FORM)) == ("title", "topics")


def test_spaces_that_discord_cuts_off_don_t_count():
    sent = {**FORM, "title": " Robots\r\n"}
    assert differing_fields(sent, form_marks(FORM)) == ()


def test_marks_of_another_form_say_nothing():
    assert differing_fields(FORM, form_marks({"url": ""})) == tuple(FORM)


def test_the_longest_id_of_a_form_fits():
    fields = dict.fromkeys("abcde", "x" * 4000)
    custom_id = save_id("main", 10**17, form_marks(fields))
    assert len(custom_id) <= MAX_CUSTOM_ID
    assert SAVE.fullmatch(custom_id)["marks"] == form_marks(fields)

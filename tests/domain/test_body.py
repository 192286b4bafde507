"""The sections of a body, without what the site put around it."""

from pathlib import Path

import pytest

from bot.domain.article import Section
from bot.domain.body import body_text, read_sections
from bot.domain.boilerplate import is_author_note, is_boilerplate

SEED = next((Path(__file__).parents[2] / "seeds").glob("001*"))


def test_the_seed_has_its_labelled_sections_with_their_bullets():
    sections, repaired = read_sections(SEED.read_text())
    assert [s.label for s in sections] == ["", "Why it matters", "Details", "Context"]
    assert [len(s.paragraphs) for s in sections] == [1, 1, 1, 1]
    assert [len(s.bullets) for s in sections] == [0, 2, 5, 2]
    assert sections[1].paragraphs[0].startswith("Facial recognition has become part of everyday")
    assert sections[3].bullets[0].startswith("For example, a password can be changed")
    assert repaired == 0


@pytest.mark.parametrize("dropped", ["Udemans", "Leave a", "Akismet", "•"])
def test_the_boilerplate_of_the_seed_is_dropped(dropped):
    assert dropped in SEED.read_text()
    assert dropped not in body_text(read_sections(SEED.read_text())[0])


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("", ()),
        ("One.\n\nTwo.", (Section("", ("One.", "Two.")),)),
        ("- a\n* b\n• c\n·d", (Section("", (), ("a", "b", "c", "d")),)),
        ("-dash stays", (Section("", ("-dash stays",)),)),
        ("Why it matters: because.", (Section("Why it matters", ("because.",)),)),
        ("The firm said: no.", (Section("", ("The firm said: no.",)),)),
        ("A far too long label here: no.", (Section("", ("A far too long label here: no.",)),)),
        ("Label:\nnext", (Section("", ("Label:", "next")),)),
        ("Time 10:30 today", (Section("", ("Time 10:30 today",)),)),
        ("- Why: a bullet", (Section("", (), ("Why: a bullet",)),)),
    ],
)
def test_paragraphs_labels_and_bullets(text, sections):
    assert read_sections(text) == (sections, 0)


def test_repaired_lines_are_counted_and_boilerplate_is_not():
    sections, repaired = read_sections("It&#39;s one.\nworldâ€™s\nLeave a comment&nbsp;\nclean")
    assert body_text(sections) == "It's one.\nworld’s\nclean"
    assert repaired == 2


def test_closing_notes_go_and_an_article_that_is_but_one_stays():
    note = "Jane Doe is a senior reporter at Site."
    assert body_text(read_sections(f"Text.\n{note}\nJohn Roe was an editor.")[0]) == "Text."
    assert body_text(read_sections(f"{note}\nText.")[0]) == f"{note}\nText."
    assert body_text(read_sections(f"{note}\n{note}")[0]) == note
    assert body_text(read_sections(f"Text.\n- {note}")[0]) == f"Text.\n{note}"


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "3 Comments",
        "Share this article",
        "ADVERTISEMENT",
        "Read more:",
        "Subscribe to our newsletter",
        "© 2019 Site",
        "Copyright (c) 2019 Site",
        "Your email address will not be published. Required fields are marked *",
        "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
    ],
)
def test_furniture_is_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Comments by the minister drew criticism.",
        "Share prices fell.",
        "Sharing data is risky.",
        "Subscribers left the service.",
        "The related work is long.",
        "Printing money",
        "Copyright law changed in 2019.",
    ],
)
def test_sentences_are_no_boilerplate(line):
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    ("paragraph", "is_note"),
    [
        (
            "Christopher Udemans is TechNode's former Shanghai-based data and graphics reporter.",
            True,
        ),
        ("Jane O’Neill was the paper's editor.", True),
        ("The city is full of reporters.", False),
        ("Sensetime is the world’s most valuable firm.", False),
    ],
)
def test_author_notes(paragraph, is_note):
    assert is_author_note(paragraph) is is_note

"""The cards and forms of an article that is being added, whatever its page says of itself."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.article import Article, Image
from bot.domain.article_draft import (
    LONGEST_EXCERPT,
    LONGEST_TITLE,
    LONGEST_TOPIC,
    MOST_TOPICS,
    ArticleDraft,
    ArticleForm,
    clean_line,
    read_form,
)
from bot.domain.article_preview import STATED, Addition, Preview, draft_of_page
from bot.domain.desk_act import ActKind, DeskAct, Press, Reason, Refusal
from bot.domain.desk_outcome import DeskArticle, Done, Refused
from bot.domain.draft_details import DetailsForm, read_details
from bot.domain.newsroom import Newsroom
from bot.domain.page import PageMetadata
from bot.domain.url import read_address
from bot.render.act_card import act_card
from bot.render.addition_cards import (
    READ_AGAIN,
    addition_card,
    cancelled_card,
    links_card,
    related_card,
)
from bot.render.article_forms import article_form, details_form
from bot.render.article_preview import picture_url
from bot.render.desk_ids import add_details_id, add_form_id
from bot.render.limits import broken_limits
from bot.render.page_account import addresses_in, shown_address
from bot.render.text import plain, width

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAME = "x" * 32
PING = "@everyone <@1> <@&2> <#3> </add:4> @here "
FORGED = "[click](https://evil.example) <https://evil.example> https://evil.example `https://e.x/` "
TURNED = "\u202egnp.exe\u2066 \u200b\u200d Z" + "\u0301" * 40
LONG = (PING + FORGED + TURNED + "**__~~||`#>```") * 30
NEAR = "https://evil.example/story"
FAR = "https://evil.example/" + "(x)[y]_" * 280
OURS = re.compile(r"<t:-?\d+:[DRf]>")


def draft(text=LONG, url=FAR):
    return ArticleDraft(
        key=url,
        url=url,
        title=text[:LONGEST_TITLE],
        published=NOW,
        excerpt=text[:LONGEST_EXCERPT],
        provider=text[:100],
        domain=text[:100],
        topics=tuple(f"{number} {text}"[:LONGEST_TOPIC] for number in range(MOST_TOPICS)),
        kind="video",
        locale=text[:15],
        image=Image("https://evil.example/" + "i" * 2000, title=text),
    )


def told(number, text=LONG):
    return Article(10**17 + number, NEAR, text, text, text, text, NOW)


def page(verdict="paywall", *, origins=()):
    return PageMetadata(FAR, "evil.example", verdict, origins=origins)


def preview(text=LONG, url=FAR):
    articles = tuple(told(number, text) for number in range(4))
    offered = tuple(f"{number} {text}"[:LONGEST_TOPIC] for number in range(25))
    return Preview(draft(text, url), offered, articles, articles)


def known(**fields):
    return DeskArticle(10**18 - 1, draft(), 10**19, **fields)


PLACES = ("JSON-LD", "OpenGraph", "meta", "markup", "address", "meta")
SCATTERED = tuple(zip(STATED, PLACES, strict=True))
TYPED = ArticleForm(*[LONG] * 6)
TYPED_DETAILS = DetailsForm(*[LONG] * 4)
FAULTS = read_form(TYPED, now=NOW)
ADDITIONS = {
    "found": Addition(FAR, preview(), page(origins=SCATTERED)),
    "found near": Addition(NEAR, preview(url=NEAR), page(origins=SCATTERED)),
    "says nothing": Addition(FAR, preview(), page("page")),
    "typed": Addition(FAR, preview()),
    "update": Addition(FAR, preview("new"), page(origins=SCATTERED), known(), is_update=True),
    "known": Addition(FAR, known=known(is_edited=True)),
    "retracted": Addition(FAR, known=known(retraction=LONG)),
    "removed": Addition(FAR, known=known(is_removed=True)),
    "not an article": Addition(FAR, page=page("missing")),
    "not an address": Addition(LONG),
    "faults": Addition(FAR, typed=TYPED, faults=FAULTS),
    "faults of details": Addition(
        FAR,
        preview(),
        typed_details=TYPED_DETAILS,
        faults=read_details(TYPED_DETAILS, base=draft()),
    ),
    "empty": Addition("", Preview(replace(draft(""), topics=(), image=None, domain=""))),
}


HERE, EVERYWHERE = Newsroom(7), Newsroom(7, is_trusted=True)


def shown(name, newsroom=HERE):
    return addition_card(ADDITIONS[name], preview_id=NAME, newsroom=newsroom, notes=[READ_AGAIN])


@pytest.mark.parametrize("newsroom", [HERE, EVERYWHERE])
@pytest.mark.parametrize("name", ADDITIONS)
def test_every_card_fits(name, newsroom):
    assert broken_limits(shown(name, newsroom).to_components()) == []


@pytest.mark.parametrize("name", ADDITIONS)
def test_the_topics_of_a_card_are_options_that_discord_takes(parts, name):
    for select in (part for part in parts(shown(name)) if part["type"] == 3):
        values = [option["value"] for option in select["options"]]
        assert 0 < len(values) <= 25
        assert len(set(values)) == len(values)
        assert all(0 < width(value) <= 100 for value in values)
        chosen = [option for option in select["options"] if option.get("default")]
        assert len(chosen) <= select["max_values"] <= len(values)


@pytest.mark.parametrize("name", ADDITIONS)
def test_nothing_pings_links_or_turns_text_around(text_of, name):
    assert_harmless(text_of(shown(name)))


def assert_harmless(markdown):
    """But for our own times and addresses, every sign that Discord reacts to is escaped."""
    left = markdown
    for address in addresses_in(markdown):
        left = left.replace(f"`{address}`", "")
    left = OURS.sub("", left)
    unescaped = re.sub(r"\\.", "", left)
    assert not re.search(r"[@<>\[\]`]|https?:|\|\||~~|__", unescaped), unescaped
    assert not re.search("@(everyone|here)", left, re.IGNORECASE)
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", left)
    assert "\u0301" * 5 not in left


@pytest.mark.parametrize("name", [name for name in ADDITIONS if "faults" not in name])
def test_the_address_to_read_again_is_the_first_on_the_card(text_of, name):
    addition = ADDITIONS[name]
    url = addition.preview.draft.url if addition.preview else addition.url
    expected = [url] if shown_address(url) else []
    assert addresses_in(text_of(shown(name)))[:1] == expected


FORMS = {name: ADDITIONS[name].form for name in ADDITIONS}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_fits(name):
    assert_takes(article_form(add_form_id(NAME), "Bring an article up to date", FORMS[name]))


@pytest.mark.parametrize("details", [DetailsForm(), TYPED_DETAILS])
def test_the_second_form_fits(details):
    assert_takes(details_form(add_details_id(NAME), "More of the article", details))


def assert_takes(modal):
    payload = modal.to_dict()
    assert 1 <= width(payload["title"]) <= 45
    assert len(payload["custom_id"]) <= 100
    assert 1 <= len(payload["components"]) <= 5
    for label in payload["components"]:
        assert 1 <= width(label["label"]) <= 45
        assert width(label.get("description") or "") <= 100
        field = label["component"]
        value = field.get("value") or ""
        assert width(value) <= field.get("max_length", 4000) <= 4000
        assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", value)


def test_the_links_of_a_message_fit_and_read_back(text_of):
    urls = [read_address(f"https://evil.example/{number}{'y' * 1500}").shown for number in range(9)]
    for given in (urls, [f"https://x.example/{number}" for number in range(30)]):
        card = links_card(given)
        assert broken_limits(card.to_components()) == []
        read = addresses_in(text_of(card))
        assert read == given[: len(read)]
        assert read


def test_an_act_with_its_binding_fits():
    act = DeskAct(10**9, ActKind.ADD, Press(10**19, NOW, LONG, "t"), ())
    done = Done(10**19, act, known())
    bindings = [
        Done(10**19, replace(act, number=10**9 + 1)),
        *(Refused(7, Refusal(reason, act), known()) for reason in Reason),
    ]
    for binding in bindings:
        assert broken_limits(related_card(done, binding).to_components()) == []
    assert broken_limits(act_card(done).to_components()) == []
    assert broken_limits(cancelled_card().to_components()) == []


@pytest.mark.parametrize(
    ("url", "is_shown"),
    [
        ("https://pictures.example/x.jpg", True),
        ("http://93.184.215.14/x.jpg", True),
        ("http://10.0.0.1/x.jpg", False),
        ("http://127.0.0.1/x.jpg", False),
        ("http://169.254.169.254/x.jpg", False),
        ("http://localhost/x.jpg", False),
        ("javascript:alert(1)", False),
        ("https://me@pictures.example/x.jpg", False),
        ("https://pictures.example/" + "x" * 3000, False),
    ],
)
def test_only_pictures_of_the_public_web_are_shown(url, is_shown):
    assert (picture_url(replace(draft(), image=Image(url))) is not None) == is_shown


SIGNS = [
    *"@<>[]()*_~`|#:\\-+.0aZ \n\t",
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u0301", "\u3164", "\U0001f469", "\ud800", "\uffff"),
    *(
        "https://evil.example",
        "javascript:",
        "<@1>",
        "<@&1>",
        "@everyone",
        "@here",
        "[a](https://b.c)",
    ),
    *("```", "<t:1:R>", "<:a:1>", "</b:2>", "-# ", "# ", "> ", "1. ", "discord.gg/x", "é", "漢"),
]


def test_ten_thousand_fuzzed_titles_and_addresses_break_no_card(text_of):
    chance = random.Random(6)  # noqa: S311 - not for secrets
    for _ in range(10_000):
        title, excerpt = (fuzz(chance, most) for most in (40, 60))
        url = f"https://{fuzz(chance, 3)}evil.example/{fuzz(chance, 20)}"
        said = PageMetadata(url, "evil.example", title=title, excerpt=excerpt, provider=title)
        found = draft_of_page(said, now=NOW)
        addition = (
            Addition(url, page=said) if found is None else Addition(url, Preview(found), said)
        )
        card = addition_card(addition, preview_id=NAME, newsroom=HERE)
        assert broken_limits(card.to_components()) == [], (title, url)
        assert_harmless(text_of(card))


def fuzz(chance, most):
    return "".join(chance.choices(SIGNS, k=chance.randrange(most)))


def test_what_fills_a_form_comes_back_as_it_was():
    shown_title = plain(clean_line(LONG[:LONGEST_TITLE]))
    form = article_form(add_form_id(NAME), "x", ArticleForm(title=shown_title))
    (field,) = [
        label["component"]
        for label in form.to_dict()["components"]
        if label["component"]["custom_id"] == "title"
    ]
    assert field["value"] == shown_title

"""The owner's five documents, loaded."""

import itertools
import random
from pathlib import Path

import pytest

from bot.domain.load_report import LoadReport
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store


async def article(ask, words):
    return (await ask(words)).hits[0].article


async def test_the_seeds_are_four_articles_and_seven_related_ones(load, seeds):
    assert await load(seeds) == LoadReport(
        files=5, articles=4, related=7, added=11, updated=0, unchanged=0, repaired=1
    )


async def test_loading_them_again_changes_nothing(load, seeds, path):
    await load(seeds)
    before = path.read_bytes()
    assert await load(seeds) == LoadReport(
        files=5, articles=4, related=7, added=0, updated=0, unchanged=11, repaired=0
    )
    assert path.read_bytes() == before


@pytest.mark.usefixtures("archive")
async def test_the_excerpt_of_the_first_is_mended(ask):
    first = await article(ask, "sensetime consortium")
    assert "Sensetime, the world’s most ..." in first.excerpt
    assert "â" not in first.excerpt


@pytest.mark.usefixtures("archive")
async def test_typographic_quotes_stay(rows):
    (bodies,) = rows("SELECT body FROM articles WHERE body <> '[]'")
    assert "“healthier” development" in bodies[0]
    assert "China’s eastern" in bodies[0]


@pytest.mark.usefixtures("archive")
async def test_the_plain_text_is_the_body_of_the_first_with_its_sections(ask, rows):
    assert len(rows("SELECT id FROM articles WHERE body <> '[]'")) == 1
    body = (await article(ask, "sensetime consortium")).body
    assert [section.label for section in body] == ["", "Why it matters", "Details", "Context"]
    assert [len(section.bullets) for section in body] == [0, 2, 5, 2]
    text = repr(body)
    for boilerplate in ("Udemans", "Leave a", "Akismet"):
        assert boilerplate not in text


async def test_the_publishers_secret_is_stored_nowhere(load, seeds, path):
    await load(seeds)
    secrets = [
        line.split('"')[1].encode()
        for file in seeds.iterdir()
        for line in file.read_text().splitlines()
        if line.startswith("secured:")
    ]
    assert secrets
    files = list(path.parent.iterdir())
    assert any(file.name.endswith("-wal") and file.stat().st_size for file in files)
    for file in files:
        data = file.read_bytes()
        assert b"secured" not in data
        for secret in secrets:
            assert secret[:24] not in data
            assert secret[-24:] not in data


async def loaded(folder, files, *, at_once):
    async with open_store(folder / "news.db") as store:
        for batch in [files] if at_once else [[file] for file in files]:
            await load_corpus(store, batch)
    return folder / "news.db"


@pytest.mark.parametrize("at_once", [True, False])
async def test_no_order_of_files_changes_the_archive(seeds, tmp_path, contents_of, at_once):
    orders = list(itertools.permutations(sorted(seeds.iterdir())))
    some = [orders[0], orders[-1], *random.Random(7).sample(orders, 4)]  # noqa: S311 - no secret
    archives = []
    for number, order in enumerate(some):
        folder = tmp_path / str(number)
        archives.append(contents_of(await loaded(folder, order, at_once=at_once)))
    assert len(archives[0][0]) == 11
    assert all(archive == archives[0] for archive in archives)


FIRST_HITS = [
    ("sensetme consortum", "Sensetime-led consortium"),
    ("wildlife park lawsuit professor", "Sensetime-led consortium"),
    ("face biometric standards", "China pushes standards for face biometric"),
    ("how china is seting the rules", "From AI to facial recognition: how China is setting"),
    ("lockport guns", "For now, Lockport wants facial recognition"),
]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(("words", "title"), FIRST_HITS)
async def test_the_first_hit(titles, words, title):
    assert (await titles(words))[0].startswith(title)


@pytest.mark.usefixtures("archive")
async def test_facial_recognition_finds_the_owners_four_first(ask):
    hits = (await ask("facial recognition", limit=10)).hits
    assert sum(hit.article.has_file for hit in hits) == 4
    assert len(hits) == 10


@pytest.mark.usefixtures("archive")
async def test_related_only_articles_take_the_topics_of_their_parents(ask):
    lockport = await article(ask, "lockport guns")
    assert not lockport.has_file
    assert lockport.topics == ("AI", "Natural Language Processing")
    assert lockport.topics_inferred
    own = await article(ask, "sensetime consortium")
    assert not own.topics_inferred


def test_the_seeds_are_those_of_the_owner():
    assert len(list((Path(__file__).parents[2] / "seeds").glob("*.txt"))) == 5

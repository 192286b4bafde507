"""A reload makes the archive state what the folder states, unless the folder is surely broken."""

import shutil

import pytest

from bot.errors import MissingPathError, ShrunkenCorpusError
from bot.services.load_corpus import load_corpus
from bot.services.reload_corpus import reload_corpus


@pytest.fixture
def reload(store, corpus):
    async def run(*paths):
        return await reload_corpus(store, paths or [corpus])

    return run


@pytest.fixture
async def ten(load, write):
    """The paths of ten loaded documents."""
    paths = [write(f"story-{number}") for number in range(10)]
    await load()
    return paths


@pytest.fixture
def stored(rows):
    """Everything that a load changes."""
    return lambda: [
        rows(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 - named here
        for table in ("articles", "files", "faults", "statements", "mentions", "postings")
    ]


def spoil_gone(path):
    path.unlink()


def spoil_bytes(path):
    path.write_bytes(bytes(range(256)) * 40)


def spoil_empty(path):
    path.write_bytes(b"")


def spoil_text(path):
    path.write_text("Lorem ipsum dolor sit amet.\n" * 50)


def spoil_yaml(path):
    path.write_text("---\ntitle: [[[[\n---\n")


SPOILS = [spoil_gone, spoil_bytes, spoil_empty, spoil_text, spoil_yaml]


async def test_what_is_new_changed_and_gone_is_taken_in(ten, reload, write, titles):
    write("story-0", title="Zebra")
    write("story-10", title="Yak")
    ten[1].unlink()
    report = await reload()
    assert (report.articles, report.added, report.updated) == (10, 1, 1)
    assert await titles("zebra") == ["Zebra"]


@pytest.mark.parametrize("spoil", SPOILS)
async def test_a_corpus_of_which_most_is_spoilt_changes_nothing(ten, reload, stored, spoil):
    before = stored()
    for path in ten[:6]:
        spoil(path)
    with pytest.raises(ShrunkenCorpusError, match=r"6 of the 10 files .* `newsdesk load --prune"):
        await reload()
    assert stored() == before


@pytest.mark.parametrize("spoil", SPOILS)
async def test_a_corpus_of_which_half_is_spoilt_is_loaded(ten, reload, spoil):
    """What can't be taken keeps what it stated; what is gone or is none any more goes."""
    for path in ten[:5]:
        spoil(path)
    keeps = spoil not in (spoil_gone, spoil_text)
    assert (await reload()).articles == (10 if keeps else 5)


async def test_another_corpus_in_its_place_changes_nothing(ten, reload, write, stored):
    before = stored()
    for path in ten:
        path.unlink()
    for number in range(30):
        write(f"other-{number}")
    with pytest.raises(ShrunkenCorpusError):
        await reload()
    assert stored() == before


@pytest.mark.usefixtures("ten")
async def test_a_folder_that_is_not_there_changes_nothing(corpus, reload, stored):
    before = stored()
    shutil.rmtree(corpus)
    with pytest.raises(MissingPathError):
        await reload()
    assert stored() == before


async def test_what_is_refused_can_be_had_by_pruning(ten, reload, store, corpus):
    for path in ten:
        path.unlink()
    with pytest.raises(ShrunkenCorpusError):
        await reload()
    assert (await load_corpus(store, [corpus], prune=True)).articles == 0


@pytest.mark.usefixtures("ten")
async def test_articles_of_other_folders_stay(reload, load, write, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write("far").rename(elsewhere / "far")
    await load(elsewhere)
    assert (await reload()).articles == 11


async def test_a_corpus_is_loaded_into_an_empty_archive_whatever_it_is(reload, write, corpus):
    write("story")
    for number in range(9):
        (corpus / str(number)).write_text("no front matter at all")
    assert (await reload()).articles == 1

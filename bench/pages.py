"""What is read from pages, beside trafilatura: title, excerpt, time, image, canonical address.

    python bench/pages.py [--wrong]

Over the pages of tests/domain/pages, made after the ways publishers mark up; what is right stands
in the table beside them. `--wrong` lists what each reads wrongly. trafilatura knows days and no
hours, so the column `day` compares days; `time` asks for the moment. On pages that stand in the
place of others (consent, not found, errors), counted apart, right is to read nothing.
"""

import argparse
import logging
import statistics
import time
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import trafilatura
from figures import print_table
from trafilatura.metadata import extract_metadata

from bot.domain.page_reading import read_page

PAGES = Path(__file__).parent.parent / "tests" / "domain" / "pages"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COLUMNS = ("title", "excerpt", "day", "time", "image", "canonical")
Row = Mapping[str, str]
Found = dict[str, str]


def ours(body: bytes, row: Row) -> Found:
    page = read_page(
        body, url=row["url"], asked=row.get("asked", ""), charset=row.get("charset", ""), now=NOW
    )
    moment = page.published.isoformat() if page.published else ""
    return {
        "title": page.title,
        "excerpt": page.excerpt,
        "day": moment[:10],
        "time": moment,
        "image": page.image.url if page.image else "",
        "canonical": page.canonical_url,
    }


def theirs(body: bytes, row: Row) -> Found:
    tree = trafilatura.load_html(body)
    if tree is None:
        return dict.fromkeys(COLUMNS, "") | {"canonical": row["url"]}
    page = extract_metadata(tree, default_url=row["url"])
    return {
        "title": page.title or "",
        "excerpt": page.description or "",
        "day": page.date or "",
        "time": f"{page.date}T00:00:00+00:00" if page.date else "",
        # It gives an image as it is written; whoever uses it will resolve it.
        "image": urljoin(row["url"], page.image) if page.image else "",
        "canonical": page.url or row["url"],
    }


def wanted(row: Row) -> Found:
    published = row.get("published", "")
    moment = datetime.fromisoformat(published).isoformat() if published else ""
    return {
        "title": row.get("title", ""),
        "excerpt": row.get("excerpt", ""),
        "day": moment[:10],
        "time": moment,
        "image": row.get("image", ""),
        "canonical": row.get("canonical", row["url"]),
    }


def measure(
    read: Callable[[bytes, Row], Found], rows: list[Row]
) -> tuple[dict[str, list[str]], float]:
    """The wrong readings of each column, and the median milliseconds a page."""
    wrong: dict[str, list[str]] = {column: [] for column in COLUMNS}
    spent = []
    for row in rows:
        body = (PAGES / row["file"]).read_bytes()
        read(body, row)
        start = time.perf_counter()
        found = read(body, row)
        spent.append((time.perf_counter() - start) * 1000)
        for column, want in wanted(row).items():
            if found[column] != want:
                wrong[column].append(f"{row['file']}: {found[column]!r}, not {want!r}")
    return wrong, statistics.median(spent)


def compare(title: str, rows: list[Row], *, is_listing: bool) -> None:
    """Print how many of the rows each reads rightly."""
    lines = []
    for name, read in READERS.items():
        wrong, spent = measure(read, rows)
        right = (len(rows) - len(wrong[column]) for column in COLUMNS)
        lines.append([name, *map(str, right), f"{spent:.1f}"])
        for column in COLUMNS if is_listing else ():
            print(f"{name}, {column}:", *wrong[column], sep="\n  ")
    print(f"\n{title}: {len(rows)}")
    print_table(["right of them", *COLUMNS, "ms a page"], lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wrong", action="store_true", help="list what is read wrongly")
    is_listing = options.parse_args().wrong
    # trafilatura logs each page it finds fault with.
    logging.disable(logging.ERROR)
    rows = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))["page"]
    rows = [row for row in rows if "media" not in row]
    to_read = [row for row in rows if row.get("verdict", "page") in ("page", "paywall")]
    compare("Pages to read", to_read, is_listing=is_listing)
    compare("With those that stand in another's place", rows, is_listing=False)


READERS = {"Newsdesk": ours, f"trafilatura {trafilatura.__version__}": theirs}

if __name__ == "__main__":
    main()

"""What operators watch with asks for metrics that there are, and every metric is described."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.domain.vitals import Vitals
from bot.telemetry.health import Health
from bot.telemetry.metrics import Metrics

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
NAME = re.compile(r"\bnewsdesk_[a-z_]+")
# What Prometheus makes of a histogram's and a counter's name.
MADE = re.compile(r"_(bucket|count|sum|total|created)$")


@pytest.fixture(scope="module")
def described():
    """The names of all metrics, as Prometheus is told of them."""
    metrics, now = Metrics(), datetime.now(UTC)
    health = Health(metrics, now=now)
    health._collector.vitals, health._collector.read_at = Vitals(), now
    return {family.name for family in metrics.registry.collect()}


def asked(text):
    return {MADE.sub("", name) for name in NAME.findall(text)}


def test_the_dashboard_asks_for_metrics_that_there_are(described):
    panels = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
    expressions = [target["expr"] for panel in panels for target in panel["targets"]]
    assert len(expressions) >= 20
    assert {name for each in expressions for name in asked(each)} <= described


def test_the_alerts_ask_for_metrics_that_there_are(described):
    groups = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert {name for rule in rules for name in asked(rule["expr"])} <= described
    assert all(rule["annotations"]["summary"] for rule in rules)


def test_every_metric_stands_in_the_operators_page_and_no_other(described):
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(newsdesk_[a-z_]+)", page, re.MULTILINE))
    assert {MADE.sub("", name) for name in rows} == described


def test_panels_do_not_lie_over_each_other():
    panels = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))

"""The stored model of topics and what it makes of a text."""

import math
from array import array
from dataclasses import replace

import pytest

from bot.domain.topic_evidence import Blend
from bot.domain.topic_model import TopicModel, decode_model, most_words, quantised
from bot.domain.topic_text import read_topic_text

SCALES, WEIGHTS = quantised([[2.54, -1.27, 0.0], [0.0, 0.5, 1.0]])
MODEL = TopicModel(
    topics=("Robots", "Säfety 🤖"),
    thresholds=(0.3, 0.4),
    biases=(-1.0, -2.0),
    scales=SCALES,
    blend=Blend(1.0, 2.0, 3.0, 4.0),
    words={"robot": 0, "law": 1, "дрон": 2},
    idfs=array("f", [1.0, 2.0, 3.0]),
    weights=WEIGHTS,
)


def likely(title, excerpt=""):
    return MODEL.probabilities(read_topic_text(title, excerpt))


def test_a_model_is_read_as_it_was_written():
    assert decode_model(MODEL.encode()) == MODEL


def test_weights_are_kept_to_a_hundredth_of_the_greatest():
    restored = [weight * scale for weight, scale in zip(WEIGHTS[::2], [SCALES[0]] * 3, strict=True)]
    assert restored == pytest.approx([2.54, -1.27, 0.0], abs=0.011)


def test_one_known_word_weighs_what_it_was_given():
    assert likely("robot")["Robots"] == pytest.approx(1 / (1 + math.exp(1.0 - 2.54)), abs=0.01)


def test_a_text_without_known_words_is_as_likely_as_any():
    assert likely("something else")["Robots"] == pytest.approx(1 / (1 + math.exp(1.0)))


def test_words_of_any_script_are_known():
    assert likely("Дрон")["Säfety 🤖"] > likely("robot")["Säfety 🤖"]


def test_a_model_of_another_version_is_none():
    other = MODEL.encode().replace(b'"format":1', b'"format":9')
    assert decode_model(other) is None


@pytest.mark.parametrize("topics", [1, 15, 200])
def test_a_model_stays_under_a_megabyte(topics):
    words = [f"word{number}" for number in range(most_words(topics))]
    large = replace(
        MODEL,
        topics=tuple(f"Topic {number}" for number in range(topics)),
        thresholds=(1 / 3,) * topics,
        biases=(1 / 3,) * topics,
        scales=(1 / 3,) * topics,
        words={word: at for at, word in enumerate(words)},
        idfs=array("f", [1.0]) * len(words),
        weights=array("b", [1]) * (len(words) * topics),
    )
    assert len(large.encode()) < 1_000_000

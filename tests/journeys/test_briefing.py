"""A member is briefed, as they see it in Discord."""

import pytest


@pytest.fixture
def brief(alice, channel, read):
    """Type /briefing as Alice; returns the card she gets."""

    async def brief(topic=None, **options):
        asked = {"topic": topic} if topic else {}
        return read((await alice.slash(channel, "briefing", **asked, **options)).response)

    return brief


async def test_a_briefing_on_a_topic_is_a_card_for_the_asker_alone(brief):
    card = await brief("computer vision")
    print(card.text, card.labels)
    assert card.text.startswith("## Briefing: Computer Vision\n")
    assert card.message.ephemeral

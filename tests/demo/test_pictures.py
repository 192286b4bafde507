"""Stand-ins for pictures that the demo must not fetch."""

from bot.demo.pictures import draw_placeholder, picture_urls


def test_pictures_are_found_in_nested_components_and_embeds() -> None:
    card = {"components": [{"accessory": {"type": 11, "media": {"url": "https://a.example/1"}}}]}
    embed = {"embeds": [{"image": {"url": "http://b.example/2"}, "url": "https://c.example"}]}
    assert list(picture_urls([card, embed])) == ["https://a.example/1", "http://b.example/2"]


def test_an_uploaded_picture_needs_no_stand_in() -> None:
    assert list(picture_urls({"image": {"url": "attachment://chart.png"}})) == []


def test_the_stand_in_is_a_png() -> None:
    assert draw_placeholder().startswith(b"\x89PNG\r\n\x1a\n")

"""Which text a page's bytes are, declared rightly, wrongly or not at all."""

import pytest

from bot.domain.page_charset import decode_page

HEAD = "<!doctype html><html{lang}><head><title>x</title></head><body class=a><p>"
TEXTS = {
    "ja": "人工知能が新聞社の編集室に入った。記者たちはその影響について話している。",
    "fr": "L’économie française: «été» où ça — naïve déjà vu, forêt",
    "de": "Größere Städte prüfen künstliche Intelligenz für Bürger",
    "ru": "Искусственный интеллект пришёл в редакцию новостей, и журналисты спорят о нём.",
    "zh": "人工智能进入新闻编辑室，记者们讨论其影响。人工智能进入新闻编辑室。",
    "ko": "인공지능이 뉴스 편집실에 들어왔다. 기자들은 그 영향을 논의한다.",
    "el": "Η τεχνητή νοημοσύνη μπήκε στη σύνταξη των ειδήσεων",
}
CASES = [
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("ja", "iso-2022-jp"),
    ("fr", "windows-1252"),
    ("de", "windows-1252"),
    ("ru", "windows-1251"),
    ("zh", "gb18030"),
    ("ko", "euc-kr"),
    ("el", "windows-1253"),
]


def written(language, encoding, *, head=HEAD, lang=True):
    opening = head.replace("{lang}", f" lang={language}" if lang else "")
    return (opening + TEXTS[language] * 3).encode(encoding)


@pytest.mark.parametrize(("language", "encoding"), CASES)
@pytest.mark.parametrize("header", ["", "utf-8", "no-such-charset"])
def test_undeclared_or_wrongly_declared_a_language_leads_to_its_charset(language, encoding, header):
    assert TEXTS[language] in decode_page(written(language, encoding), header)


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_the_headers_charset_is_taken(language, encoding):
    body = written(language, encoding, lang=False)
    assert TEXTS[language] in decode_page(body, encoding)


@pytest.mark.parametrize(("language", "encoding"), CASES)
@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="{}">',
        "<META http-equiv='Content-Type' content='text/html; charset={}'>",
        '<!-- <meta charset="utf-7"> --><meta charset={}>',
    ],
)
def test_the_metas_charset_is_taken(language, encoding, meta):
    head = f"<!doctype html><html><head>{meta.format(encoding)}<p>"
    assert TEXTS[language] in decode_page(written(language, encoding, head=head))


@pytest.mark.parametrize(("language", "encoding"), [case for case in CASES if case[0] != "ko"])
def test_without_any_hint_it_is_guessed(language, encoding):
    assert TEXTS[language] in decode_page(written(language, encoding, lang=False))


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "shift_jis", "us-ascii"])
def test_utf_8_is_known_whatever_is_declared(label):
    assert TEXTS["fr"] in decode_page(written("fr", "utf-8"), label)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_outweighs_the_header(encoding):
    assert TEXTS["fr"] in decode_page(written("fr", encoding), "windows-1252")


def test_a_declaration_of_xml_is_taken():
    body = written("ru", "koi8-r", head='<?xml version="1.0" encoding="koi8-r"?><html><p>')
    assert TEXTS["ru"] in decode_page(body)


def test_utf_8_with_a_few_broken_bytes_stays_utf_8():
    body = written("ja", "utf-8") + b"<p>\xff\xfe advertisement"
    assert TEXTS["ja"] in decode_page(body, "utf-8")


def test_a_text_cut_inside_a_character_is_utf_8():
    assert TEXTS["ja"] in decode_page(written("ja", "utf-8")[:-1])


@pytest.mark.parametrize("body", [b"", b"\xff", b"\x1b$", b"\x1b$\x1b(\x1b$!", b"\xef\xbb\xbf"])
def test_any_bytes_are_some_text(body):
    assert isinstance(decode_page(body, "utf-16"), str)

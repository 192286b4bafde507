"""Server-side request forgery: no spelling, name or redirect reaches what is not public."""

import random
from ipaddress import ip_network

import pytest

from bot.errors import (
    PageAddressError,
    PageError,
    PrivateAddressError,
    RedirectLoopError,
    UnreachablePageError,
)
from bot.fetch.pages import PageFetcher
from bot.fetch.reach import Reach

# Hosts that are, or that some resolver takes for, an address of this machine or its network.
HOSTS = [
    "127.0.0.1",
    "127.0.0.3",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "017700000001",
    "0177.0.0.1",
    "0177.1",
    "127.0.0.1.",
    "0",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "000.0000.00000.1",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fd00::1]",
    "[ff02::1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "loop.test",
    "loop6.test",
    "mapped.test",
    "metadata.test",
    "carrier.test",
    "multicast.test",
    "broadcast.test",
    "169.254.169.254",
    "10.0.0.1",
    "192.168.0.1",
    "172.16.0.1",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
]
TABLE = {
    "site.test": ["127.0.0.2"],
    "localhost": ["127.0.0.1", "::1"],
    "localhost.": ["127.0.0.1"],
    "loop.test": ["127.0.0.1"],
    "loop6.test": ["::1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "carrier.test": ["100.64.0.1"],
    "multicast.test": ["224.0.0.1"],
    "broadcast.test": ["255.255.255.255"],
}
# Addresses that are refused for their form before anything is looked up.
FORMS = [
    "file:///etc/passwd",
    "ftp://site.test/",
    "gopher://127.0.0.1:6379/_INFO",
    "javascript:alert(1)",
    "data:text/html,<title>x</title>",
    "//site.test/",
    "site.test/page",
    "http:///page",
    "http://",
    "",
    "http://user@{host}/",
    "http://user:pass@{host}/",
    "http://site.test@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@site.test:{port}/",
    "http://{host}\\@127.0.0.1/",
    "http://{host}/\r\nHost: 127.0.0.1",
    "http://site.test:99999/",
    "http://site.test:-1/",
    "http://[::1/",
    "http://" + "a" * 3000 + ".test/",
]
OTHER_PORTS = [21, 22, 25, 6379, 8080, 11211]


@pytest.fixture
def names(names):
    names.table.update(TABLE)
    return names


@pytest.fixture
def outside(reach):
    """A fetcher that uses the system's resolver."""
    return PageFetcher(reach)


@pytest.mark.parametrize("host", HOSTS)
async def test_no_spelling_of_a_host_reaches_what_is_not_public(fetcher, web, host):
    with pytest.raises((PrivateAddressError, PageAddressError, UnreachablePageError)):
        await fetcher.fetch(f"http://{host}:{web.port}/admin")
    assert web.intruders == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.3", "localhost", "[::1]", "loop.test"])
async def test_without_the_guard_they_would(web, names, host):
    """The control: what the tests above call refused is there to be reached."""
    everywhere = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    fetcher = PageFetcher(Reach(frozenset({web.port}), everywhere), resolver=names)
    page = await fetcher.fetch(f"http://{host}:{web.port}/admin")
    assert (b"secret" in page.body, len(web.intruders)) == (True, 1)


@pytest.mark.parametrize("host", HOSTS)
async def test_no_redirect_does(fetcher, web, host):
    start = web.redirect("/", f"http://{host}:{web.port}/admin")
    with pytest.raises((PrivateAddressError, PageAddressError, UnreachablePageError)):
        await fetcher.fetch(start)
    assert (len(web.requests), web.intruders) == (1, [])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "localhost", "0x7f.1", "2130706433", "[::1]"]
)
async def test_nor_with_the_systems_resolver(outside, web, host):
    with pytest.raises((PrivateAddressError, PageAddressError, UnreachablePageError)):
        await outside.fetch(f"http://{host}:{web.port}/admin")
    assert web.intruders == []


@pytest.mark.parametrize("form", FORMS)
async def test_other_forms_are_refused_unasked(fetcher, web, names, form):
    url = form.format(host=f"site.test:{web.port}", port=web.port)
    with pytest.raises(PageAddressError) as refusal:
        await fetcher.fetch(url)
    assert (refusal.value.problem, names.asked, web.requests) == ("form", [], [])


@pytest.mark.parametrize("form", FORMS[:-1])
async def test_nor_are_redirects_to_them_followed(fetcher, web, form):
    location = form.format(host=f"site.test:{web.port}", port=web.port).partition("\r")[0]
    with pytest.raises(PageError):
        await fetcher.fetch(web.redirect("/start", location))
    assert web.intruders == []


@pytest.mark.parametrize("port", OTHER_PORTS)
async def test_other_ports_are_refused(port):
    with pytest.raises(PageAddressError) as refusal:
        await PageFetcher().fetch(f"http://site.test:{port}/")
    assert refusal.value.problem == "port"


async def test_a_redirect_to_another_port_is_refused(fetcher, web):
    with pytest.raises(PageAddressError) as refusal:
        await fetcher.fetch(web.redirect("/", "http://site.test:22/"))
    assert (refusal.value.problem, refusal.value.url) == ("port", "http://site.test:22/")


async def test_a_name_that_turns_private_between_two_hops_is_refused(fetcher, web, names):
    """DNS rebinding: the first look-up says public, every later one the loopback."""
    names.table["turns.test"] = [["127.0.0.2"], ["127.0.0.1"]]
    web.redirect("/", "/admin")
    with pytest.raises(PrivateAddressError) as refusal:
        await fetcher.fetch(web.url(host="turns.test"))
    assert (refusal.value.address, web.intruders) == ("127.0.0.1", [])


async def test_a_name_with_a_private_address_beside_a_public_one_leads_to_the_public_one(
    fetcher, web, names
):
    names.table["both.test"] = ["127.0.0.1", "::1", "127.0.0.2", "127.0.0.3"]
    web.answer("/")
    page = await fetcher.fetch(web.url(host="both.test"))
    assert (b"A page" in page.body, web.intruders) == (True, [])


async def test_a_name_with_several_private_addresses_is_refused_as_such(fetcher, web, names):
    names.table["both.test"] = ["127.0.0.1", "::1", "127.0.0.3"]
    with pytest.raises(PrivateAddressError):
        await fetcher.fetch(web.url(host="both.test"))
    assert web.intruders == []


async def test_without_a_wider_reach_loopback_is_private(names):
    fetcher = PageFetcher(resolver=names)
    with pytest.raises(PrivateAddressError) as refusal:
        await fetcher.fetch("http://site.test/")
    assert refusal.value.address == "127.0.0.2"


async def test_the_refusal_names_the_address_and_the_mend(fetcher, web):
    with pytest.raises(PrivateAddressError) as refusal:
        await fetcher.fetch(web.url(host="metadata.test"))
    said = str(refusal.value)
    assert "metadata.test" in said
    assert "169.254.169.254, not a public address; link the public page" in said


async def test_five_redirects_are_followed(fetcher, web):
    for hop in range(5):
        web.redirect(f"/{hop}", f"/{hop + 1}")
    web.answer("/5")
    page = await fetcher.fetch(web.url("/0"))
    assert (page.asked, page.url) == (web.url("/0"), web.url("/5"))


async def test_a_sixth_is_not(fetcher, web):
    for hop in range(7):
        web.redirect(f"/{hop}", f"/{hop + 1}")
    with pytest.raises(RedirectLoopError) as refusal:
        await fetcher.fetch(web.url("/0"))
    assert (refusal.value.limit, len(web.requests)) == (5, 6)


async def test_a_proxy_of_the_environment_is_not_used(fetcher, web, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{web.port}")
    page = await fetcher.fetch(web.answer("/"))
    assert (b"A page" in page.body, web.intruders) == (True, [])


async def test_cookies_are_neither_kept_nor_sent(fetcher, web):
    cookie = b"Set-Cookie: id=1; Path=/\r\n"
    web.answer("/", b"", status="302 Found", headers=b"Location: /next\r\n" + cookie)
    await fetcher.fetch(web.answer("/next") and web.url("/"))
    assert not any("cookie" in request.lower() for request in web.requests)


async def test_we_say_who_we_are_and_nothing_of_who_asked(fetcher, web):
    await fetcher.fetch(web.answer("/"))
    names = {line.partition(":")[0].lower() for line in web.requests[0].split("\r\n")[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "User-Agent: Newsdesk/" in web.requests[0]


SPLINTERS = [
    "http://",
    "https://",
    "HTTP:",
    "//",
    "/",
    "\\",
    "@",
    ":",
    "80",
    "443",
    "[",
    "]",
    "::1",
    "127.0.0.1",
    "site.test",
    "%00",
    "%2f",
    "..",
    "?",
    "#",
    "é",
    "。",
    "①",
    "xn--",
    "\u202e",
    "\x00",
    ".",
    "-",
    "_",
    "0x7f",
    "%25lo",
    "user",
    "&",
    "=",
    "\ud800",
    "🦀",
]


@pytest.mark.parametrize("seed", range(4))
async def test_of_ten_thousand_odd_addresses_each_is_refused_as_one(reach, web, names, seed):
    """Asked for, or where a redirect leads: nothing but a PageError, nobody but the public."""
    chance = random.Random(seed)  # noqa: S311 - oddness, no secret
    wide = Reach(reach.ports | {80, 443}, reach.also_public)
    fetcher = PageFetcher(wide, resolver=names)
    for turn in range(2500):
        odd = "".join(chance.choices(SPLINTERS, k=chance.randint(1, 9)))
        url = odd if turn % 2 else f"http://{odd}"
        if turn % 4 == 2:
            clean = url.replace("\x00", "").encode("utf-8", "replace").decode()
            url = web.redirect("/start", clean)
        with pytest.raises(PageError):
            await fetcher.fetch(url)
    assert web.intruders == []

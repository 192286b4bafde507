"""What the made-up publishers show; their names, people and events are nobody's.

One marks its article up in JSON-LD, one in OpenGraph alone, one has a paywall, and one answers with
status 200 that there is nothing.
"""

_ROBOTS = """\
<!doctype html>
<html lang="en-GB">
<head>
<title>Post office robots learn to sort parcels by touch | The Harbour Gazette</title>
<script type="application/ld+json">
{
  "@context": "https://schema.org",
  "@type": "NewsArticle",
  "headline": "Post office robots learn to sort parcels by touch",
  "description": "A sorting centre lets robot arms feel what cameras can't see. \
After three weeks they drop one parcel in two thousand.",
  "datePublished": "2026-11-20T08:30:00Z",
  "image": {"@type": "ImageObject", "url": "https://pictures.example/robot-arm.jpg",
    "width": 1200, "height": 675},
  "publisher": {"@type": "Organization", "name": "The Harbour Gazette"},
  "keywords": ["AI", "Robotics", "Logistics"],
  "inLanguage": "en-GB"
}
</script>
</head>
<body>
<article>
<h1>Post office robots learn to sort parcels by touch</h1>
<p>A sorting centre lets robot arms feel what cameras can't see. After three weeks they drop one
parcel in two thousand.</p>
<p>Who owns the data that the arms gather is still being argued about.</p>
</article>
</body>
</html>
"""

_STANDARDS = """\
<!doctype html>
<html>
<head>
<title>Chinese tech groups shape facial recognition standards at the UN</title>
<meta property="og:type" content="article">
<meta property="og:site_name" content="Northern Courier">
<meta property="og:title" \
content="Chinese tech groups shape facial recognition standards at the UN">
<meta property="og:description" content="Leaked documents show which companies propose how the \
United Nations is to standardise facial recognition.">
<meta property="article:published_time" content="2019-12-02T06:15:00Z">
</head>
<body>
<h1>Chinese tech groups shape facial recognition standards at the UN</h1>
<p>Leaked documents show which companies propose how the United Nations is to standardise facial
recognition.</p>
</body>
</html>
"""

_PAYWALL = """\
<!doctype html>
<html lang="en">
<head>
<title>The chip that reads lips - The Ledger Weekly</title>
<script type="application/ld+json">
{
  "@context": "https://schema.org",
  "@type": "NewsArticle",
  "headline": "The chip that reads lips",
  "description": "A start-up says it understands speech in a noisy room from a camera alone.",
  "datePublished": "2026-11-18",
  "isAccessibleForFree": false,
  "publisher": {"@type": "Organization", "name": "The Ledger Weekly"}
}
</script>
</head>
<body>
<h1>The chip that reads lips</h1>
<p>A start-up says it understands speech in a noisy room from a camera alone.</p>
<div class="paywall">Subscribe to continue reading.</div>
</body>
</html>
"""

_GONE = """\
<!doctype html>
<html lang="en">
<head><title>Page not found</title></head>
<body><h1>Page not found</h1><p>What you are looking for has moved or never was.</p></body>
</html>
"""

# By path: what the page shows a visitor, and itself.
PAGES = {
    "robots.html": ("an article as most are", _ROBOTS),
    "standards.html": ("one on a story that the archive has", _STANDARDS),
    "lips.html": ("one behind a paywall", _PAYWALL),
    "gone.html": ("one that is gone, though its page answers", _GONE),
}

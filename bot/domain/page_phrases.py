"""The words by which pages are known that stand in the place of others."""

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


# Searched for in titles and first headings. Where a story could say the same, only at its start.
MISSING = _any(
    r"^(?:error\s*:?\s*)?(?:404|410)\b",
    r"^not found\b",
    r"^nothing found",
    r"^(?:oops|sorry|uh[- ]oh)\b.{0,60}\b(?:find|found|exist|gone|lost)",
    r"\b(?:page|article|story|content|url)\b.{0,30}(?:\bnot found|\bnot exist|n['’]t exist)",
    r"\b(?:page|article|story|content|url)\b.{0,30}(?:cannot|can['’]t|could ?n['o’]t) be found",
    r"\b(?:page|article|story|content|url)\b.{0,30}\bno longer (?:available|exists)",
    r"\b(?:page|article|story|content|url) (?:(?:has been|was) (?:removed|deleted)|has expired)",
    r"seite (?:wurde )?nicht gefunden",
    r"page (?:introuvable|non trouvée)",
    r"página no encontrada",
    r"pagina non trovata",
    "页面不存在|找不到(?:页面|頁面)|ページが見つかりません|お探しのページ|페이지를 찾을 수 없",
)
FAILURE = _any(
    r"^(?:error\s*:?\s*)?50[0-4]\b",
    r"^(?:internal )?server error",
    r"^bad gateway",
    r"^gateway time-?out",
    r"^error establishing a database",
    r"^(?:the )?(?:site|service|page) (?:is )?(?:temporarily )?unavailable",
    r"^(?:temporarily|we['’]re|site) (?:is )?(?:currently )?(?:down|unavailable)\b",
    r"^(?:oops\W+)?something went wrong",
    r"^(?:we['’]re |we are )?experiencing technical difficulties",
    r"^(?:site |scheduled |down for |under )?maintenance(?: mode)?$",
    r"^(?:an )?error(?: occurred)?\W*$",
    r"(?:unavailable|not available) in your (?:region|country|location)",
    r"nicht in (?:ihrem|deinem) (?:land|region) verfügbar",
    r"^wartungsarbeiten",
)
CHALLENGE = _any(
    r"^just a moment\W*$",
    r"^attention required",
    r"^access (?:to this page has been )?denied(?:\W*$|\s*[|–-])",
    r"^are you (?:a robot|a human|human)",
    r"^(?:please )?(?:verify|confirm) (?:that )?you are (?:a )?human",
    r"^robot or human",
    r"^pardon our interruption",
    r"^(?:security|browser|robot|bot|human) check\b",
    r"\b(?:kein|keine) roboter\b",
    r"^(?:bot|sicherheits)[- ]?prüfung\b",
    r"pas un robot|no eres un robot",
    r"^checking your browser",
    r"^(?:unusual traffic|request blocked|blocked|forbidden|captcha|ddos-guard)\W*$",
)
CONSENT = _any(
    r"^before you continue",
    r"^we (?:value|respect|care about) your privacy",
    r"^your privacy\b",
    r"^(?:manage |your )?(?:privacy|cookie) (?:settings|preferences|choices|gate|wall|consent)\b",
    r"^(?:cookie )?consent(?: required)?$",
    r"is part of the .{1,30} family of brands",
    r"^bevor sie fortfahren",
    r"^wir (?:schätzen|respektieren) ihre privatsphäre",
    r"^datenschutzeinstellungen",
    r"^(?:avant de continuer|nous respectons votre vie privée|votre vie privée)",
    r"^antes de continuar",
)
LOGIN = _any(r"^(?:log ?in|sign ?in|log on|anmelden|einloggen|connexion|iniciar sesión)\b")
# Searched for in the paragraphs of short texts.
LOCK = _any(
    r"(?:subscribe|register|sign up|log in|sign in) (?:now )?to (?:continue|keep|read|unlock)",
    r"become a (?:member|subscriber) to",
    r"already a (?:subscriber|member)\?",
    r"(?:article|story|content) is (?:only )?(?:for|available to|reserved for) (?:our )?"
    r"(?:subscribers|members)",
    r"jetzt weiterlesen|réservé aux abonnés|solo para suscriptores",
    "有料会員限定|会員限定記事",
)

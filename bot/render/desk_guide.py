"""The descriptions of the desk's commands and their options; Discord shows 100 characters."""

ARTICLE = "Add, correct and retract articles (moderators)"
STORY = "Say which articles tell the same story (moderators)"

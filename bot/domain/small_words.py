"""English words that name nothing, in their folded form."""

SMALL_WORDS = frozenset(
    [
        *(
            "a",
            "about",
            "after",
            "all",
            "also",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "but",
        ),
        *("by", "can", "could", "for", "from", "has", "have", "he", "her", "his", "how", "i", "if"),
        *("in", "into", "is", "it", "its", "more", "new", "not", "now", "of", "on", "one", "or"),
        *("our", "out", "over", "said", "say", "says", "she", "so", "such", "than", "that", "the"),
        *("their", "them", "there", "these", "they", "this", "those", "to", "up", "was", "we"),
        *("were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you"),
    ]
)

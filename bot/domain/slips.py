"""Beginnings of titles that were typed with one slip of the finger."""

from string import ascii_lowercase


def mend_slips(typed: str) -> list[str]:
    """What may have been meant by folded words of which one letter is wrong, the likeliest first.

    Neighbours that changed places, also across a space; a letter too many; the last word's first
    letter missing or wrong. Other slips leave a word that is near to the one meant, which the
    vocabulary tells; these often leave two known words, or none that is near.
    """
    swapped = (
        f"{typed[:at]}{typed[at + 1]}{typed[at]}{typed[at + 2 :]}" for at in range(len(typed) - 1)
    )
    # Without its last letter it is what was typed, but shorter.
    shortened = (typed[:at] + typed[at + 1 :] for at in range(len(typed) - 1))
    before, space, last = typed.rpartition(" ")
    missing = (f"{before}{space}{letter}{last}" for letter in ascii_lowercase)
    wrong = (f"{before}{space}{letter}{last[1:]}" for letter in ascii_lowercase)
    mended = [*swapped, *shortened, *(missing if last else ()), *(wrong if last else ())]
    return [text for text in dict.fromkeys(mended) if text != typed and _is_spaced_well(text)]


def _is_spaced_well(text: str) -> bool:
    return "  " not in text and not text.startswith(" ")

"""From when on the latest articles are, by an index of shared ones: nobody's own crowd them out."""

FOREVER = 1 << 60
# Values: before when (FOREVER for no limit), and how many. Whoever looks from then on finds so many
# shared articles, and what is a server's own among them.
SINCE_LATEST = (
    f"coalesce((SELECT latest.published FROM articles AS latest"
    " INDEXED BY articles_shared_by_published"
    " WHERE latest.guild_id = 0 AND latest.published < ?"
    f" ORDER BY latest.published DESC LIMIT 1 OFFSET ?), -{FOREVER})"
)

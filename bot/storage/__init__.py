"""The only SQL: the database file and what is kept in it."""

"""The subject matter, pure: values and decisions without clock, I/O, await or Discord."""

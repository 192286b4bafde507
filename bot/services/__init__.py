"""Use cases, one async verb a file: gather, compute, apply."""

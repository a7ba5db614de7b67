"""Lineage: artifacts, contexts, actions, what associates them, and the questions about it."""

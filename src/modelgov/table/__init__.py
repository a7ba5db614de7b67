"""The tables: SQL views over the lake united with the journal's tail; what everything reads."""

"""Controls: one SQL file each, with its cases; loaded, linted, tried, and run over the tables."""

"""The memory: a durable journal first, then Iceberg tables; append-only."""

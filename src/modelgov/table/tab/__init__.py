"""The tabs of the Version page: one module each, over statements in `sql/page`."""

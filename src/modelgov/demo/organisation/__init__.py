"""The demo organisation: who it is, what it has done in three years, and how that is put into AWS.

`estate`, `vocabulary`, `plan`, `history` and `deployment` are pure: the same size, seed and anchor date give
the same plan, without any AWS. `seed` executes a plan through boto3 calls with the clock moved, and
`cache.build_snapshot` keeps the result in a file.
"""

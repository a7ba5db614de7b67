"""`python -m modelgov` is `modelgov`."""

from modelgov.cli.main import main

main()

"""AWS -> observations and coverage: operations are rows, one walk reads them all."""

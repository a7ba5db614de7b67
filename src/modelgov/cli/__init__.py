"""The command line: reads settings, calls the flow, prints; exit codes are a promise."""

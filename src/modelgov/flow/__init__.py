"""The verbs: each takes its parts as parameters and moves data one step along the flow."""

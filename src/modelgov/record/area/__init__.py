"""The shapes of what is observed, one module for each area of AWS."""

"""The plants by area, each at least once for every control that can be violated by one model."""

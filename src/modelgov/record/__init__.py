"""What crosses boundaries: observations and coverage, the shape of their documents, and the codec."""

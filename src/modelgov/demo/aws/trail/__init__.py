"""CloudTrail's event history: what was called of SageMaker, by whom, for ninety days."""

"""Model governance for Amazon SageMaker: extract, listen, keep, show, prove, act, share."""

__version__ = "0.1.0"

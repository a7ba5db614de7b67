"""Model governance for Amazon SageMaker: extract, listen, keep, show, prove, act, share."""

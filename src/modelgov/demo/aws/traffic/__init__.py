"""CloudWatch's metrics of what SageMaker serves, as AWS would write them.

Nobody calls the emulated endpoints. What callers would do is a *behaviour* of a variant or a component, given
through the control plane by whoever made it; the metrics of every moment follow from it and from when the
variant ran, the same on every reading.
"""

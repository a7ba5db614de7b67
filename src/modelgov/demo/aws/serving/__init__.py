"""What serves: models, endpoint configurations, endpoints, inference components, and how they scale.

An endpoint changes at once unless the control plane set another pace; then it is Creating or Updating for as
long as it was told, keeps its old configuration meanwhile, and may fail with a reason.
"""

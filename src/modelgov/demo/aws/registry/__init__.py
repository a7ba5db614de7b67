"""SageMaker's model registry and endpoints, kept here and not in moto.

moto 5.2.5 loses fields on every update, drops the modern ones, ignores most of Search and emits no event.
Records are kept as the JSON that AWS answers, so that a page of a hundred costs one join of bytes.
"""

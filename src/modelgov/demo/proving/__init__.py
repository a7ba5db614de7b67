"""A proving ground for the controls: a small organisation in which every violation was planted on purpose.

`spec` says what a model is like that nothing is wrong with, and `registering`, `hosting` and `watching` turn
it into AWS calls. A plant (`plant`) changes one thing about it for one control. `ground` draws from a seed
which models get which plant, and keeps the truth, which the product never reads.
"""

"""The emulated AWS organisation that the demo and the tests run against.

`emulator.emulated_aws()` starts an AWS over HTTP, `organisation.snapshot.build_snapshot()` fills one
with three years of history, `life.Life` keeps things happening in it. The product never imports this
package and never knows that it talks to it.
"""

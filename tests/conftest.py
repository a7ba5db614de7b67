"""What all tests share: `sample`, the small records, is found beside this file."""

from hypothesis import settings

# The machine is shared and examples touch the disk: what is slow is not wrong.
settings.register_profile("modelgov", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("modelgov")

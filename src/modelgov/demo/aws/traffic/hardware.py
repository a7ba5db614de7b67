"""What an instance type has, as far as utilisation is counted in it."""

import re

_TYPE = re.compile(r"ml\.([a-z]+\d+)[a-z-]*\d*\.(\w+)")
_SMALL = {"medium": 1, "large": 2, "xlarge": 4}
_VCPUS_PER_XLARGE = 4
_ONE_GPU = ("xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge")
_GPU_FAMILIES = frozenset({"g4", "g5", "g6", "g7", "p2", "p3", "p4", "p5", "p6"})


def vcpus(instance: str) -> int:
    """The virtual CPUs of an instance type."""
    found = _TYPE.fullmatch(instance)
    size = found[2] if found else "xlarge"
    if size in _SMALL:
        return _SMALL[size]
    return int(size.removesuffix("xlarge") or 1) * _VCPUS_PER_XLARGE


def gpus(instance: str) -> int:
    """The GPUs of an instance type, none for most."""
    found = _TYPE.fullmatch(instance)
    if found is None or found[1] not in _GPU_FAMILIES:
        return 0
    family, size = found[1], found[2]
    if family.startswith("p"):
        return {"2xlarge": 1, "xlarge": 1, "4xlarge": 1, "8xlarge": 4}.get(size, 8)
    if size in _ONE_GPU:
        return 1
    return 8 if size == "48xlarge" else 4

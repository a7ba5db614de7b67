"""What drift is held against, as pages show it: by custom, and by the controls of a tier."""

from modelgov.control.library import Library

SOME_DRIFT = 0.1  # by custom; above it somebody should look


def drift_limits(library: Library, tier: int) -> dict[str, float | int | None]:
    """The limits for assets of a tier; None where the control is switched off."""
    return {
        "psi_some": SOME_DRIFT,
        "psi": limit_of(library, "drift-psi", "psi", tier),
        "ks": limit_of(library, "drift-ks", "ks", tier),
        "samples": limit_of(library, "drift-psi", "samples", tier),
    }


def limit_of(library: Library, control_id: str, parameter: str, tier: int) -> float | int | None:
    """What a control judges by in a tier; None where it is switched off."""
    control = library.by_id.get(control_id)
    return control.parameters[parameter].of_tier(tier) if control is not None else None

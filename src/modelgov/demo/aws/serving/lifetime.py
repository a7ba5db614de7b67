"""When each variant and component ran, and on what: CloudWatch keeps their metrics after they are gone."""

from dataclasses import dataclass, replace

from modelgov.demo.aws.registry.record import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """A time in which something ran unchanged; `instance` is empty for serverless."""

    begin: float
    end: float | None
    instance: str
    count: int
    asynchronous: bool = False
    component: bool = False
    hosts_components: bool = False


class Lifetimes(dict[tuple[str, str], list[Lifetime]]):
    """Lifetimes in order by endpoint and variant; those of a component under `("", its name)`."""

    def go_on(self, key: tuple[str, str], life: Lifetime) -> None:
        """Run like this from its begin on, unless it already does."""
        past = self.setdefault(key, [])
        if past and past[-1].end is None:
            if replace(past[-1], begin=life.begin) == life:
                return
            past[-1] = replace(past[-1], end=life.begin)
        past.append(life)

    def stop(self, key: tuple[str, str], at: float) -> None:
        """Run no more."""
        past = self.get(key)
        if past and past[-1].end is None:
            past[-1] = replace(past[-1], end=at)

    def variants_running(self, endpoint: str) -> list[tuple[str, str]]:
        """The variants of an endpoint that run now."""
        return [key for key, past in self.items() if key[0] == endpoint and past[-1].end is None]


def of_variant(at: float, planned: Fields, shown: Fields, *, asynchronous: bool) -> Lifetime:
    """How a variant runs from now on: as its configuration plans, with the instances that it has."""
    return Lifetime(
        begin=at,
        end=None,
        instance=planned.get("InstanceType", ""),
        count=shown.get("CurrentInstanceCount", 0),
        asynchronous=asynchronous,
        hosts_components="ModelName" not in planned,
    )

"""What may go by itself as a TOML file, for `hansho staff policy`."""

import tomllib
from collections.abc import Iterator

import msgspec

from alerts.release import ReleasePolicy, ReleaseRule
from service.desk.acting import DeskRefused


def written(policy: ReleasePolicy) -> str:
    """As TOML, which `read_policy` reads."""
    return "\n".join(_lines(policy))


def _lines(policy: ReleasePolicy) -> Iterator[str]:
    yield "# What a feed's warnings may do by themselves: automatic, approval or show."
    yield "# What no rule names is shown. `part`: only for what its source calls so."
    for rule in policy.rules:
        yield "\n[[rules]]"
        yield f'kind = "{rule.kind.value}"'
        yield f'strength = "{rule.strength.value}"'
        if rule.part:
            yield f"part = {msgspec.json.encode(rule.part).decode()}"
        yield f'handling = "{rule.handling.value}"'
    yield ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    rules: list[ReleaseRule]


def read_policy(text: str) -> ReleasePolicy:
    """Raises DeskRefused, with what is wrong in it."""
    try:
        read = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DeskRefused(f"the policy cannot be read ({error}); mend the file") from error
    return ReleasePolicy(rules=tuple(read.rules))

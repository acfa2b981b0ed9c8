"""What everybody at the desk has to hear of the log, on whichever page they are."""

from service.desk.log_state import ChainState, HeadState
from service.desk_page.scene import Scene


def alarms(scene: Scene, head: HeadState, chain: ChainState) -> tuple[str, ...]:
    """Nothing while the log is sound and its heads leave the machine."""
    said = []
    if chain.faults:
        said.append(scene.say("log.faulty", count=str(len(chain.faults))))
    if chain.unread:
        said.append(scene.say("log.unread"))
    if head.failing and head.since is not None:
        when = scene.clock(head.since)
        said.append(scene.say("log.failing", when=when, reason=head.failing))
    return tuple(said)

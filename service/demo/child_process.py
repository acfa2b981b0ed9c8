"""How a child process is ended: asked first, then made to."""

import subprocess

_PATIENCE_S = 10


def end(child: subprocess.Popen[bytes]) -> None:
    """Returns once it has ended and was waited for: after SIGKILL if it was deaf to SIGTERM."""
    child.terminate()
    try:
        child.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait(timeout=_PATIENCE_S)

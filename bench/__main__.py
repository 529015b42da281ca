"""`./run bench [NAME] ...`: one of MEASURES with what follows its name; without a name, all of them one after another."""

from __future__ import annotations

import subprocess
import sys

MEASURES = ("search", "pages", "contention", "upkeep", "links", "desk", "index", "relevance", "languages")


def main(arguments: list[str]) -> int:
    """Run the named measure with what follows its name, or all; answers the exit status."""
    if arguments and arguments[0] not in MEASURES:
        print(f"There is no measure called {arguments[0]}. There are: {', '.join(MEASURES)}.")
        return 2
    chosen, rest = (arguments[:1], arguments[1:]) if arguments else (MEASURES, [])
    return max(
        subprocess.run([sys.executable, "-m", f"bench.{name}", *rest], check=False).returncode for name in chosen
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Test the dashboard: its logic by Vitest, its views in Chromium against servers of the tests' own.

Run by `make test-dashboard`. What is given after it goes to Playwright, such as the name of a file of tests.
"""

from __future__ import annotations

import os
import shutil
import sys

from build import FOLDER, TOOLS, BuildError, Node, find_node, run, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ADVICE = "Correct what failed above."


def main() -> int:
    """Run the tests; return the exit status."""
    try:
        node = find_node()
        browser = find_browser()
        run([node.program, str(TOOLS / "vitest" / "vitest.mjs"), "run"], advice=ADVICE)
        os.environ |= {"CHROMIUM": browser, "GATEWAY_PYTHON": sys.executable}
        run_playwright(node)
    except BuildError as error:
        say(f"The dashboard's tests did not pass. {error}")
        return 1
    return 0


def run_playwright(node: Node) -> None:
    playwright = TOOLS / "@playwright" / "test" / "cli.js"
    run([node.program, str(playwright), "test", *sys.argv[1:]], advice=ADVICE)


def find_browser() -> str:
    """Return the browser to test with: $CHROMIUM, or the machine's.

    Raises:
        BuildError: There is none.
    """
    for name in (os.environ.get("CHROMIUM"), *BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    raise BuildError(
        "They need Chromium, and a font for Chinese. On Debian: apt-get install chromium fonts-noto-cjk; "
        f"or name a browser in CHROMIUM. The tests are in {FOLDER / 'tests'}."
    )


if __name__ == "__main__":
    sys.exit(main())

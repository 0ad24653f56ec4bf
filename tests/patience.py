"""How long a test waits for what another process, a browser or a server does.

Only an upper bound, reached where the product is wrong: a busy machine must not fail what works.
"""

SECONDS = 120.0
MILLISECONDS = 120_000  # as Playwright counts

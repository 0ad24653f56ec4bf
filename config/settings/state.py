"""Where state lives: database, cache, live updates, queue of tasks, search index."""

from pathlib import Path

import environ

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]

# State that must survive: database (SQLite), media, private files, search index. In a checkout it is var/.
VAR_DIR = Path(
    env("VAR_DIR", default=BASE_DIR / "var" if (BASE_DIR / "manage.py").exists() else "var")
).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/db.sqlite3")}
_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, taken at the start: what row locks do elsewhere rests on IMMEDIATE here.
    _options |= {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    _options["pool"] = env.bool("DATABASE_POOL", default=True)
    # A page's row with all that it names joins ten tables by their keys: trying every order of joins
    # took PostgreSQL 11 ms where reading took 0.3. In groups of four it is 2.6, with the same plan.
    _options.setdefault("options", "-c join_collapse_limit=4")

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
else:
    # Shared by all processes, which rate limits need; the local-memory cache is not.
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Pages of anonymous readers, in each process by itself: their keys hold the version of the content.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": 500},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The database's own full text where that is PostgreSQL, else an index in a folder; `SEARCH_URL` chooses
# otherwise: "postgresql:", "whoosh:", "whoosh:///srv/index".
_on_postgresql = DATABASES["default"]["ENGINE"].endswith("postgresql")
_engine, _, _place = env(
    "SEARCH_URL", default="postgresql:" if _on_postgresql else "whoosh:"
).partition(":")
HAYSTACK_CONNECTIONS = {
    "default": {
        "postgresql": {"ENGINE": "foundation.search.postgresql_engine.PostgresqlEngine"},
        "whoosh": {
            "ENGINE": "foundation.search.whoosh_engine.WhooshEngine",
            "PATH": _place.removeprefix("//") or str(VAR_DIR / "search"),
        },
    }[_engine]
}
HAYSTACK_SIGNAL_PROCESSOR = "foundation.search.outbox.OutboxSignalProcessor"

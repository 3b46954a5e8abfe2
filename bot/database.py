"""The database of conversations: its tables, the version of their shape, and what can go wrong with it.

SQLite in the data folder unless an address says PostgreSQL. Several processes may write at once: SQLite in
write-ahead mode, each writer waiting for its turn; in either database the tables are created by one process only.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    exc,
    inspect,
    make_url,
    select,
    text,
)

from bot.phrasing import phrasing
from knowledge.passage import Language

VERSION = 1
"""The shape of the tables; a release that changes them counts up and adds to MIGRATIONS how to get there."""

MIGRATIONS: dict[int, tuple[str, ...]] = {}
"""The SQL statements that lead from the version before to this one."""

WAIT = 5.0
"""Seconds for which a writer waits for another one."""

CONNECT = 3
"""Seconds for which a connection to a server is waited for."""

AGAIN = 30.0
"""Seconds after which a server that could not be reached is asked again."""

FILE = "conversations.sqlite3"
_LOCK = 7_480_121  # any number, the same for all processes that create the tables in one PostgreSQL database

tables = MetaData()

version = Table("qtx_version", tables, Column("number", Integer, primary_key=True, autoincrement=False))

conversations = Table(
    "qtx_conversations",
    tables,
    Column("id", String(32), primary_key=True),
    Column("reader", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the title as it is searched
    Column("created_at", BigInteger, nullable=False),  # microseconds since 1970, as every time here
    Column("changed_at", BigInteger, nullable=False),
)

turns = Table(
    "qtx_turns",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column(
        "conversation", String(32), ForeignKey("qtx_conversations.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("question", Text, nullable=False),
    Column("answer", Text),  # the whole answer as JSON; none when it was stopped or may not be stored
    Column("withheld", String(16), nullable=False, default=""),
    Column("folded", Text, nullable=False),  # question and answer as they are searched
    Column("asked_at", BigInteger, nullable=False),
)

feedback = Table(
    "qtx_feedback",
    tables,
    Column("number", Integer, primary_key=True),
    Column("turn", String(32), ForeignKey("qtx_turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reader", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("citation", Text, nullable=False),
    Column("figure", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("given_at", BigInteger, nullable=False),
)

progress = Table(
    "qtx_progress",
    tables,
    Column("learner", String(200), primary_key=True),
    Column("lesson", String(100), primary_key=True),
    Column("item", String(100), primary_key=True),
    Column("right", Boolean, nullable=False),
    Column("given", Text, nullable=False),
    Column("done_at", BigInteger, nullable=False),
)


class DatabaseProblem(Exception):
    """The database cannot be used as it is: the message says what is wrong and what to do. The user must act.

    `reason` is the key of the sentence, `place` the file or the server, without a password.
    """

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(reason, place)
        self.reason = reason
        self.place = place

    def told(self, language: Language) -> str:
        """The message in a language."""
        return phrasing(language).say(f"history.{self.reason}", place=self.place)

    def __str__(self) -> str:
        return self.told("en")


class Database:
    """A database that is opened, and given its tables, when it is used for the first time."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address = address
        self._folder = folder
        self._place = str(folder / FILE)
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._failed: tuple[float, DatabaseProblem] | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for looking things up. Raises DatabaseProblem."""
        with self._connected(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together or, after an error, not at all. Raises DatabaseProblem."""
        with self._connected(writes=True) as connection:
            yield connection

    @property
    def place(self) -> str:
        """The file or the server, without a password."""
        if self._address and self._engine is None:
            self._url()
        return self._place

    def close(self) -> None:
        """Closes every connection; the next use opens the database again."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    @contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        try:
            with self._opened().connect().execution_options(writes=writes) as connection, connection.begin():
                yield connection
        except exc.IntegrityError:
            raise
        except (exc.DBAPIError, exc.TimeoutError, OSError) as error:
            raise self._problem(error) from None

    def _opened(self) -> Engine:
        with self._lock:
            if self._failed is not None and time.monotonic() < self._failed[0]:
                raise self._failed[1]
            if self._engine is None:
                engine = self._new_engine()
                self._create_tables(engine)
                self._engine = engine
            return self._engine

    def _new_engine(self) -> Engine:
        url = self._url()
        try:
            if url.get_backend_name() == "sqlite":
                if url.database and url.database != ":memory:":
                    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
                engine = create_engine(url, connect_args={"timeout": WAIT})
                event.listen(engine, "connect", _prepare_sqlite)
                event.listen(engine, "begin", _begin_sqlite)
                return engine
            return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT})
        except ImportError:
            raise DatabaseProblem("no_driver", self._place) from None
        except (exc.ArgumentError, TypeError):
            raise DatabaseProblem("address", self._place) from None

    def _url(self) -> URL:
        if not self._address:
            return URL.create("sqlite", database=str(self._folder / FILE))
        try:
            url = make_url(self._address)
        except (exc.ArgumentError, ValueError):
            raise DatabaseProblem("address", "QTX_DATABASE_URL") from None
        self._place = url.database or "" if url.get_backend_name() == "sqlite" else f"{url.host}/{url.database}"
        if url.drivername in {"postgres", "postgresql"}:
            return url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise DatabaseProblem("address", "QTX_DATABASE_URL")
        return url

    def _create_tables(self, engine: Engine) -> None:
        with engine.connect().execution_options(writes=False) as connection, connection.begin():
            known = _version(connection)
        if known == VERSION:
            return
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            known = _version(connection)  # another process may have been faster
            if known is not None and known > VERSION:
                raise DatabaseProblem("newer", self._place)
            if known is None:
                tables.create_all(connection)
                connection.execute(version.insert().values(number=VERSION))
            elif known < VERSION:
                for step in range(known + 1, VERSION + 1):
                    for statement in MIGRATIONS[step]:
                        connection.execute(text(statement))
                connection.execute(version.update().values(number=VERSION))

    def _problem(self, error: Exception) -> DatabaseProblem:
        problem = DatabaseProblem(_reason(error), self._place)
        if problem.reason == "unreachable":
            self._failed = (time.monotonic() + AGAIN, problem)
        return problem


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(version.name):
        return None
    found: int | None = connection.execute(select(version.c.number)).scalar()
    return found


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Write-ahead mode and patience; transactions begin when SQLAlchemy says so, not when sqlite3 guesses."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in (f"busy_timeout={int(WAIT * 1000)}", "foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {setting}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        with suppress(sqlite3.OperationalError):  # a file that may only be read is read as it is
            cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its place in the queue at once: one that has read before could not any more."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_SQLITE_REASONS = {
    "SQLITE_NOTADB": "broken",
    "SQLITE_CORRUPT": "broken",
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_READONLY": "unwritable",
    "SQLITE_CANTOPEN": "unwritable",
    "SQLITE_PERM": "unwritable",
    "SQLITE_FULL": "unwritable",
    "SQLITE_IOERR": "unwritable",
}


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return "unwritable"
    if isinstance(error, exc.TimeoutError):
        return "busy"
    cause = getattr(error, "orig", None)
    name = getattr(cause, "sqlite_errorname", "")
    if name:
        return next((reason for start, reason in _SQLITE_REASONS.items() if name.startswith(start)), "broken")
    refused = type(cause).__name__ in {"InsufficientPrivilege", "ReadOnlySqlTransaction"}
    return "unwritable" if refused else "unreachable" if isinstance(error, exc.OperationalError) else "broken"

"""A real PostgreSQL server on this machine, for as long as a test needs it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
INITDB = shutil.which("initdb") or (str(_INSTALLED[-1]) if _INSTALLED else "")
PG_CTL = str(Path(INITDB).resolve().with_name("pg_ctl")) if INITDB else ""


def _user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to be run by root."""
    return "postgres" if os.geteuid() == 0 else None


def _why_not() -> str:
    if not INITDB:
        return "no PostgreSQL on this machine: install it with `apt-get install postgresql`"
    try:
        pwd.getpwnam(_user() or pwd.getpwuid(os.geteuid()).pw_name)
    except KeyError:
        return "PostgreSQL does not run as root, and there is no user named postgres"
    return ""


WHY_NOT = _why_not()
"""Why tests with PostgreSQL cannot run here; empty when they can."""


@contextmanager
def server() -> Iterator[str]:
    """A server with an empty cluster on loopback; the address of its database `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="qtx-postgres-"))
    if owner := _user():
        shutil.chown(folder, owner)
    port = _free_port()
    data = folder / "data"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    try:
        _run(INITDB, "-D", str(data), "-U", "qtx", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        _run(PG_CTL, "-D", str(data), "-w", "-t", "60", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://qtx@127.0.0.1:{port}/postgres"
        finally:
            _run(PG_CTL, "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str) -> str:
    """An empty database of the server; its address."""
    name = f"qtx_{uuid.uuid4().hex[:12]}"
    engine = sqlalchemy.create_engine(
        address.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.rpartition("/")[0] + f"/{name}"


def _run(*command: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own command line
        command, user=_user(), cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port

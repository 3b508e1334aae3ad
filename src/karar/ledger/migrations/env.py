"""Alembic's entry: takes the connection it is handed, and leaves its transaction to whoever began it."""

from alembic import context

# SQLite's DDL is transactional where the driver does not commit behind one's back, and ours does not.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()

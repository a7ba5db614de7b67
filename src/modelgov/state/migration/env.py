"""How Alembic runs our migrations: in the transaction that `Database` has begun, or not at all."""

from alembic import context

from modelgov.state.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
context.run_migrations()

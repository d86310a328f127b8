"""What Alembic runs: the migrations, on the connection and in the transaction that it is given."""

from alembic import context

from editor.library.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

"""The writer's articles, kept through SQLAlchemy."""

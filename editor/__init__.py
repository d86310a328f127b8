"""Standfirst: a desktop editorial tool that shows what every reader will see."""

__version__ = "0.1.0"

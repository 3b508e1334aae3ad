"""Intake: what a person pointed at becomes pages, each with its bytes, its name and its facts."""

from karar.intake.collect import collect

__all__ = ["collect"]

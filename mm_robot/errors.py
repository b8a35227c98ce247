# SPDX-License-Identifier: Apache-2.0
"""The few kinds of exception mm_robot raises.

An exception means a broken program or a broken input: it says what is wrong, where, what is available, and
what to do next. What is expected to happen in the world (not found, ambiguous, blocked, dropped) is a value,
never an exception.
"""


class MmRobotError(Exception):
    """Base of every error raised on purpose by mm_robot."""


class ConfigError(MmRobotError):
    """A configuration file or override is unreadable, has an unknown key, or a value outside its range."""


class InputError(MmRobotError):
    """Data handed in from outside (image, cloud, audio, text, trajectory) is malformed."""


class MissingModelError(MmRobotError):
    """Model weights or an optional package are not here; the message names the command that brings them."""


class RobotError(MmRobotError):
    """The robot or its driver did not answer, or does not fit its profile."""

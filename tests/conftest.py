# SPDX-License-Identifier: Apache-2.0
"""Settings of all tests: the same examples every time, and no deadline that a busy machine could miss."""

import hypothesis

hypothesis.settings.register_profile(
    "mm_robot", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("mm_robot")

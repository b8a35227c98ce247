# SPDX-License-Identifier: Apache-2.0
"""What is English about reading and saying commands."""

# SPDX-License-Identifier: Apache-2.0
"""Pictures and films of the world, for people."""

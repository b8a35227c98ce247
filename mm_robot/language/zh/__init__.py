# SPDX-License-Identifier: Apache-2.0
"""What is Chinese about reading and saying commands."""

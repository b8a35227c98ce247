# SPDX-License-Identifier: Apache-2.0
"""What goes wrong while a robot works, as it goes wrong in reality."""

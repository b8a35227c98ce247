# SPDX-License-Identifier: Apache-2.0
"""What is asked for, and whether it was done."""

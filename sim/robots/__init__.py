# SPDX-License-Identifier: Apache-2.0
"""Simulated arms behind the Robot protocol."""

# SPDX-License-Identifier: Apache-2.0
"""Utterance to Command."""

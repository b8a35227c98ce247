# SPDX-License-Identifier: Apache-2.0
"""Audio to Utterance, and text to sound."""

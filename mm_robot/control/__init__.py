# SPDX-License-Identifier: Apache-2.0
"""The Robot protocol and the gate every motion passes."""

# SPDX-License-Identifier: Apache-2.0
"""What things are called and what they are like, in both languages: words that all rooms share."""

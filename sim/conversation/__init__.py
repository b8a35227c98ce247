# SPDX-License-Identifier: Apache-2.0
"""A spoken conversation with the running system, played from recordings, judged, and filmed."""

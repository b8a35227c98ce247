# SPDX-License-Identifier: Apache-2.0
"""Labelled pictures of simulated scenes for learning: `mm_robot dataset OUT --seeds 10000-10099`.

Format: shards `SEED.tar`, each sample a group of files with one name, as WebDataset and tar itself read them;
see sample.py for what is in it and reader.py for reading without any framework.
"""

# SPDX-License-Identifier: Apache-2.0
"""The simulated world as gymnasium environments: `gymnasium.make("MMRobot/Tabletop-v0")`.

Every id and what it takes is in registry.py; observations, actions and reward are in tabletop.py.
"""

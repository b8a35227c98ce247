# SPDX-License-Identifier: Apache-2.0
"""RGB-D of 640x480 and a cloud of 10,000 points through rclpy, between two processes, with our QoS.

.venv/bin/python tools/measure_stream.py --rate 30 --seconds 20

Prints one JSON object: rate received, latency from publish call to callback, and each side's core share.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import rclpy
from rclpy.node import Node
from sensor_msgs.msg import Image, PointCloud2

from mm_robot.nodes import names
from mm_robot.nodes.conversions import (
    from_cloud,
    from_depth_image,
    from_image,
    to_cloud,
    to_depth_image,
    to_image,
)
from mm_robot.system import DDS_PROFILE_VARIABLE, dds_profile

_TOPICS = {"color": "/measure/color", "depth": "/measure/depth", "cloud": "/measure/cloud"}


class Publisher(Node):
    """Publishes what a camera and a lidar would; the stamp is this machine's monotonic clock."""

    def __init__(self, rate_hz: float) -> None:
        super().__init__("measure_publisher")
        rng = np.random.default_rng(0)
        self._rgb = rng.integers(0, 255, (480, 640, 3), np.uint8)
        self._depth = rng.uniform(0.3, 3.0, (480, 640)).astype(np.float32)
        self._points = rng.uniform(-3, 3, (10_000, 3))
        self._color = self.create_publisher(Image, _TOPICS["color"], names.SENSOR)
        self._aligned = self.create_publisher(Image, _TOPICS["depth"], names.SENSOR)
        self._cloud = self.create_publisher(PointCloud2, _TOPICS["cloud"], names.SENSOR)
        self.create_timer(1.0 / rate_hz, self._publish)

    def _publish(self) -> None:
        self._color.publish(to_image(self._rgb, "camera", time.monotonic()))
        self._aligned.publish(to_depth_image(self._depth, "camera", time.monotonic()))
        self._cloud.publish(to_cloud(self._points, "lidar", time.monotonic()))


class Subscriber(Node):
    """Receives and reads, as perception does."""

    def __init__(self) -> None:
        super().__init__("measure_subscriber")
        self.latency_s: dict[str, list[float]] = {name: [] for name in _TOPICS}
        readers: tuple[tuple[str, type, Callable[..., object]], ...] = (
            ("color", Image, from_image),
            ("depth", Image, from_depth_image),
            ("cloud", PointCloud2, from_cloud),
        )
        for name, kind, read in readers:
            self.create_subscription(kind, _TOPICS[name], self._taker(name, read), names.SENSOR)

    def _taker(self, name: str, read: Callable[..., object]) -> Callable[..., None]:
        def take(message: Image | PointCloud2) -> None:
            arrived_s = time.monotonic()
            stamp = message.header.stamp
            self.latency_s[name].append(arrived_s - stamp.sec - stamp.nanosec * 1e-9)
            read(message)

        return take


def main() -> int:
    """Measure, or be the publisher."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=30.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--publisher", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault(DDS_PROFILE_VARIABLE, dds_profile(os.environ))
    rclpy.init()
    if arguments.publisher:
        node: Node = Publisher(arguments.rate)
        until_s = time.monotonic() + arguments.seconds + 6.0
        while time.monotonic() < until_s:
            rclpy.spin_once(node, timeout_sec=0.1)
        print(time.process_time(), flush=True)
        return 0
    subscriber = Subscriber()
    command = [sys.executable, __file__, "--publisher", "--rate", str(arguments.rate)]
    command += ["--seconds", str(arguments.seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as publisher:
        while len(subscriber.latency_s["cloud"]) < arguments.rate:  # the first second is discovery
            rclpy.spin_once(subscriber, timeout_sec=0.1)
        for values in subscriber.latency_s.values():
            values.clear()
        start_s, start_cpu_s = time.monotonic(), time.process_time()
        while time.monotonic() - start_s < arguments.seconds:
            rclpy.spin_once(subscriber, timeout_sec=0.1)
        took_s = time.monotonic() - start_s
        cpu = (time.process_time() - start_cpu_s) / took_s
        publisher_cpu_s = float(publisher.communicate()[0])
    print(
        json.dumps(
            {
                "rate_hz": arguments.rate,
                **{
                    name: {
                        "received_hz": round(len(values) / took_s, 2),
                        "p50_ms": round(1e3 * float(np.percentile(values, 50)), 2),
                        "p99_ms": round(1e3 * float(np.percentile(values, 99)), 2),
                    }
                    for name, values in subscriber.latency_s.items()
                },
                "subscriber_core_share": round(cpu, 3),
                "publisher_core_share_with_start": round(publisher_cpu_s / (arguments.seconds + 6.0), 3),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

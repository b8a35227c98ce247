# SPDX-License-Identifier: Apache-2.0
"""Camera, lidar and their places, from topics to RgbdFrame and LidarScan."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from rclpy.node import Node
from sensor_msgs.msg import CameraInfo, Image, PointCloud2
from tf2_msgs.msg import TFMessage

from mm_robot.config import Config
from mm_robot.errors import InputError, RobotError
from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_camera_info, from_cloud, from_depth_image, from_image, from_stamp
from mm_robot.nodes.synchroniser import PairSynchroniser
from mm_robot.nodes.transforms import TransformBuffer
from mm_robot.types import LidarScan, RgbdFrame


class RosSensors:
    """Keeps the newest of each stream. Messages come in the executor's thread; any thread may ask."""

    def __init__(self, node: Node, config: Config, on_frame: Callable[[], None] | None = None) -> None:
        """`on_frame` is called, in the executor's thread, when a new colour-depth pair is there."""
        self._node, self._config = node, config
        self._base = config.robot.base_frame
        self._on_frame = on_frame or (lambda: None)
        self._lock = threading.Lock()
        self._pairs: PairSynchroniser[Image, Image] = PairSynchroniser(config.nodes.image_slop_s)
        self._pair: tuple[Image, Image] | None = None
        self._info: CameraInfo | None = None
        self._cloud: PointCloud2 | None = None
        self._heard_s: dict[str, float] = {}  # topic -> this machine's clock
        self.transforms = TransformBuffer(config.nodes.transform_timeout_s)
        node.create_subscription(Image, names.COLOR_IMAGE, self._take_colour, names.SENSOR)
        node.create_subscription(Image, names.DEPTH_IMAGE, self._take_depth, names.SENSOR)
        node.create_subscription(CameraInfo, names.CAMERA_INFO, self._take_info, names.SENSOR)
        node.create_subscription(PointCloud2, names.LIDAR_POINTS, self._take_cloud, names.SENSOR)
        node.create_subscription(TFMessage, names.TF, lambda m: self._take_tf(m, False), names.COMMAND)
        node.create_subscription(TFMessage, names.TF_STATIC, lambda m: self._take_tf(m, True), names.HISTORY)

    # ------------------------------------------------------------------------------------------ what is new

    def frame(self) -> RgbdFrame | None:
        """The newest complete colour-depth pair; None before the first.

        Raises:
            InputError: the images or the camera info are malformed.
            RobotError: where the camera stands is not known from TF.
        """
        with self._lock:
            pair, info = self._pair, self._info
        if pair is None or info is None:
            return None
        colour, depth = pair
        stamp_s = from_stamp(colour.header.stamp)
        T_base_camera = self.transforms.pose(self._base, colour.header.frame_id.lstrip("/"), stamp_s)
        return RgbdFrame(
            from_image(colour), from_depth_image(depth), from_camera_info(info), T_base_camera, stamp_s
        )

    def scan(self) -> LidarScan | None:
        """The newest sweep; None before the first, without a lidar, or when it is too old.

        Raises:
            InputError: the cloud is malformed.
            RobotError: where the lidar stands is not known from TF.
        """
        with self._lock:
            cloud = self._cloud
        if cloud is None or self._age_s(names.LIDAR_POINTS) > self._config.nodes.stream_timeout_s:
            return None
        stamp_s = from_stamp(cloud.header.stamp)
        T_base_lidar = self.transforms.pose(self._base, cloud.header.frame_id.lstrip("/"), stamp_s)
        return LidarScan(from_cloud(cloud), T_base_lidar, stamp_s)

    def frame_age_s(self) -> float:
        """How long ago, on this machine's clock, a complete pair arrived; infinite before the first."""
        return self._age_s("pair")

    # ------------------------------------------------------------------------------------- what is missing

    def troubles(self) -> list[str]:
        """What is missing or stale, each naming its topic; empty when all streams run."""
        found = []
        for topic in (names.COLOR_IMAGE, names.DEPTH_IMAGE, names.CAMERA_INFO, names.LIDAR_POINTS):
            age_s = self._age_s(topic)
            if age_s == float("inf"):
                found.append(f"nothing heard on {topic}")
            elif age_s > self._config.nodes.stream_timeout_s:
                found.append(f"{topic} is silent for {age_s:.1f} s")
        if not found and self.frame_age_s() > self._config.nodes.stream_timeout_s:
            slop_ms = 1000 * self._config.nodes.image_slop_s
            found.append(
                f"colour and depth stamps are more than {slop_ms:.0f} ms apart; synchronise the streams"
            )
        return found

    def _age_s(self, topic: str) -> float:
        return time.monotonic() - self._heard_s.get(topic, float("-inf"))

    # ------------------------------------------------------------------------------------------ messages

    def _take_colour(self, message: Image) -> None:
        self._heard_s[names.COLOR_IMAGE] = time.monotonic()
        self._take_pair(self._pairs.add_colour(from_stamp(message.header.stamp), message))

    def _take_depth(self, message: Image) -> None:
        self._heard_s[names.DEPTH_IMAGE] = time.monotonic()
        self._take_pair(self._pairs.add_depth(from_stamp(message.header.stamp), message))

    def _take_pair(self, pair: tuple[Image, Image] | None) -> None:
        if pair is None:
            return
        self._heard_s["pair"] = time.monotonic()
        with self._lock:
            self._pair = pair
        self._on_frame()

    def _take_info(self, message: CameraInfo) -> None:
        self._heard_s[names.CAMERA_INFO] = time.monotonic()
        with self._lock:
            self._info = message

    def _take_cloud(self, message: PointCloud2) -> None:
        self._heard_s[names.LIDAR_POINTS] = time.monotonic()
        with self._lock:
            self._cloud = message

    def _take_tf(self, message: TFMessage, static: bool) -> None:
        try:
            self.transforms.add(message, static)
        except (InputError, RobotError) as error:
            self._node.get_logger().error(str(error), throttle_duration_sec=5.0)

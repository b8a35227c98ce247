# SPDX-License-Identifier: Apache-2.0
"""Every name of the ROS 2 graph and the quality of service that goes with it: the one place to change."""

from __future__ import annotations

from rclpy.qos import DurabilityPolicy, HistoryPolicy, QoSProfile, ReliabilityPolicy

# ------------------------------------------------------------------------------------------ nodes

SIM_NODE = "sim_node"
SPEECH_NODE = "speech_node"
PERCEPTION_NODE = "perception_node"
GROUNDING_NODE = "grounding_node"
TASK_NODE = "task_node"
SAFETY_NODE = "safety_node"

# ------------------------------------------------------------------------------------- the robot's drivers

JOINT_STATES = "/joint_states"  # sensor_msgs/JointState, arm and fingers; rad, rad/s, m
WRENCH = (
    "/force_torque_sensor_broadcaster/wrench"  # geometry_msgs/WrenchStamped, in the base or the tool frame
)
ARM_TRAJECTORY = "/arm_controller/joint_trajectory"  # trajectory_msgs/JointTrajectory, see conversions.py
GRIPPER_TRAJECTORY = (
    "/gripper_controller/joint_trajectory"  # the same for the fingers; effort = force limit, N
)
COLOR_IMAGE = "/camera/color/image_raw"  # sensor_msgs/Image, rgb8 or bgr8
DEPTH_IMAGE = "/camera/aligned_depth_to_color/image_raw"  # sensor_msgs/Image, 32FC1 in m or 16UC1 in mm
CAMERA_INFO = "/camera/color/camera_info"  # sensor_msgs/CameraInfo of the colour image
WRIST_COLOR_IMAGE = "/wrist_camera/color/image_raw"  # the same of a camera at the hand; only people look
WRIST_DEPTH_IMAGE = "/wrist_camera/aligned_depth_to_color/image_raw"
WRIST_CAMERA_INFO = "/wrist_camera/color/camera_info"
LIDAR_POINTS = "/lidar/points"  # sensor_msgs/PointCloud2
TF = "/tf"  # tf2_msgs/TFMessage
TF_STATIC = "/tf_static"
AUDIO = "/audio"  # mm_robot_msgs/Audio: what the microphone hears

CAMERA_FRAME = "camera_color_optical_frame"
WRIST_CAMERA_FRAME = "wrist_camera_color_optical_frame"
LIDAR_FRAME = "lidar"

# ------------------------------------------------------------------------------------------ speech

UTTERANCE = "/speech/utterance"  # mm_robot_msgs/Utterance
SPEECH_STOP = "/speech/stop"  # mm_robot_msgs/Stop: a stop word, heard while still being spoken
SPEECH_STATE = "/speech/state"  # std_msgs/String: "listening", "hearing", "recognising", "speaking"
SAID = "/speech/said"  # std_msgs/String: what the robot said
VOICE = "/speech/voice"  # mm_robot_msgs/Audio: how it sounds
SAY = "say"  # service mm_robot_msgs/Say

# ------------------------------------------------------------------------------------------ scene

SCENE = "/scene"  # mm_robot_msgs/Scene
SCENE_MARKERS = "/scene/markers"  # visualization_msgs/MarkerArray
GROUND = "ground"  # service mm_robot_msgs/Ground
GROUNDING_MARKERS = "/grounding/markers"
HELD = "/task/held"  # std_msgs/Int64: id of the object between the fingers, NOTHING_HELD for none
NOTHING_HELD = -1

# ------------------------------------------------------------------------------------------ task

EXECUTE_COMMAND = "execute_command"  # action mm_robot_msgs/ExecuteCommand
PROGRESS = "/task/progress"  # mm_robot_msgs/Progress, of every command, spoken ones too
TASK_STOP = "/task/stop"  # mm_robot_msgs/Stop: the task's own gate has stopped

# ------------------------------------------------------------------------------------------ safety

SAFETY_STATE = "/safety/state"  # mm_robot_msgs/SafetyState
SAFETY_STOP = "/safety/stop"  # service std_srvs/Trigger
SAFETY_RESET = "/safety/reset"  # service std_srvs/Trigger
STOP_REQUEST = "/safety/stop_request"  # std_msgs/String: the same as SAFETY_STOP, with a reason
E_STOP = "/e_stop"  # std_msgs/Bool: true while the button is pressed
HEARTBEAT = "/heartbeat"  # mm_robot_msgs/Heartbeat
DIAGNOSTICS = "/diagnostics"  # diagnostic_msgs/DiagnosticArray

# ------------------------------------------------------------------------------------------ simulation only

CLOCK = "/clock"
SIM_PLAY = "/sim/play"  # std_msgs/String: path of a wav file to sound in the room
SIM_JUDGE = "/sim/judge"  # service mm_robot_msgs/Judge; for the demo and tests, never for the robot

# --------------------------------------------------------------------------------------- quality of service

SENSOR = QoSProfile(  # a lost picture is worth less than a late one
    history=HistoryPolicy.KEEP_LAST, depth=5, reliability=ReliabilityPolicy.BEST_EFFORT
)
COMMAND = QoSProfile(  # motions, stops, speech: must arrive
    history=HistoryPolicy.KEEP_LAST, depth=10, reliability=ReliabilityPolicy.RELIABLE
)
SOUND = QoSProfile(  # a gap of a few chunks becomes a wrong word: keep two seconds of 20 ms chunks
    history=HistoryPolicy.KEEP_LAST, depth=100, reliability=ReliabilityPolicy.RELIABLE
)
STATE = QoSProfile(  # whoever comes later still learns how things stand
    history=HistoryPolicy.KEEP_LAST,
    depth=1,
    reliability=ReliabilityPolicy.RELIABLE,
    durability=DurabilityPolicy.TRANSIENT_LOCAL,
)
HISTORY = QoSProfile(  # the last few of what was said; /tf_static of several publishers
    history=HistoryPolicy.KEEP_LAST,
    depth=10,
    reliability=ReliabilityPolicy.RELIABLE,
    durability=DurabilityPolicy.TRANSIENT_LOCAL,
)

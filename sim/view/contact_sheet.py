# SPDX-License-Identifier: Apache-2.0
"""One picture of a whole film: some of its frames, in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

from mm_robot.errors import InputError

_GAP_PX = 4


def contact_sheet(
    film: str | Path,
    picture: str | Path,
    *,
    columns: int = 4,
    rows: int = 4,
    width: int = 400,
    frames: Sequence[int] | None = None,
) -> None:
    """Write frames of `film`, each `width` pixels wide, to `picture` (.png, .jpg).

    Args:
        film: the mp4.
        picture: what to write.
        columns: beside each other.
        rows: of evenly spaced frames.
        width: of each frame, px.
        frames: their numbers from 0 on, instead of evenly spaced ones; as many rows as they need.

    Raises:
        InputError: the film cannot be read or holds no frames.
    """
    try:
        count = imageio_ffmpeg.count_frames_and_secs(str(film))[0]
        reader = imageio_ffmpeg.read_frames(str(film))
        size = next(reader)["size"]
    except (OSError, RuntimeError, StopIteration) as error:
        raise InputError(f"{film}: not a readable film ({error})") from error
    if count < 1:
        raise InputError(f"{film}: there are no frames in it")
    # The middles of equal parts: the very first and last frames show the least.
    wanted = {int((i + 0.5) * count / (columns * rows)) for i in range(columns * rows)}
    if frames is not None:
        wanted = {min(max(0, frame), count - 1) for frame in frames}
        rows = max(1, math.ceil(len(wanted) / columns))
    height = round(width * size[1] / size[0])
    sheet = Image.new("RGB", (columns * (width + _GAP_PX), rows * (height + _GAP_PX)), "white")
    place = 0
    for index, data in enumerate(reader):
        if index in wanted:
            pixels = np.frombuffer(data, np.uint8).reshape(size[1], size[0], 3)
            x, y = place % columns * (width + _GAP_PX), place // columns * (height + _GAP_PX)
            sheet.paste(Image.fromarray(pixels).resize((width, height), Image.Resampling.LANCZOS), (x, y))
            place += 1
    Path(picture).parent.mkdir(parents=True, exist_ok=True)
    sheet.save(picture)

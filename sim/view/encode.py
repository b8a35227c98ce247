# SPDX-License-Identifier: Apache-2.0
"""Pictures and a soundtrack to an mp4 that ordinary players play: H.264 with AAC."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

from mm_robot.errors import InputError


def write_film(
    path: str | Path,
    pictures: Iterable[npt.NDArray[np.uint8]],
    size: tuple[int, int],
    frames_per_s: float,
    sound: str | Path | None = None,
) -> None:
    """Write a film.

    Args:
        path: the .mp4.
        pictures: (H, W, 3) uint8, one per frame; taken one by one.
        size: width and height of each, px.
        frames_per_s: how fast they follow.
        sound: a wav file that begins with the first picture; None: a silent film.

    Raises:
        InputError: an odd size, or ffmpeg cannot write it.
    """
    if size[0] % 2 or size[1] % 2:
        raise InputError(f"film size is {size}; H.264 takes even numbers of pixels")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    heard = {} if sound is None else {"audio_path": str(sound), "audio_codec": "aac"}
    rate = ["-b:a", "96k", "-ar", "44100"] if sound is not None else []  # some players know no other rates
    writer = imageio_ffmpeg.write_frames(
        str(path), size, fps=frames_per_s, codec="libx264", pix_fmt_out="yuv420p", quality=6,
        macro_block_size=2, **heard,
        output_params=["-preset", "veryfast", "-threads", "1", "-movflags", "+faststart", *rate],
    )  # fmt: skip
    try:
        writer.send(None)
        for picture in pictures:
            writer.send(np.ascontiguousarray(picture))
    except (OSError, RuntimeError) as error:
        raise InputError(f"{path}: the film cannot be written ({error})") from error
    finally:
        writer.close()

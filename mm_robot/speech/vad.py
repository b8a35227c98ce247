# SPDX-License-Identifier: Apache-2.0
"""Voice activity by the silero network (MIT), run by onnxruntime: no torch. 0.1 ms per 32 ms of sound.

The network file comes with the faster-whisper wheel, whose code is not imported.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mm_robot.errors import MissingModelError
from mm_robot.speech.mel import Samples

CHUNK = 512  # samples: 32 ms, what the network was trained on
_CONTEXT = 64  # samples of the chunk before that the network sees again
_STATE = (1, 1, 128)


class VoiceActivity:
    """How likely each 32 ms of one stream are voice. Keeps the network's memory between calls."""

    def __init__(self, network: Path | None = None) -> None:
        """`network`: a silero v6 ONNX file with inputs input, h and c; None finds the packaged one."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(network or packaged_network()), options, providers=["CPUExecutionProvider"]
        )
        self.reset()

    def reset(self) -> None:
        """Forget the stream: what comes next has nothing to do with it."""
        self._h: npt.NDArray[np.float32] = np.zeros(_STATE, np.float32)
        self._c: npt.NDArray[np.float32] = np.zeros(_STATE, np.float32)
        self._context = np.zeros(_CONTEXT, np.float32)

    def probability(self, chunk: Samples) -> float:
        """Probability of voice, 0..1, in the next (512,) float32 samples at 16 kHz."""
        window = np.concatenate((self._context, chunk))[None].astype(np.float32)
        self._context = chunk[-_CONTEXT:].copy()
        voice, self._h, self._c = self._session.run(None, {"input": window, "h": self._h, "c": self._c})
        return float(voice.reshape(-1)[0])

    def probabilities(self, samples: Samples) -> npt.NDArray[np.float64]:
        """One probability per whole 32 ms of (N,) samples, as a stream of its own."""
        self.reset()
        count = len(samples) // CHUNK
        return np.array([self.probability(samples[i * CHUNK : (i + 1) * CHUNK]) for i in range(count)])


def packaged_network() -> Path:
    """The network file inside the installed faster-whisper wheel.

    Raises:
        MissingModelError: the wheel is not installed, or holds no such file.
    """
    spec = importlib.util.find_spec("faster_whisper")
    folders = spec.submodule_search_locations if spec is not None else None
    for folder in folders or []:
        found = sorted(Path(folder).glob("assets/silero_vad_v6*.onnx"))
        if found:
            return found[-1]
    raise MissingModelError(
        "the voice activity network silero_vad_v6.onnx is not here; install it with: "
        "pip install 'faster-whisper>=1.2.1,<1.3' 'av<19'"
    )

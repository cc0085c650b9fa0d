"""Talking to a voice that runs as a program of its own."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newsroom.model.errors import Unavailable
from newsroom.world.voices import Voice

Sound = npt.NDArray[np.float32]
PROGRAM = "newsroom.programs.piper_voice"
NOISE_W_SCALE = 0.6
LIMIT_S = 300


class Part(NamedTuple):
    """One breath of sound as the voice made it: samples -1 to 1, and its phonemes with their lengths in samples."""

    sound: Sound
    phonemes: tuple[tuple[str, int], ...]


class Sentence(NamedTuple):
    """One sentence as the voice spoke it; `words` are the phonemes of each word spoken alone."""

    parts: tuple[Part, ...]
    words: tuple[str, ...]


def speak(voice: Voice, length_scale: float, sentences: Sequence[Sequence[str]]) -> tuple[int, str, list[Sentence]]:
    """The sentences (each a list of words) spoken in order: sample rate, version of the engine, one Sentence each.

    A fresh program for each call: its generator starts from the voice's seed, so the same call gives the same samples.

    Raises:
        Unavailable: the voice cannot be loaded, gave no alignments, or took too long.
    """
    model = voice.model_path()
    order = {"model": str(model), "config": f"{model}.json", "seed": voice.seed,
             "length_scale": length_scale / voice.size, "noise_w_scale": NOISE_W_SCALE}  # fmt: skip
    asked = [order, *({"id": str(at), "words": list(words)} for at, words in enumerate(sentences))]
    answers = _converse("".join(json.dumps(line) + "\n" for line in asked))
    if len(answers) != len(sentences) + 1 or not answers[0].get("ready"):
        raise Unavailable("voice_failed", "The voice stopped before the end of the script.", "Try again.")
    # Heard at a lower rate, quick speech is a large person's at the usual pace.
    rate = round(answers[0]["sample_rate"] / voice.size)
    return rate, answers[0]["version"], [_sentence(answer) for answer in answers[1:]]


def _converse(asked: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", PROGRAM]
    try:
        done = subprocess.run(command, input=asked.encode(), capture_output=True, timeout=LIMIT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unavailable("voice_slow", f"The voice did not finish in {LIMIT_S} s.", "Try again later.") from error
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]
    fault = next((answer for answer in answers if "error" in answer), None)
    if fault is not None:
        raise Unavailable(fault["error"], fault["message"], "Check the voice with `newsroom doctor`.")
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
        raise Unavailable("voice_failed", f"The voice failed: {lines[-1][:200]}", "Check it with `newsroom doctor`.")
    return answers


def _sentence(answer: dict[str, Any]) -> Sentence:
    parts = tuple(
        Part(
            np.frombuffer(base64.b64decode(part["pcm"]), dtype="<i2").astype(np.float32) / 32768.0,
            tuple((symbol, samples) for symbol, samples in part["phonemes"]),
        )
        for part in answer["parts"]
    )
    return Sentence(parts, tuple(answer["words"]))

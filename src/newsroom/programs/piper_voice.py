# SPDX-License-Identifier: GPL-3.0-or-later
"""The Piper voice as a program of its own: `python -m newsroom.programs.piper_voice`.

Piper is GPL-3.0-or-later (it embeds espeak-ng), and so is this file, unlike the rest of the house. It is therefore
never imported: it is started, spoken to in JSON lines on its standard streams, and ends when its input ends.

First line in:   {"model", "config", "seed", "length_scale", "noise_w_scale"}
First line out:  {"ready": true, "sample_rate", "version"}
Then a line in:  {"id", "words": [text, ...]}         one sentence, word by word; `[[...]]` is phonemes
and a line out:  {"id", "parts": [{"pcm", "phonemes": [[symbol, samples], ...]}], "words": [phonemes, ...]}
`pcm` is 16-bit little-endian mono in base64. A fault is {"error", "message"}, after which the program ends with 1.

The random generator is seeded before the model is loaded and the model is loaded once a run, so the same input
lines give the same samples (measured: equal hashes over runs, with one thread and with two).
"""

import base64
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import onnxruntime
from piper.config import SynthesisConfig
from piper.voice import PiperVoice


class VoiceError(Exception):
    """A reason to stop, with its stable code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def main() -> int:
    """Serve sentences until the input ends. 0, or 1 after a fault."""
    lines = iter(sys.stdin)
    try:
        order = json.loads(next(lines, "{}"))
        voice = _load(order)
        # Loudness is set once over the whole programme, so no sentence is levelled by itself.
        style = SynthesisConfig(
            length_scale=order["length_scale"], noise_w_scale=order["noise_w_scale"], normalize_audio=False
        )
        rate = voice.config.sample_rate
        _answer({"ready": True, "sample_rate": rate, "version": f"piper {version('piper-tts')}"})
        for line in lines:
            _answer(_sentence(voice, style, json.loads(line)))
    except VoiceError as fault:
        _answer({"error": fault.code, "message": str(fault)})
        return 1
    return 0


def _load(order: dict[str, Any]) -> PiperVoice:
    onnxruntime.set_default_logger_severity(3)
    onnxruntime.set_seed(order["seed"])
    try:
        voice = PiperVoice.load(order["model"], config_path=order["config"], include_alignments=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise VoiceError("voice_missing", f"The voice {order['model']} cannot be loaded: {error}") from error
    if len(voice.session.get_outputs()) < 2:
        raise VoiceError("no_alignments", "The voice gives no phoneme alignments: the onnx package is needed.")
    return voice


def _sentence(voice: PiperVoice, style: SynthesisConfig, asked: dict[str, Any]) -> dict[str, Any]:
    text = " ".join(asked["words"])
    parts = list(_parts(voice, style, text))
    return {"id": asked["id"], "parts": parts, "words": [_phonemes(voice, word) for word in asked["words"]]}


def _parts(voice: PiperVoice, style: SynthesisConfig, text: str) -> Iterator[dict[str, Any]]:
    for chunk in voice.synthesize(text, style, include_alignments=True):
        if chunk.phoneme_alignments is None:
            raise VoiceError("no_alignments", f"The voice gave no alignments for: {text}")
        yield {
            "pcm": base64.b64encode(chunk.audio_int16_bytes).decode("ascii"),
            "phonemes": [[each.phoneme, int(each.num_samples)] for each in chunk.phoneme_alignments],
        }


def _phonemes(voice: PiperVoice, word: str) -> str:
    return "".join(symbol for sentence in voice.phonemize(word) for symbol in sentence)


def _answer(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

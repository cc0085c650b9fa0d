"""The papers that lie beside a video: captions, transcript, script, and a manifest of hashes, rights and evidence."""

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from newsroom.model.assets import Narration, Visual
from newsroom.model.channel import Channel
from newsroom.model.script import Script

FONT_LICENCES = (
    {"what": "Archivo and Inter typefaces", "licence": "SIL OFL 1.1"},
    {"what": "libx264 encoder, run as a separate program", "licence": "GPL-2.0-or-later"},
    {"what": "Piper voice engine, run as a separate program", "licence": "GPL-3.0-or-later"},
)


def transcript(script: Script, channel: Channel) -> str:
    """Title and lines as shown, one line each; a rehearsal says so first."""
    head = ["REHEARSAL: an invented story, not real news.", ""] if channel.rehearsal else []
    return "\n".join([*head, script.title, "", *(line.text for line in script.lines), ""])


def documents(script: Script, captions_srt: str, captions_vtt: str, words: str) -> dict[str, str]:
    """The text files of a video's folder, by name."""
    return {
        "captions.srt": captions_srt,
        "captions.vtt": captions_vtt,
        "transcript.txt": words,
        "script.json": json.dumps(script.json_dict(), indent=1, ensure_ascii=False, sort_keys=True) + "\n",
    }


def manifest(
    folder: Path, script: Script, narration: Narration, shown: Sequence[Visual], channel: Channel, disclosure: str
) -> str:
    """Everything one needs to check the folder: SHA-256 of each file, whose assets, which voice, which claims."""
    rights = {right.model_dump_json(): right.json_dict() for visual in shown for right in visual.rights}
    paper = {
        "story_id": script.story_id,
        "channel": channel.name,
        "title": script.title,
        "script_version": script.version,
        "rehearsal": channel.rehearsal,
        "disclosure": disclosure,
        "made_with": f"digital-newsroom {version('digital-newsroom')}",
        "files": {place.name: file_hash(place) for place in sorted(folder.iterdir()) if place.is_file()},
        "voice": {
            "name": narration.voice,
            "licence": narration.voice_licence,
            "loudness_lufs": narration.loudness_lufs,
            "true_peak_dbtp": narration.true_peak_dbtp,
            "words_per_minute": narration.words_per_minute,
        },
        "licences": [*FONT_LICENCES, *(rights[key] for key in sorted(rights))],
        "visuals": [
            {"id": v.id, "kind": v.kind, "why": v.why, "lines": v.line_ids, "attempts": v.attempts,
             "recovered_by": v.recovered_by} for v in shown
        ],
        "evidence": [{"line": line.id, "text": line.text, "claims": line.claim_ids} for line in script.lines],
    }  # fmt: skip
    return json.dumps(paper, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def file_hash(place: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

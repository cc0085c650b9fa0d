"""Every cut follows from the sound; the picture covers it without a gap."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.assets import Narration, Visual
from newsroom.studio.card_timing import FPS, card_plan, frames_of, longest_still_s


def sound(*lengths: float) -> Narration:
    spans, at = {}, 0.1
    for number, length in enumerate(lengths):
        spans[f"l{number}"] = (round(at, 3), round(at + length, 3))
        at += length + 0.32
    return Narration(
        path="n.wav", sha256="0", duration_s=round(at + 0.2, 3), words=(), line_spans=spans, voice="v",
        voice_licence="", loudness_lufs=-14, true_peak_dbtp=-1.5, words_per_minute=160,
    )  # fmt: skip


def card(number: int, *lines: str, same: bool = False) -> Visual:
    data = {"statement": "same" if same else f"text {number}"}
    return Visual(id=f"v{number}", kind="text", line_ids=lines, data=data, why="", rights=())


def test_a_card_comes_just_before_its_first_word() -> None:
    """A tenth of a second before its line; the first card from the first frame, the last to the end."""
    plan = card_plan([card(0, "l0"), card(1, "l1"), card(2, "l2")], sound(2.0, 3.0, 1.5))
    assert [span.first for span in plan] == [0, round((2.42 - 0.1) * FPS), round((5.74 - 0.1) * FPS)]
    assert plan[-1].end == frames_of(sound(2.0, 3.0, 1.5).duration_s)


def test_cards_of_one_line_share_its_time() -> None:
    """A map beside a title: each gets half of the line."""
    plan = card_plan([card(0, "l0"), card(1, "l0")], sound(4.0))
    assert plan[1].start_s == round(round((0.1 + 2.0 - 0.1) * FPS) / FPS, 3)


def test_neighbours_that_look_the_same_are_one_card() -> None:
    """Nothing is cut to itself."""
    plan = card_plan([card(0, "l0", same=True), card(1, "l1", same=True), card(2, "l2")], sound(2, 2, 2))
    assert [span.visual for span in plan] == [0, 2]


def test_standing_still_is_measured_between_all_changes() -> None:
    """A spoken word is a change; without words only cuts are."""
    plan = card_plan([card(0, "l0"), card(1, "l1")], sound(3.0, 6.0))
    assert longest_still_s(plan, []) > 4
    assert longest_still_s(plan, [n / 2 for n in range(24)]) <= 0.5
    assert longest_still_s((), []) == 0.0


@given(st.lists(st.floats(0.3, 12), min_size=1, max_size=12), st.data())
def test_the_picture_covers_the_sound(lengths: list[float], data: st.DataObject) -> None:
    """Spans follow one another without gap or overlap from frame 0 to the last, whatever the plan's order."""
    narration = sound(*lengths)
    names = st.sampled_from([*narration.line_spans, "unknown"])
    lines = data.draw(st.lists(st.lists(names, max_size=2), min_size=1, max_size=14))
    plan = card_plan([card(n, *each) for n, each in enumerate(lines)], narration)
    assert plan[0].first == 0
    assert plan[-1].end == frames_of(narration.duration_s)
    assert all(a.end == b.first and a.end > a.first for a, b in zip(plan, plan[1:], strict=False))

"""Hook_Doctor: exactly three openings by different techniques, the best one put first (N 3.2).

Order: the may-never table refuses; accuracy below 0.9 refuses; then half accuracy, half pull decides. The body is laid
out again behind the chosen opening, so that an opening that only asks is answered and one that tells is not repeated.
"""

from newsroom.model.brief import Hold, StudioBrief
from newsroom.model.script import Hook, Script
from newsroom.model.text import word_count
from newsroom.studio.assembly import Material, assemble, material
from newsroom.studio.hooks import forbidden
from newsroom.studio.house_words import table
from newsroom.studio.script_writer import WritingTools


def optimise(script: Script, brief: StudioBrief, tools: WritingTools) -> Script:
    """The script with its best admissible opening; unchanged when no opening is better than the present one.

    `Script.hooks` keeps all three with accuracy and pull; `chosen_hook` says which one opens.
    """
    made = material(brief, tools.inflect, tools.language, script.answers)
    if isinstance(made, Hold):
        return script
    order = sorted(range(len(script.hooks)), key=lambda at: (-strength(script.hooks[at]), at))
    for at in order:
        if at == script.chosen_hook:
            return script
        if _admissible(script.hooks[at], made) and made.hooks[at].candidate.text == script.hooks[at].text:
            changed = assemble(made, at, script.version, script.answers)
            if isinstance(changed, Script):
                return changed
    return script


def strength(hook: Hook) -> float:
    """Half accuracy, half pull, 0 to 1, rounded to 0.001."""
    return round(0.5 * hook.accuracy + 0.5 * hook.pull, 3)


def _admissible(hook: Hook, made: Material) -> bool:
    rows = table("hooks.yaml")
    claims = [made.desk.claims[i] for i in hook.claim_ids if i in made.desk.claims]
    accurate = hook.accuracy >= rows["accuracy_min"] and len(claims) == len(hook.claim_ids)
    brief_enough = word_count(hook.text) <= rows["words_max"]
    return accurate and brief_enough and not forbidden(hook.technique, hook.text, claims)

"""What is tried when a visual fails, and that it ends with a card (N 4.2; decisions.md section 3)."""

from newsroom.studio.visual_recovery import MAX_ATTEMPTS, next_step, recover, simplify_prompt

PROMPT = "An Intricate, detailed aerial view of the closed Oakmere bridge in the rain"


def test_the_order_of_recovery():
    """Simpler prompt, stock, another generator, text card."""
    generators = ("local", "remote")
    steps = [recover(attempt, PROMPT, "local", generators) for attempt in range(1, MAX_ATTEMPTS)]
    assert [step.action for step in steps] == [
        "RETRY",
        "FALLBACK_STOCK",
        "ALTERNATIVE_GENERATOR",
        "SKIP_OR_PLACEHOLDER",
    ]
    assert "intricate" not in steps[0].new_prompt.lower()
    assert steps[1].stock_query == "aerial view closed oakmere bridge rain"
    assert steps[2].generator == "remote"
    assert steps[3].placeholder_type == "text_overlay"


def test_without_another_generator_the_card_comes_third():
    """The one that failed is not asked again."""
    assert recover(3, PROMPT, "local", ("local",)).action == "SKIP_OR_PLACEHOLDER"
    assert next_step(3) == "SKIP_OR_PLACEHOLDER"


def test_every_further_failure_is_answered_by_the_card():
    """Total: no attempt number is without an answer."""
    assert {recover(attempt, "", "g", ("g", "h")).action for attempt in range(4, 50)} == {"SKIP_OR_PLACEHOLDER"}
    assert recover(0, PROMPT).action == "RETRY"


def test_simplifying_drops_ornament_words_and_keeps_twenty_words():
    """Whole words in any case, single spaces, idempotent; 'complexity' is not ornament."""
    assert simplify_prompt("a  COMPLEX elaborate map of complexity") == "a map of complexity"
    assert len(simplify_prompt("word " * 50).split()) == 20
    once = simplify_prompt(PROMPT)
    assert simplify_prompt(once) == once

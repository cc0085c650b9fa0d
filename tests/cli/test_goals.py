"""Campaigns, channels and the policy by command, as a person uses them before and between days."""

import json

GOAL = "cover earthquakes above 6 for our Andean audience this week, at most 4 videos a day, 5 USD"
BY = ("--by", "E. Ode", "--role", "editor")


def test_a_goal_becomes_a_draft_that_is_changed_and_started(newsroom, tmp_path):
    """In an empty home: read, shown as a tree, edited, started; each step a version."""
    home = ("--home", tmp_path)
    draft = json.loads(newsroom("campaign", "add", GOAL, *BY, *home, "--json").out)
    assert (draft["status"], draft["unclear"], draft["missing"]) == ("draft", [], [])
    key = draft["id"]
    shown = newsroom("campaign", "show", key, *home).out
    assert "└─ produce: at most 4 videos a day on main (site)" in shown
    edited = json.loads(newsroom("campaign", "edit", key, "--per-day", 2, "--off", "spend", *BY, *home, "--json").out)
    assert (edited["plan"]["per_day"], [s["kind"] for s in edited["steps"] if not s["on"]]) == (2, ["spend"])
    assert json.loads(newsroom("campaign", "start", key, *BY, *home, "--json").out)["status"] == "active"
    assert "campaign_runs" not in newsroom("campaign", "edit", key, "--usd", 1, *BY, *home).out
    assert newsroom("campaign", "pause", key, *BY, *home).code == 0
    assert json.loads(newsroom("audit", "verify", *home, "--json").out)["ok"]


def test_what_is_wrong_is_said_in_a_sentence_and_recorded(newsroom, tmp_path):
    """The same goal twice, a negative number, an end before the start, a threshold outside 0 to 1, a wrong role."""
    home = ("--home", tmp_path)
    key = json.loads(newsroom("campaign", "add", GOAL, *BY, *home, "--json").out)["id"]
    tries = [
        ("campaign", "add", GOAL, *BY),
        ("campaign", "add", "cover floods for -3 days", *BY),
        ("campaign", "edit", key, "--usd", -1, *BY),
        ("campaign", "edit", key, "--until", "2001-01-01", *BY),
        ("campaign", "start", "campaign_unknown", *BY),
        ("policy", "set", "relevance_above", "1.5", "--by", "I. Brandt", "--role", "admin"),
        ("policy", "set", "confidence_on_above", "0.5", "--by", "I. Brandt", "--role", "admin"),
        ("policy", "set", "mood", "0.5", "--by", "I. Brandt", "--role", "admin"),
        ("policy", "set", "relevance_above", "0.8", *BY),
        ("parked", "--retry", "task_unknown", *BY),
    ]
    for words in tries:
        done = newsroom(*words, *home)
        assert done.code == 1, words
        assert done.err.strip(), words
    exported = [json.loads(line)["action"] for line in newsroom("audit", "export", *home).out.splitlines()]
    assert sum(action.endswith(".refused") for action in exported) == len(tries)


def test_a_threshold_is_set_by_name(newsroom, tmp_path):
    """And shown with who set it."""
    home = ("--home", tmp_path)
    newsroom("campaign", "add", GOAL, *BY, *home)
    assert newsroom("policy", "set", "relevance_above", "0.8", "--by", "I. Brandt", "--role", "admin", *home).code == 0
    held = json.loads(newsroom("policy", "show", *home, "--json").out)
    assert (held["relevance_above"], held["by"], held["version"]) == (0.8, "I. Brandt", 1)


def test_a_channel_is_added_beside_the_bundled_one(newsroom, tmp_path):
    """Its SOUL.md passes the check; the house's first channel stays main."""
    home = ("--home", tmp_path)
    assert newsroom("channel", "add", "andes", "--title", "Andes Now", "--topics", "disaster, science", *home).code == 0
    found = json.loads(newsroom("channel", "list", *home, "--json").out)
    assert [(one["name"], one["topics"]) for one in found] == [("main", []), ("andes", ["disaster", "science"])]
    assert newsroom("config", "check", *home).code == 0
    assert newsroom("channel", "add", "andes", "--title", "Twice", *home).code == 1
    assert newsroom("channel", "add", "../up", "--title", "Up", *home).code == 1
    assert "Andes Now" in newsroom("channel", "show", "andes", *home).out


def test_an_unknown_state_is_refused_and_the_states_are_named(newsroom, tmp_path):
    """Not an empty list that looks like an answer."""
    done = newsroom("story", "list", "--state", "dreaming", "--home", tmp_path)
    assert (done.code, done.out, "AWAIT_VOTES" in done.err) == (1, "", True)


def test_a_topic_that_there_is_not_cannot_be_a_persons(newsroom, tmp_path):
    """A slip of the pen would take the person's look away."""
    home = ("--home", tmp_path)
    newsroom("campaign", "add", "cover floods this week", *BY, *home)
    done = newsroom("policy", "set", "person_for_outside", "politcs", "--by", "I. Brandt", "--role", "admin", *home)
    assert (done.code, "politcs" in done.err) == (1, True)
    assert json.loads(newsroom("policy", "show", "--json", *home).out)["version"] == 0


def test_a_goal_written_before_a_recorded_day_counts_by_that_days_clock(newsroom, tmp_path):
    """ "This week" is the week of the day that is played into the same home."""
    home = ("--home", tmp_path)
    draft = json.loads(newsroom("campaign", "add", "cover storms this week, 5 USD", *BY, *home, "--json").out)
    newsroom("campaign", "start", draft["id"], *BY, *home)
    span = ("--from", "2026-05-13T05:00Z", "--to", "2026-05-13T05:10Z", "--limit-videos", 0)
    assert newsroom("replay", "rehearsal", *span, "--out", tmp_path).code == 0
    held = json.loads(newsroom("campaign", "show", draft["id"], *home, "--json").out)
    assert (held["status"], held["version"], held["plan"]["starts_at"]) == ("active", 3, "2026-05-13T05:00:00Z")
    assert held["plan"]["ends_at"] == "2026-05-18T00:00:00Z"
    assert held["steps"][-1]["words"] == "end at 2026-05-18 00:00 UTC"

"""What trained models add to a story's words: a category, a Media Topic, and now and then a sensitive subject."""

import numpy as np
import pytest

from newsroom.council import risk
from newsroom.model.linear_model import trained
from newsroom.model.word_marks import marks, weighed
from newsroom.ports import Filed
from newsroom.scouts.categories import category_of
from newsroom.scouts.filing import category_weights, filer, media_topic, sensitive_subject
from newsroom.world.embeddings import HashedWords
from newsroom.world.topics import TrainedTopics

SPORT = Filed({"Sports": 2.0, "World": -1.0}, {"SPORTS": 2.0, "POLITICS": -1.0}, {"other": 3.0, "politics": -1.0})
STATE = Filed({"World": 2.0, "Sports": -2.0}, {"POLITICS": 2.0, "SPORTS": -2.0}, {"other": -3.0, "politics": 3.0})


class SaysSport:
    """Models that hold every text for sport, and count what they are asked."""

    def __init__(self):
        self.asked = 0

    def read(self, texts):
        self.asked += len(texts)
        return [SPORT for _ in texts]


def test_models_speak_where_the_words_say_nothing(report):
    """A report without a word that we know is filed by the models; without them it is about people."""
    item = report("quiet", "Vellmar come from behind")
    assert category_of([item]).primary == "society"
    assert category_of([item], {item.id: SPORT}).primary == "sport"


def test_words_and_models_have_one_say_each(report):
    """The models' word adds to that of the words and never drowns it."""
    item = report("fire", "Wildfire near Vellmar, firefighters evacuate the village")
    assert "disaster" in (found := category_of([item], {item.id: SPORT})).secondary or found.primary == "disaster"
    assert sum(category_weights(SPORT).values()) <= 1.0


def test_each_item_is_read_once_and_only_in_english(report):
    """A story is looked at many times; a Polish report is filed by its words."""
    models = SaysSport()
    file = filer(models)
    items = [report("a", "Vellmar come from behind"), report("pl", "Pękła tama nad Orlinem", language="pl")]
    assert set(file(items)) == {items[0].id}
    file(items)
    assert models.asked == 1
    assert filer(None)(items) == {}


def test_every_category_has_a_media_topic():
    """Code and name, for our twelve words alone."""
    assert media_topic("sport") == ("medtop:15000000", "sport")
    assert media_topic("gossip") is None


def test_a_sensitive_subject_needs_the_whole_story():
    """One sure report among others is not enough; nothing read is nothing suggested."""
    assert sensitive_subject([STATE, STATE]) == "politics"
    assert sensitive_subject([STATE, SPORT]) == ""
    assert sensitive_subject([]) == ""


@pytest.mark.parametrize("told", ["a quiet day", "the court heard the lawsuit", "war and an election"])
def test_a_suggestion_only_raises_the_class(told):
    """Whatever the words say, a suggested type leaves the class as it is or raises it, and is not the story's own."""
    order = risk.SEVERITY.index
    plain = risk.classify([told.split()], urgency=0.9, strong_source=True)
    raised = risk.classify([told.split()], urgency=0.9, strong_source=True, suggested=["HEALTH"])
    assert max(order(plain.risk), 0) <= order(raised.risk)
    assert raised.own == plain.own
    assert "HEALTH" in raised.types


def test_every_sensitive_subject_has_a_risk_type():
    """The shipped model's labels, but for the one that is none."""
    assert {*risk.TYPE_OF_SUBJECT, "other"} == set(trained("sensitive").labels)


def test_shipped_models_read_any_text():
    """Every label has a margin, also for an empty text; the answer does not hang on the company."""
    topics = TrainedTopics(HashedWords())
    alone, (first, second) = topics.read([("", "")]), topics.read([("", ""), ("The cup final", "Two goals")])
    assert alone[0] == first
    assert len(first.desks) == 4
    assert len(first.sections) == 29
    assert all(np.isfinite(margin) for margin in second.sensitive.values())


def test_marks_have_length_one():
    """However long a text is; marks never met are left out."""
    found = weighed(marks("one two three two", 64), [1.0] * 64)
    assert sum(value * value for value in found.values()) == pytest.approx(1.0)
    assert weighed(marks("one two", 64), [0.0] * 64) == {}

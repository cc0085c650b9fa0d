"""Places to publish, as the world makes them: requests get lost, answers get lost, lists show a post long after it is up."""

from collections.abc import Callable
from dataclasses import dataclass

from newsroom.lab.simulation.crash import Crash
from newsroom.lab.simulation.dice import Dice
from newsroom.lab.simulation.faults import Faults
from newsroom.lab.simulation.timeline import Timeline
from newsroom.model.errors import Unavailable, Unknown
from newsroom.model.publication import PerformanceMetrics, Publication
from newsroom.publishing.platform_strategist import platform_limits


@dataclass(frozen=True)
class Post:
    """One public post and when it went up."""

    publication_id: str
    story_id: str
    url: str
    at_ms: int


class Platform:
    """`ports.Outlet` over a list of posts. `own` writes to our own disk: the same page again is the same page.

    `asked` is told of every request before it starts, `between` lets the world go on inside a call, and `brake` is what
    somebody pulls who sees that a post is about to go out.
    """

    def __init__(
        self,
        platform: str,
        dice: Dice,
        faults: Faults,
        time: Timeline,
        asked: Callable[[Publication], None],
        between: Callable[[], None],
        brake: Callable[[], None],
    ) -> None:
        self.platform = platform
        self._lag_ms = int(1000 * platform_limits()[platform]["listing_lag_s"])
        self.own = not self._lag_ms
        self.posts: list[Post] = []
        self._dice = dice
        self._faults = faults
        self._time = time
        self._asked = asked
        self._between = between
        self._brake = brake

    def publish(self, publication: Publication) -> str:
        """Put a post up, or fail in one of the ways of the world."""
        self._asked(publication)
        self._faults_before()
        url = f"https://{self.platform}.example/{len(self.posts)}"
        known = next((one for one in self.posts if one.publication_id == publication.id), None) if self.own else None
        if known is None:
            self.posts.append(Post(publication.id, publication.story_id, url, self._time.ms))
        self._between()
        if self._faults.fires("crash_after_post", self.platform):
            raise Crash
        if self._faults.fires("response_lost", self.platform):
            raise Unknown("no_answer", "The platform did not answer in time.", "Look there.")
        return known.url if known else url

    def _faults_before(self) -> None:
        if self._faults.fires("platform_away", self.platform):
            raise Unavailable("platform_away", "The platform is not there.", "Try later.")
        if self._faults.fires("request_lost", self.platform):
            raise Unknown("no_answer", "The platform did not answer in time.", "Look there.")

    def look_up(self, publication: Publication) -> str | None:
        """The post of this publication, once the platform's own lists show it."""
        self._between()
        if self._faults.fires("braked_at_sight", self.platform):
            self._brake()
        if not self.own and self._faults.fires("platform_away", self.platform):
            raise Unavailable("platform_away", "The platform is not there.", "Try later.")
        for post in self.posts:
            if post.publication_id == publication.id:
                hidden = not self.own and self._time.ms < post.at_ms + self._lag_ms
                if not hidden:
                    return post.url
                self._faults.saw("listing_lag", self.platform)
        return None

    def metrics(self, publication: Publication) -> PerformanceMetrics | None:
        """Nobody watches a simulated video."""
        del publication
        return None

"""A recorded day as `Feeds`: a folder of native feed files, played back by the time each item was first seen.

Folder of a bundled or `newsroom record`ed day::

    sources.yaml          what follows
    feeds/FILE            native bytes exactly as a source sends them (RSS, Atom, JSON Feed, CAP, GeoJSON, lists)

`sources.yaml` keys::

    edition: rehearsal                      # name of the day; required
    title: "A rehearsal day in ..."         # one line for people; optional
    span: {first: 2031-05-14T04:00:00Z, last: 2031-05-15T02:00:00Z}
                                            # an item that would arrive outside is refused as bad_date; optional
    sources:                                # one entry a feed
    - id: harbour-post                      # unique, [a-z0-9.-]; required (becomes Source.id)
      name: "The Harbour Post"              # required
      owner: "Harbour Media"                # ultimate owner; default: the name
      kind: newspaper                       # a SourceKind (or a synonym of data/outlets.yaml: government, tabloid, ...)
      tier: 2                               # 1 best .. 5; required
      country: XX                           # optional, as are language, url, terms
      language: en
      file: harbour-post.rss                # under feeds/; or `files: [a.json, b.json]` for several snapshots
      format: rss                           # one of FORMATS below; required
      delay_s: 180                          # arrival = publication + this many seconds; default 0
      recorded_at: 2031-05-14T09:00:00Z     # or: the whole file arrived at this moment (snapshots, trend lists)
      seen_at: {"hp-0017": 2031-05-14T09:12:00Z}   # or: this item (its own id in the feed) arrived at this moment
      aggregator: true                      # flags, all optional: aggregator opinion satire not_news shop
      publisher_from: link                  # aggregators: link | title_suffix | text_brackets | named_report | itself
    publishers:                             # outlets that aggregators point to; a name or a domain, one a line
    - {name: "Coast Radio", owner: "Coast Broadcasting", tier: 2, kind: broadcaster}
    - {name: "coastradio.example", owner: "Coast Broadcasting", tier: 2, kind: broadcaster}

Formats: rss, atom (both read by one parser), json_feed, cap, nws, usgs, gdacs, gdelt, hackernews, stackoverflow, posts,
trends, most_viewed, current_events. A file may be gzip-packed. The shapes of the JSON lists stand in their parsers.

When an item arrived, first of: `seen_at` of the entry; `_recorded_at` on the item (JSON formats); `recorded_at` of the
entry; the time the file states for itself (`updated`, `t`, a time in the file name); publication + `delay_s`.

Dates. A readable publication date is kept but is never later than the arrival. A missing or unreadable one gives way to
the arrival time; where the arrival hangs on publication there is nothing to go by and the item is refused (bad_date).

A feed file that cannot be read is one `Refusal` at the day's first moment, an item that cannot be read is one at its
neighbours' time, and everything else goes on. Ids: `Item.id` is derived from source and the feed's own id, which stays
in `Item.guid`; the first of two items with one id is kept and the second is counted.
"""

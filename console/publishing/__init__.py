"""Draft → review → published → retired, alike for articles, offers and scripts.

Promises: a version never changes, and numbers are dense; nothing goes out without the approval
its kind asks for, and never its author's own; what was scheduled goes out or says why it didn't.

How a domain uses it. It registers one `kinds.Kind` when its module is imported, with its check of
a content (any JSON object), its rule whether somebody else has to approve, and what to do inside
the very transaction in which a version is published or retired. `versions.write` adds a version,
`review` carries it to somebody else's approval, `releasing` puts it out now or at a time, retires
it, and publishes an older version again as a new one. Who may do any of it is the domain's to say.
"""

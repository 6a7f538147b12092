"""What we can tell them: articles, and finding the right one while somebody waits.

Promises: only what is published is ever found, versions never change, a typing mistake still
finds its article, and the index can always be made again from SQL.
"""

from console.knowledge import authoring as authoring  # publishing knows articles once this is imported

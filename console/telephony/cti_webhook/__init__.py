"""Phone systems that tell us by webhook, in Zammad's generic CTI format.

They route; we mirror: pop at the agent whose extension rings. Every event carries the whole
call, so they may arrive late, twice and in any order.
"""

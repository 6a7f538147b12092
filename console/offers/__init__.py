"""What is worth proposing to this customer, why, and the words for it.

Promises: gates stand in a fixed order and each says its reason; the figures shown are the
figures used and add up exactly; nothing is proposed before the problem is solved.
"""

"""What leaves the house as an e-mail or a text message.

Promises: a message is a row of the transaction that wants it, so none is lost and none is sent for
something that didn't happen; sending never holds a lock; secret words don't outlive their sending.
"""

"""Messages that wait to leave: posted in the transaction of the change that they tell of."""

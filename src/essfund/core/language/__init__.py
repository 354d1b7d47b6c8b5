"""Languages: messages, numbers, money and days as people write them."""

"""The financing plan on paper and screen: uses and resources, what was checked, whom to call."""

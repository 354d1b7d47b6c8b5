"""The financing plan: uses and resources, who is asked for what, in which order, and what is still missing."""

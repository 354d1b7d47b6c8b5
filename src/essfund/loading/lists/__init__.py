"""Lists of enterprises as people hold them, to the facts that each row tells."""

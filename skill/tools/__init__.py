"""Tools for those who write the content: they examine and draw the dialogue, and no conversation needs them."""

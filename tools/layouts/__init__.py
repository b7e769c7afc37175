"""Our own texts, typeset as PDF in many designs, with the entries that a reader must find in them."""

"""Minimal pairs between types of the codebook: two sentences almost alike, and what differs decides the type."""

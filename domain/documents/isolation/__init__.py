"""The child processes that read strangers' files, and what they give up before."""

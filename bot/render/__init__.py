"""The only Discord messages and the only sentences that people read; pure."""

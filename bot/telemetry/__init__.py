"""What the operator sees of a running Newsdesk: metrics, health and what logs may say."""

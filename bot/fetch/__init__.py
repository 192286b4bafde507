"""What comes from outside the process: files, zone data, and pages of the web."""

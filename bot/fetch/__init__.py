"""What comes from outside the process: files now, pages later."""

"""The simulated Discord of `make demo` and of tests over real sockets."""

"""The closeness ladder: its steps, and what is offered after a session on one."""

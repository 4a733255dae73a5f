"""The commands, a module each. ``command_table`` names them, and imports one only when it is asked for."""

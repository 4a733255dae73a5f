"""The commands, one module each. ``command_table`` lists them and imports a module only when its command is used."""

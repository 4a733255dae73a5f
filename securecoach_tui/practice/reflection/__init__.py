"""The rules that read a reflection. Word lists are content; these modules are pure."""

"""The lines about who to call that need no file and no library, for a program that is damaged itself."""

LINES = (
    "If you are in danger now, call the emergency number.",
    "US and Canada: 911. UK and Ireland: 999 or 112. Australia: 000. New Zealand: 111. EU: 112.",
    "If you are thinking of ending your life, call 988 in the US and Canada, 116 123 in the UK and Ireland, "
    "13 11 14 in Australia, or 1737 in New Zealand.",
    "For other countries, findahelpline.com lists who to call.",
)

"""Who to call, and the one sentence about memory, without a file or a library: for a program that is damaged itself."""

LINES = (
    "If you are in danger now, call the emergency number.",
    "US and Canada: 911. UK and Ireland: 999 or 112. Australia: 000. New Zealand: 111. EU: 112.",
    "If you are thinking of ending your life, call 988 in the US and Canada, 116 123 in the UK and Ireland, "
    "13 11 14 in Australia, or 1737 in New Zealand.",
    "For other countries, findahelpline.com lists who to call.",
)
TOO_LITTLE_MEMORY = "This computer has too little memory left. Close some programs, then try again."

WORDS = {  # both in each language of the interface
    "en": (LINES, TOO_LITTLE_MEMORY),
    "es": (
        (
            "Si estás en peligro ahora, llama al número de emergencias.",
            "España: 112. México, Argentina, Uruguay y Estados Unidos: 911. Colombia: 123. Chile: 133. Perú: 105.",
            "Si piensas en acabar con tu vida, llama al 024 en España, al 800 911 2000 en México, al 0800 999 0091 en Argentina, "
            "al *4141 en Chile, al 0800 0767 en Uruguay, o al 988 y pulsa 2 en Estados Unidos.",
            "Para otros países, findahelpline.com dice a quién llamar.",
        ),
        "A este equipo le queda muy poca memoria. Cierra algunos programas y vuelve a intentarlo.",
    ),
}


def lines(language: str) -> tuple[str, ...]:
    """Who to call, in ``language``, a code such as "es"; in English if it has none."""
    return WORDS.get(language, WORDS["en"])[0]


def too_little_memory(language: str) -> str:
    """The sentence about memory in ``language``; in English if it has none."""
    return WORDS.get(language, WORDS["en"])[1]

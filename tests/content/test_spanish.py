"""Spanish: complete, with the structure of the English content, at a pace that can be followed, and fair to every reader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from securecoach_tui import content
from securecoach_tui.config.language import available, closest
from securecoach_tui.content import last_resort
from securecoach_tui.content.exercise_index import CONTENT
from securecoach_tui.content.untranslated import missing
from securecoach_tui.practice.exercise.model import STAGES, Exercise
from securecoach_tui.practice.exercise.parser import warnings
from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.practice.ladder.scripts import PREPARING_SECONDS
from securecoach_tui.scenes.body import PARTS
from securecoach_tui.voice.model import RATE, SpeechUnavailable
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.sentences import sentences

SPANISH, ENGLISH = content.load("es"), content.load("en")
ALL = list(SPANISH.exercises().values())
every = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
VOICES = ("roa/es", "roa/es-419")  # eSpeak's voices of Spain and of Latin America
USUAL_RATE, PAUSE = 125, 0.4  # words a minute, and seconds between sentences, as in the default settings
Seconds = Callable[[str], float]

PRESSURE = re.compile(
    r"[!¡]|\b(deber[ií]as?|debes(?! explicaciones| nada)|fracas\w*|fallast?e|fallado|racha|vago|vaga|peor|rendirte|te rindes|buen trabajo)\b|"
    r"(?<!no )(?<!nunca )\btienes que\b",
    re.IGNORECASE,
)
SOMEBODY_ELSE = re.compile(
    r"\b(novi[oa]s?|marido|espos[oa]s?|mujer|amante|amado|amada|(tu|mi|su) (ex|pareja)|(tu|mi) relación)\b",
    re.IGNORECASE,
)
# Endings that say whether the reader, or somebody close, is a man or a woman.
GENDERED = re.compile(
    r"\b(?<!misma )(tranquil|cansad|preparad|content|nerviós|nervios|asustad|calmad|relajad|cómod|bienvenid|"
    r"desbordad|abrumad|preocupad|dispuest|atent|quiet|orgullos|agradecid|acompañad|querid)[oa]s?\b|"
    r"\b(amig|compañer|herman|hij)[oa]s?\b|\bestás (segur|list)[oa]\b|\b(estás|estar|siente?s?|sentirte|tú) sol[oa]\b",
    re.IGNORECASE,
)
ALLOWED = (
    "una persona amiga",
    "alguien querido",
    "sola persona",
    "una sola",
    "un solo",
    "de sola",
    "sola sesión",
    "recuerdo solo",
)


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the Spanish files but the word lists, with its file."""
    for path in sorted((CONTENT / "es").rglob("*.toml")):
        if path.parent.name != "reflection" and path.name not in ("support.toml", "body.toml"):
            yield from ((path.name, text) for text in strings(tomllib.loads(path.read_text("utf-8"))))


def strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings(value)


def lines_of(exercise: Exercise) -> list[str]:
    steps = [step for stage in STAGES for step in exercise.steps(stage)]
    said = [step.say if isinstance(step.say, list) else [step.say or step.ask or ""] for step in steps]
    return [line for lines in said for line in lines if line]


def test_nothing_is_missing_in_spanish() -> None:
    assert missing("es") == []


def test_every_spanish_file_has_an_english_one() -> None:
    for path in (CONTENT / "es").rglob("*.toml"):
        assert (CONTENT / "en" / path.relative_to(CONTENT / "es")).exists(), path.name


def test_spanish_is_chosen_for_any_spanish_locale() -> None:
    assert "es" in available()
    assert {closest(name) for name in ("es", "es_MX.UTF-8", "es-AR", "es_ES@euro")} == {"es"}


@every
def test_spanish_lines_are_short_and_have_their_time(exercise: Exercise) -> None:
    assert warnings(exercise) == []
    rungs = [rung.words for rung in SPANISH.rungs() if exercise.rung == "own" or not rung.lived]
    longest = max(rungs, key=lambda words: len(words.split()))
    assert [line for line in lines_of(exercise) if len(line.replace("{rung}", longest).split()) > 15] == []


@every
def test_spanish_exercises_have_the_steps_of_the_english(exercise: Exercise) -> None:
    other = ENGLISH.exercise(exercise.id)
    for stage in STAGES:
        for step, english in zip(exercise.steps(stage), other.steps(stage), strict=True):
            assert (step.key, step.rate, step.lasts, step.over, step.under, step.wait) == (
                english.key, english.rate, english.lasts, english.over, english.under, english.wait,
            )  # fmt: skip
            assert len(step.choices) == len(english.choices)
            if isinstance(english.say, list):
                assert isinstance(step.say, list) and len(set(step.say)) == len(set(english.say))
    assert exercise.title != other.title and exercise.summary != other.summary


def test_spanish_openings_allow_stopping_and_any_breath() -> None:
    for exercise in ALL:
        opening = " ".join(str(step.say) for step in exercise.opening)
        assert "Puedes parar" in opening and "ojos" in opening.lower() and re.search("[Rr]espira", opening), exercise.id
        if exercise.capacity == "closeness":
            assert "Nunca tienes que aguantar nada que no quieras." in lines_of(exercise)
            assert "Siempre puedes decir que no" in opening


def test_spanish_keeps_what_is_said_for_safety() -> None:
    for id in ("urge-wave", "wait-and-choose"):
        first = SPANISH.exercise(id).opening[0].say
        assert first == "Si estás en peligro o piensas en hacerte daño, pide ayuda ya."
    assert "confía en esa señal" in str(SPANISH.exercise("check-the-story").opening[0].say)
    fight = " ".join(lines_of(SPANISH.exercise("after-a-fight")))
    assert "Si te hicieron daño, te amenazaron o te asustaron, detente aquí" in fight
    debrief = next(step for step in SPANISH.exercise("it-was-survivable").body if step.ask)
    assert debrief.support == debrief.choices[2] == "me hicieron daño o me asustaron"
    for lines in (SPANISH.checkin().before, SPANISH.checkin().after):
        assert any(line.startswith("Si alguien te da miedo") for line in lines)
    first_run = " ".join(SPANISH.first_run())
    for part in ("personas adultas", "No es terapia", "una crisis a solas", "alcohol", "conduces o manejas", "ctrl+c"):
        assert part in first_run
    for kind, word in {"breath": "epilepsia", "body": "embarazo", "urge": "peligro", "apart": "castiga"}.items():
        assert word in " ".join(SPANISH.cautions([kind]))


def test_closings_in_spanish_come_back_to_the_room() -> None:
    for exercise in ALL:
        if exercise.kinds & {"imagery", "contact", "debrief", "apart"} or exercise.capacity == "closeness":
            closing = " ".join(str(step.say) for step in exercise.closing)
            assert all(part in closing for part in ("Mira a tu alrededor", "qué día es hoy", "pies")), exercise.id


def test_the_choices_of_a_plan_are_the_spanish_lines_of_now() -> None:
    about = next(step for step in SPANISH.exercise("if-then").body if step.key == "about")
    assert about.choices == [line.text for line in SPANISH.now_lines()]
    assert "anclaje" in SPANISH.now_lines()[2].words


def test_spanish_titles_and_choices_fit_narrow_windows() -> None:
    titles = [exercise.title for exercise in ALL] + [line.text for line in SPANISH.now_lines()]
    themes = [week.theme for week in SPANISH.path().weeks.weeks]
    assert [text for text in [*titles, *themes, *SPANISH.checkin().choices.values()] if len(text) > 38] == []
    assert [text for text in titles if len(text) > 35] == []


def test_parts_of_the_body_are_found_in_spanish_lines() -> None:
    stems = SPANISH.body_parts()
    assert tuple(stems) == PARTS
    for id in ("muscle-release", "muscle-release-limbs"):
        for step in SPANISH.exercise(id).body[::2]:
            for line in step.say or []:
                words = re.findall(r"\w+", line.casefold())
                assert any(word.startswith(stem) for word in words for found in stems.values() for stem in found), line


def test_spanish_support_names_confirmed_lines_only() -> None:
    numbers = {re.split(r"[ ,]+(?:y|o)\b|,", line.number)[0].strip() for line in SPANISH.support()}
    assert numbers == {
        "024", "800 911 2000", "988", "0800 999 0091", "*4141", "0800 0767", "113", "106", "016", "079", "1-800-799-7233",
        "144", "155", "1455", "100", "0800 4141",
    }  # fmt: skip
    said = " ".join(SPANISH.support_words())
    assert "findahelpline.com" in said and "112" in said and "911" in said and "123" in said


def test_a_damaged_program_names_people_to_call_in_spanish() -> None:
    said = " ".join(last_resort.lines("es"))
    assert "024" in said and "findahelpline.com" in said and last_resort.lines("xx") == last_resort.LINES


@pytest.mark.parametrize("rule", [PRESSURE, SOMEBODY_ELSE, GENDERED], ids=["pressure", "somebody", "gender"])
def test_spanish_texts_keep_the_rules_of_words(rule: re.Pattern[str]) -> None:
    found = []
    for name, text in texts():
        kept = text
        for allowed in ALLOWED:
            kept = kept.replace(allowed, "")
        if rule.search(kept):
            found.append((name, rule.search(kept)[0], text))  # type: ignore[index]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (PRESSURE, "¡Muy bien!"),
        (PRESSURE, "Tienes que intentarlo"),
        (SOMEBODY_ELSE, "¿Qué dijo tu pareja?"),
        (SOMEBODY_ELSE, "Piensa en tu novia"),
        (GENDERED, "Quédate tranquila"),
        (GENDERED, "Habla con un amigo"),
    ],
)
def test_spanish_word_rules_match_their_bad_examples(rule: re.Pattern[str], text: str) -> None:
    assert rule.search(text)


def test_spanish_questions_open_and_close() -> None:
    for name, text in texts():
        assert text.count("¿") == text.count("?"), (name, text)
        assert not re.search(r'["“”]|\.\.', text), (name, text)


@pytest.fixture(scope="module")
def seconds() -> Iterator[Seconds]:
    """How long a line is spoken by the slower of the two voices, its pauses included."""
    speech = WorkerSpeech("system")

    @cache
    def sentence(text: str) -> float:
        return max(len(speech.speak(text, voice, USUAL_RATE)) / RATE for voice in VOICES)

    def line(text: str) -> float:
        parts = sentences(text)
        return sum(map(sentence, parts)) + (len(parts) - 1) * PAUSE

    try:
        sentence("Hola.")
        if not set(VOICES) <= {id for id, _name in speech.voices()}:
            raise SpeechUnavailable("no Spanish voices")
    except SpeechUnavailable as error:
        speech.close()
        pytest.skip(f"espeak: {error}")
    yield line
    speech.close()


@every
def test_no_spanish_line_begins_before_the_one_before_it_is_said(exercise: Exercise, seconds: Seconds) -> None:
    rungs = [*SPANISH.rungs(), *SPANISH.apart_rungs()]
    rung = max((one.words for one in rungs if exercise.rung == "own" or not one.lived), key=len)
    for minutes in exercise.minutes:
        timeline = compile(exercise, minutes * 60, rung=rung)
        cues = [cue for cue in timeline.cues if cue.text]
        ends = [cue.at for cue in cues[1:]] + [timeline.total]
        for cue, end in zip(cues, ends, strict=True):
            assert seconds(cue.text) <= end - cue.at, cue.text
        if minutes == min(exercise.minutes):
            assert sum(seconds(cue.text) for cue in cues) < timeline.total / 2, "more words than silence"


def test_added_steps_in_spanish_have_time_for_speech(seconds: Seconds) -> None:
    steps = [*SPANISH.orienting(), *SPANISH.numb_step(), *SPANISH.safe_notice()]
    steps += [SPANISH.familiar_opening(id) for id in SPANISH.ids()]
    for step in [*steps, *SPANISH.lived_steps(), *SPANISH.lived_apart_steps()]:
        assert seconds(str(step.say)) <= step.seconds, step.say
    for rung in [*SPANISH.rungs(), *SPANISH.apart_rungs()]:
        for line in (line for lines in rung.script for line in lines if rung.lived):
            assert seconds(line) <= PREPARING_SECONDS, line

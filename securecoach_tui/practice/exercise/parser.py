"""Reads an exercise from TOML and checks it.

An exercise that ``parse`` returns can be compiled at every length it offers. For any other file
``parse`` raises ``BadExercise``, with the place in the file and the reason.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable

import msgspec

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.exercise import scene
from securecoach_tui.practice.exercise.model import STAGES, Exercise, Kind, Step
from securecoach_tui.practice.record import Capacity, Direction, QuestionKey, Scale
from securecoach_tui.practice.visible_text import count_words, visible

LARGEST_FILE = 256 * 1024  # bytes; the longest built-in exercise is a fiftieth of it
SHORTEST_MINUTES = 0.05
LONGEST_MINUTES = 120.0
_SHORTEST_STEP = 0.1  # seconds; keeps a two-hour timeline within 72,000 cues
_LONGEST_STEP = 7200.0

RESERVED_KEYS = frozenset(QuestionKey)  # the session's own question keys; exercise files can't use them


_TYPES = {
    "float": N_("a number"),
    "int": N_("a whole number"),
    "str": N_("text"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("a table"),
    "null": N_("nothing"),
}
# The allowed values of the fields that take one of a few words.
_CHOICES = {
    "capacity": tuple(Capacity),
    "directions": (Direction.ANXIOUS, Direction.AVOIDANT),
    "kind": tuple(Kind),
    "fill": ("repeat", "stretch"),
    "rate": (Scale.DISTRESS, Scale.EASE, Scale.URGE),
    "rung": ("own", "low"),
    "choices_from": ("feelings",),
    "strength": ("meta-analysis", "trial", "observational", "convention"),
}


class BadExercise(ValueError):
    """Raised for an exercise file that can't be used.

    ``where`` names the line or field. ``why`` is the reason, a message that is translated where it is
    shown; ``facts`` are the values of its replacement fields.
    """

    def __init__(self, where: str, why: str, **facts: object) -> None:
        self.where, self.why, self.facts = where, why, facts
        super().__init__(f"{where}: {why.format(**facts)}" if where else why.format(**facts))


def parse(data: bytes) -> Exercise:
    """Parse the bytes of an exercise file.

    Raises:
        BadExercise: the file can't be used; the error names the line or field, and the reason.
    """
    if len(data) > LARGEST_FILE:
        raise BadExercise("", "the file is larger than {limit} kB", limit=LARGEST_FILE // 1024)
    return from_data(decoded(data))


def decoded(data: bytes) -> dict[str, object]:
    """Decode a TOML file that a person wrote.

    Raises:
        BadExercise: it can't be decoded; the error names the line, and the reason.
    """
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadExercise(f"line {line}", "these bytes are not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        where, why = of_toml(str(error))
        raise BadExercise(where, "{reason}", reason=why) from None
    except (RecursionError, ValueError):
        raise BadExercise("", "the file is not readable as TOML") from None


def from_data(raw: object) -> Exercise:
    """Convert decoded TOML to an exercise and check it.

    Raises:
        BadExercise: it can't be used; the error names the field, and the reason.
    """
    try:
        exercise = msgspec.convert(raw, Exercise)
    except msgspec.ValidationError as error:
        where, why = of_field(str(error))
        raise BadExercise(where, "{reason}", reason=why) from None
    exercise = _shown(exercise)
    _check(exercise)
    return exercise


def warnings(exercise: Exercise, words_a_minute: float = 100.0) -> list[BadExercise]:
    """Problems that don't make a file unusable: an unknown picture, and steps shorter than their words."""
    problems = []
    if exercise.scene and exercise.scene not in scene.NAMES:
        why = N_('"{name}" is not a picture, so the usual picture is used. The pictures are {names}')
        problems.append(BadExercise("scene", why, name=visible(exercise.scene), names=", ".join(scene.NAMES)))
    for stage in STAGES:
        for number, step in enumerate(exercise.steps(stage)):
            lines = step.say if isinstance(step.say, list) else [step.say or step.ask or ""]
            need = max(count_words(line) for line in lines) * 60 / words_a_minute
            if need > step.lasts + 1e-9:
                why = N_("the words need {need:.1f} s, and the step lasts {lasts:g} s")
                problems.append(BadExercise(place(stage, number), why, need=need, lasts=step.lasts))
    return problems


def _shown(exercise: Exercise) -> Exercise:
    """The exercise with control characters escaped in all text that is shown."""

    def shown_step(raw: Step) -> Step:
        say = [visible(line) for line in raw.say] if isinstance(raw.say, list) else raw.say and visible(raw.say)
        return msgspec.structs.replace(
            raw,
            say=say,
            ask=raw.ask and visible(raw.ask),
            choices=[visible(c) for c in raw.choices],
            support=raw.support and visible(raw.support),
            sentence=visible(raw.sentence) if isinstance(raw.sentence, str) else raw.sentence,
        )

    evidence = exercise.evidence and msgspec.structs.replace(
        exercise.evidence,
        summary=visible(exercise.evidence.summary),
        citations=[visible(c) for c in exercise.evidence.citations],
    )
    return msgspec.structs.replace(
        exercise,
        title=visible(exercise.title).strip(),
        summary=visible(exercise.summary).strip(),
        evidence=evidence,
        opening=[shown_step(s) for s in exercise.opening],
        body=[shown_step(s) for s in exercise.body],
        closing=[shown_step(s) for s in exercise.closing],
    )


def _check(exercise: Exercise) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", exercise.id) or len(exercise.id) > 60:
        raise BadExercise("id", 'use lower-case words joined by "-", at most 60 characters')
    if exercise.version < 1:
        raise BadExercise("version", "use a whole number from 1")
    for field in ("title", "summary"):
        if not getattr(exercise, field):
            raise BadExercise(field, "this is empty")
    if not exercise.directions:
        raise BadExercise("directions", "use anxious, avoidant, or both")
    if not exercise.body:
        raise BadExercise("body", "add at least one step")
    if not 0 <= exercise.thin_after <= LONGEST_MINUTES * 60:
        raise BadExercise("thin_after", "use a whole number of rounds, 0 or more")
    if exercise.thin_after and exercise.fill == "stretch":
        raise BadExercise("thin_after", 'this only works with fill = "repeat"')
    keys: set[str] = set()
    for stage in STAGES:
        for number, step in enumerate(exercise.steps(stage)):
            _check_step(step, stage, number, keys)
    _check_sentences(exercise, keys)
    if not exercise.minutes:
        raise BadExercise("minutes", "give at least one length")
    for seconds in (edge + 1e-6 for edge in exercise.bands):
        if not exercise.at(seconds).body:
            minutes = max(SHORTEST_MINUTES, seconds / 60)
            raise BadExercise("body", "add a step for sessions of {minutes:.3g} minutes", minutes=minutes)
    for minutes in exercise.minutes:
        if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
            raise BadExercise("minutes", "{minutes:g} is not between 0.05 and 120", minutes=minutes)
        shortest = exercise.shortest_from(minutes * 60)
        if minutes * 60 < shortest - 1e-9:
            raise BadExercise(
                "minutes",
                "{minutes:g} minutes is too short, because opening, one round and closing need {shortest:.3g}",
                minutes=minutes,
                shortest=math.ceil(shortest / 0.6) / 100,
            )


def _check_step(step: Step, stage: str, number: int, keys: set[str]) -> None:
    def bad(field: str, why: str, **facts: object) -> BadExercise:
        return BadExercise(place(stage, number, field), why, **facts)

    _check_length(step, bad)
    if isinstance(step.say, list) and not step.say:
        raise bad("say", "this list is empty")
    if step.sentence and (step.say is None or step.breathe is not None):
        raise bad("sentence", "this only works with say, without breathe")
    if step.say is not None and not all(step.say if isinstance(step.say, list) else [step.say]):
        raise bad("say", "this is empty")
    for field, edge in (("over", step.over), ("under", step.under)):
        if edge and not SHORTEST_MINUTES <= edge <= LONGEST_MINUTES:
            raise bad(field, "{minutes:g} is not between 0.05 and 120", minutes=edge)
    if step.ask is None:
        for field in ("key", "choices", "choices_from", "scale", "wait", "support"):
            if getattr(step, field):
                raise bad(field, "this only works with ask")
        return
    _check_asked(step, step.ask, keys, bad)


def _check_length(step: Step, bad: Callable[..., BadExercise]) -> None:
    if step.breathe is not None:
        for name, seconds in zip(
            ("in", "out", "hold_in", "hold_out", "sip"), msgspec.structs.astuple(step.breathe), strict=True
        ):
            if not 0 <= seconds <= 60:
                raise bad(f"breathe.{name}", "{seconds:g} is not between 0 and 60 seconds", seconds=seconds)
        for name in ("in", "out"):
            if getattr(step.breathe, "in_" if name == "in" else name) < _SHORTEST_STEP:
                raise bad(f"breathe.{name}", "use at least 0.1 seconds")
        if step.seconds:
            raise bad("seconds", "leave this out, because the breath has its own length")
    elif step.say is None and step.ask is None:
        raise bad("", "add one of say, breathe, ask")
    elif not _SHORTEST_STEP <= step.seconds <= _LONGEST_STEP:
        outside = N_("{seconds:g} is not between 0.1 and 7200 seconds")
        why = N_("this is missing") if step.seconds == 0 else outside
        raise bad("seconds", why, seconds=step.seconds)


def _check_asked(step: Step, ask: str, keys: set[str], bad: Callable[..., BadExercise]) -> None:
    """Check a step with a question, and add its key to ``keys``."""
    if step.say is not None or step.breathe is not None or step.rate is not None:
        raise bad("ask", "a step with ask can't also have say, breathe or rate")
    if not ask.strip():
        raise bad("ask", "this is empty")
    if step.key is None:
        raise bad("key", "this is missing")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", step.key):
        raise bad("key", "use a lower-case name of at most 40 characters")
    if step.key in RESERVED_KEYS:
        raise bad("key", "{key} is a name that SecureCoach uses itself. Choose another", key=step.key)
    if step.key in keys:
        raise bad("key", "{key} is used by another step", key=step.key)
    keys.add(step.key)
    if not all(choice.strip() for choice in step.choices) or len(set(step.choices)) != len(step.choices):
        raise bad("choices", "use different words, and leave none empty")
    if step.support is not None and step.support not in step.choices:
        raise bad("support", "use one of the choices")
    if sum((bool(step.choices), step.choices_from is not None, step.scale)) > 1:
        raise bad("scale" if step.scale else "choices_from", "use only one of choices, choices_from and scale")


def _check_sentences(exercise: Exercise, keys: set[str]) -> None:
    """Check that the keys in every sentence are keys of questions."""
    for stage in STAGES:
        for number, step in enumerate(exercise.steps(stage)):
            if not isinstance(step.sentence, str):
                continue
            where, named = place(stage, number, "sentence"), re.findall(r"\{([^{}]*)\}", step.sentence)
            if not named:
                raise BadExercise(where, "name at least one key in braces")
            for key in named:
                if key not in keys:
                    raise BadExercise(where, "no question here has the key {key}", key=key)


# Error messages for the author of a file


def place(stage: str, number: int, field: str = "") -> str:
    """The name of a step, counted from 1, and of a field in it: ``body step 3, seconds``."""
    return f"{stage} step {number + 1}" + (f", {field}" if field else "")


def of_toml(message: str) -> tuple[str, str]:
    """Split a message of tomllib into place and reason."""
    match = re.search(r"^(.*?) \(at line (\d+), column (\d+)\)$", message)
    if match:
        return f"line {match[2]}", _with_small_initial(match[1])
    return "last line", _with_small_initial(message.removesuffix(" (at end of document)"))


NO_FIELD = N_("exercise files have no such field")


def of_field(message: str, no_field: str = NO_FIELD) -> tuple[str, str]:
    """Split a message of msgspec, ``Expected `float`, got `str` - at `$.body[2].seconds```, into place and reason.

    The reason is in the language in use; ``no_field`` is the one for a field that such files don't have.
    """
    why, _at, path = message.partition(" - at `")
    path = path.rstrip("`").removeprefix("$").lstrip(".")
    field = re.search(r"(?:required|unknown) field `([^`]+)`", why)
    if field:
        path = f"{path}.{field[1]}".lstrip(".")
        why = _("this is missing") if "required" in why else _(no_field)
    else:
        why = _plain(why, path)
    step = re.match(r"(opening|body|closing)\[(\d+)\](?:\.(.*))?$", path)
    if step:
        return place(step[1], int(step[2]), step[3] or ""), why
    return visible(path)[:80] or "file", why


def _plain(why: str, path: str) -> str:
    """A type error of msgspec, worded for people who don't program."""
    names = re.findall(r"\w+", path)
    allowed = next((_CHOICES[name] for name in reversed(names) if name in _CHOICES), None)
    if allowed is not None:
        return _("use one of {choices}").format(choices=", ".join(allowed))
    match = re.match(r"Expected `([^`]+)`, got `([^`]+)`$", why)
    if match:
        wanted, given = [name.strip() for name in match[1].split("|")], match[2]
        kinds = _(" or ").join(_(_TYPES.get(name, name)) for name in wanted if name != "null")
        return _("use {wanted}, not {given}").format(wanted=kinds, given=_(_TYPES.get(given, given)))
    match = re.match(r"Expected `([^`]+)`( of length)? (>=|<=) (\d+)$", why)
    if match:
        return _bound(match[1], match[3], match[4], is_length=match[2] is not None)
    return visible(_with_small_initial(why.replace("`", "")))


def _bound(kind: str, sign: str, number: str, *, is_length: bool) -> str:
    """What to write where a number is too small or too large, or a text or a list too short or too long."""
    wanted = _(_TYPES.get(kind, kind))
    if is_length:
        if sign == ">=":
            return _("this is empty")
        return _("use {wanted} of at most {n} characters").format(wanted=wanted, n=number)
    if sign == ">=":
        return _("use {wanted} of at least {n}").format(wanted=wanted, n=number)
    return _("use {wanted} of at most {n}").format(wanted=wanted, n=number)


def _with_small_initial(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

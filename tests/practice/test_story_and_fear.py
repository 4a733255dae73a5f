"""Harm in what is written in an exercise leads to people to talk to, and to no other reading of it."""

from __future__ import annotations

import pytest

from securecoach_tui import content
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.questions import SAFETY_KINDS
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import Person, a_setup
from tests.practice.reflection.english import classify

CONTENT = content.load()
HARM = """\
He hit me again last night.
She slapped me and then said sorry.
He grabbed my wrist and twisted it.
He pushed me against the wall.
My boyfriend choked me during an argument.
He put his hands around my neck.
She threw a plate at my head.
He smashed my phone on the floor.
He punched the door next to my face.
He kicked the dog because I was late.
She said she would hurt the cat if I left.
He threatened to kill me.
He has a gun and shows it to me when we fight.
He blocked the door so I could not leave.
He locked me in the bedroom.
He took my car keys so I could not go.
He takes my wages every month.
She made me give her my bank card.
He controls all the money and I have to ask for it.
He reads all my messages.
He made me hand over my phone and give him the password.
He tracks where I am on my phone.
She put a tracker in my car.
He followed me to work again.
He waits outside my office to see who I talk to.
I am not allowed to see my friends.
He won't let me see my sister.
I'm not allowed to work anymore.
He hid my passport.
He said he would report me so that I get deported.
He says he will take the children if I leave.
She threatened to tell everyone at work that I am gay.
He has not spoken to me for nine days to punish me.
He gives me the silent treatment for days.
I walk on eggshells at home.
I'm scared of him when he drinks.
I am afraid to go home tonight.
He scares me.
I hide in the bathroom until he is asleep.
He forced me to have sex.
She touched me and I did not want it.
He makes me do things in bed that I do not want.
He says he will kill himself if I leave.
I want to die.
I cannot go on and I want to end my life.
I cut myself last night.
I took too many pills.
Everyone would be better off without me.
My father used to beat me when I was little.
My uncle touched me when I was a child.
My mum locked me in the cellar as a kid.
My boss threatened me and cornered me in the store room.
A stranger followed me home and grabbed me.
It's not as if he hits me, he only pushes me.
He never hit me but he raised his fist.
I slapped her yesterday.
I went through his phone while he slept.
He spat in my face.
He pinned me down on the bed.
He tore my dress and called me names until I cried.
He drove really fast to scare me.""".splitlines()
# Harm that the rules do not find. Nothing in the exercise argues with it either: see the closing.
MISSED = """\
He said I would regret it if I ever left.
I freeze when I hear his car.
He keeps going when I say no.""".splitlines()
EVERYDAY = """\
She did not answer my message for three hours.
He went to bed without saying good night.
They forgot my birthday and I felt small.
My friend cancelled dinner again.
He said he needs some space this weekend.
She looked at her phone while I was talking.
My mother died in spring and I miss her.
I went quiet after a lovely evening.""".splitlines()
# What people are sorry for after an argument in which nobody was harmed.
REPAIRS = """\
I snapped at you.
I am sorry that I snapped at you before dinner.
I raised my voice and rolled my eyes.
I walked out of the room and did not say when I would be back.
I was short with you all evening.""".splitlines()


def writing(id: str, *words: str) -> tuple[Person, int]:
    """The session of somebody who gives ``words`` to its own questions in turn, and where its effects then stood."""
    exercise = CONTENT.exercise(id)
    person = Person(a_setup(exercise, min(exercise.minutes) * 60, classify_reflection=classify)).answers_all(safe="yes")
    answers, before = list(words), 0
    for _ in range(400):
        session = person.session
        if session.open is not None and not session.answerless and answers:
            before = len(person.out)
            value: ev.Value = 7 if session.open.scale else answers.pop(0)
            person.does(ev.Answer(session.open.key, value))
        if not answers and session.state is not SessionState.RUNNING:
            break
        person.waits(2, ticks=2)
    return person, before


def test_there_are_at_least_sixty_sentences_of_harm() -> None:
    assert len(set(HARM)) >= 60


@pytest.mark.parametrize("words", HARM)
def test_harm_in_a_story_leads_to_people_and_nothing_else(words: str) -> None:
    person, before = writing("check-the-story", "a door, and a voice", words)
    assert ev.ShowSupport() in person.out[before:], words
    person.waits(120)
    after = person.out[person.out.index(ev.ShowSupport()) :]
    assert not [effect for effect in after if isinstance(effect, ev.AskFor)]
    closing = [str(step.say) for step in CONTENT.exercise("check-the-story").closing]
    assert [effect.cue.text for effect in after if isinstance(effect, ev.Say)] == closing
    assert any("still feel afraid, listen to that" in line for line in closing)


@pytest.mark.parametrize("words", MISSED)
def test_fear_that_no_rule_finds_is_still_told_to_listen_to_it(words: str) -> None:
    person, before = writing("check-the-story", "a door, and a voice", words)
    assert ev.ShowSupport() not in person.out[before:], "found by now: move it to HARM"
    said = [step.say for step in (*person.session.setup.exercise.opening, *person.session.setup.exercise.closing)]
    assert "If someone frightens you, trust that." in said


@pytest.mark.parametrize("words", EVERYDAY)
def test_an_everyday_story_is_looked_at_from_other_sides(words: str) -> None:
    person, _before = writing("check-the-story", "a phone with no message", words, "a long day")
    assert ev.ShowSupport() not in person.out and "another" in person.asked()


@pytest.mark.parametrize("words", REPAIRS)
def test_a_sharp_word_is_repaired_and_no_harm(words: str) -> None:
    person, _before = writing("after-a-fight", words, words)
    assert ev.ShowSupport() not in person.out and len(person.asked()) > 2


ASKS = [id for id in CONTENT.ids() if CONTENT.exercise(id).kinds & {"thought", "telling"}]


@pytest.mark.parametrize("id", ASKS)
@pytest.mark.parametrize("words", HARM[::16])
def test_no_words_are_built_about_harm(id: str, words: str) -> None:
    person, before = writing(id, words)
    assert ev.ShowSupport() in person.out[before:]
    person.waits(200)
    assert not [one for one in person.out[person.out.index(ev.ShowSupport()) :] if isinstance(one, ev.AskFor)]


def test_safety_question_comes_before_telling_and_thoughts() -> None:
    asked = {"check-the-story", "spot-the-step-back", "leave-and-return", "after-a-fight", "say-no", "lean-on-someone"}
    assert asked <= set(ASKS)
    for id in CONTENT.ids():
        exercise = CONTENT.exercise(id)
        setup = a_setup(exercise, min(exercise.minutes) * 60, safe_notice=tuple(CONTENT.safe_notice()))
        first = Person(setup).session.open
        assert first is not None and (first.key == "safe") is bool(exercise.kinds & SAFETY_KINDS)
        for answer in ("no", "not sure", None):
            if first.key == "safe":
                person = Person(setup).does(ev.Answer("safe", answer))
                assert ev.ShowSupport() in person.out and person.session.careful, id
        if first.key == "safe":
            ended = Person(setup).does(ev.InputEnded())
            assert ended.session.timeline.cues[0].text == CONTENT.safe_notice()[0].say, "the notice is spoken instead"

"""The groups of exercises, and what is said about how often one was practised."""

from __future__ import annotations

from datetime import date

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import Kind
from securecoach_tui.practice.record import Capacity, Rating, SessionRecord
from securecoach_tui.text.exercise_list import exercise_groups, lengths_of, practised_words, toggled

EXERCISES = content.load().exercises()
TODAY = date(2026, 3, 3)


def session(exercise: str, day: int, *ratings: Rating) -> SessionRecord:
    capacity = EXERCISES[exercise].capacity
    started = f"2026-02-{day:02}T20:00:00+00:00"
    return SessionRecord(id=f"s{day}", started=started, exercise=exercise, capacity=capacity, ratings=list(ratings))


def test_exercises_are_in_one_group_each_by_capacity() -> None:
    groups = exercise_groups(EXERCISES, [], [])
    assert [group.capacity for group in groups] == list(Capacity)
    assert sum(len(group.exercises) for group in groups) == len(EXERCISES)
    assert all(one.capacity == group.capacity for group in groups for one in group.exercises)


def test_favourites_are_first_and_custom_exercises_last() -> None:
    groups = exercise_groups(EXERCISES, ["say-no", "gone", "kind-hand"], ["muscle-release"])
    assert groups[0].title == "Favourites" and [one.id for one in groups[0].exercises] == ["say-no", "kind-hand"]
    assert groups[-1].title == "Made by you" and [one.id for one in groups[-1].exercises] == ["muscle-release"]
    assert sum(len(group.exercises) for group in groups) == len(EXERCISES)


def test_a_favourite_is_added_at_the_end_and_taken_out() -> None:
    assert toggled(["a"], "b") == ["a", "b"] and toggled(["a", "b"], "a") == ["b"]


def test_lengths_end_with_an_open_one_except_for_contact() -> None:
    for exercise in EXERCISES.values():
        assert (lengths_of(exercise)[-1] is None) == (Kind.CONTACT not in exercise.kinds)


def test_practised_words_say_how_often_and_how_it_went() -> None:
    ratings = [Rating(None, "distress", 6, "before"), Rating(None, "distress", 2, "after")]
    found = [session("kind-hand", 27, *ratings), session("say-no", 25), session("kind-hand", 2)]
    assert practised_words(found, "kind-hand", TODAY) == (
        "You've practised this 2 times, last on Friday. Distress was 6 before and 2 after."
    )
    assert practised_words(found, "say-no", TODAY) == "You've practised this once, last on Wednesday."
    assert practised_words(found, "safe-haven", TODAY) == "You haven't practised this yet."


def test_practised_words_of_an_urge_say_the_urge() -> None:
    ratings = [
        Rating(None, scale, value, when)
        for scale in ("distress", "urge")
        for value, when in ((5, "before"), (1, "after"))
    ]
    words = practised_words([session("urge-wave", 27, *ratings)], "urge-wave", TODAY)
    assert words.endswith("The urge was 5 before and 1 after.")


def test_practised_words_of_closeness_name_no_lower_number() -> None:
    ratings = [Rating(None, "distress", 6, "before"), Rating(None, "distress", 2, "after")]
    words = practised_words([session("closeness-ladder", 27, *ratings)], "closeness-ladder", TODAY)
    assert words == "You've practised this once, last on Friday."

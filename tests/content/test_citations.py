"""What is known, exercise by exercise: the source, its figures, for whom, and what it does not show."""

from __future__ import annotations

import pytest

from securecoach_tui import content

CONTENT = content.load()
# id: the sources that are named, and what the summary says of them.
KNOWN: dict[str, tuple[list[str], list[str]]] = {
    "slow-breathing": (
        ["Laborde et al. (2022), Neuroscience and Biobehavioral Reviews 138, 104711", "Shao, Man & Lee (2024), Mindfulness 15, 1-18"],
        ["223 studies", "while it lasted and after", "31 studies of 1,133 people", "without a diagnosis", "less certain", "or no effect at all"],
    ),
    "cyclic-sighing": (
        ["Balban et al. (2023), Cell Reports Medicine 4, 100895"],
        ["healthy adults", "five minutes a day for a month", "mindfulness meditation", "fell in every group alike", "gentler than the one tested"],
    ),
    "senses-grounding": ([], ["little direct evidence"]),
    "muscle-release": (
        ["Manzoni, Pagnini, Castelnuovo & Molinari (2008), BMC Psychiatry 8, 41"],
        ["27 studies", "half a standard deviation", "weeks of training", "not muscle relaxation alone", "not a single session", "Meditation did better"],
    ),
    "kind-hand": (
        ["Neff & Germer (2013), Journal of Clinical Psychology 69, 28-44"],
        ["eight-week", "25 people", "27", "self-compassion, mindfulness and wellbeing", "A single pause is far less"],
    ),
    "safe-haven": (
        [
            "Gillath et al. (2022), Personality and Social Psychology Review, doi 10.1177/10888683211054592",
            "Rowe, Gold & Carnelley (2020), Int. J. Environ. Res. Public Health 17(3), 968",
            "Carnelley & Rowe (2007), Personal Relationships 14",
        ],
        [
            "120 studies", "18,949 people", "30 studies", "more good feeling and less bad feeling", "control primes",
            "too fast to notice", "about half of the studies", "three days in a row", "No lasting change has been shown",
        ],
    ),
    "urge-wave": (
        ["Bowen & Marlatt (2009), Psychology of Addictive Behaviors 23, 666-671"],
        ["123 student smokers", "urges were no different", "smoked less", "not people who long for reassurance"],
    ),
    "pull-away-wave": (
        ["Bowen & Marlatt (2009), Psychology of Addictive Behaviors 23, 666-671"],
        ["even less is known about it", "Nobody has tested it"],
    ),
    "name-the-need": (
        ["Lieberman et al. (2007), Psychological Science 18, 421-428"],
        ["laboratory", "amygdala", "was not tested there"],
    ),
    "say-it-out-loud": (
        [
            "Speed, Goldstein & Goldfried (2018), Clinical Psychology: Science and Practice 25, e12216",
            "Hagberg et al. (2023), Internet Interventions, doi 10.1016/j.invent.2023.100629",
        ],
        [
            "A review", "assertiveness training", "much of that work is old", "210 people", "eight-week online programme",
            "Aggressive assertiveness rose too", "not tested on its own",
        ],
    ),
    "closeness-ladder": (
        ["Craske et al. (2014), Behaviour Research and Therapy 58, 10-23", "Craske et al. (2008), Behaviour Research and Therapy 46, 5-27"],
        ["anxiety", "mostly with a therapist", "Nobody has tested them for closeness, alone, at home", "not a reliable sign"],
    ),
    "receive-warmth": (
        ["Dozier & Kobak (1992), Child Development 63, 1473-1480", "Mikulincer & Shaver (2016), Attachment in Adulthood, 2nd edition"],
        ["50 students", "skin conductance", "separation and rejection", "has not been tested"],
    ),
    "close-and-still-me": ([], ["Nobody has tested"]),
    "it-was-survivable": (
        ["Craske et al. (2014), Behaviour Research and Therapy 58, 10-23"],
        ["anxiety disorders", "mostly with a therapist", "Nobody has tested it for closeness, alone, at home"],
    ),
    "steady-then-step": ([], ["nobody has tested them together"]),
    "check-the-story": (
        ["Webb, Miles & Sheeran (2012), Psychological Bulletin 138, 775-808"],
        ["306 comparisons", "0.45", "Dwelling on the feeling made it stronger", "Nobody has tested", "is not a story to check"],
    ),
    "if-then": (
        ["Houssais, Oettingen & Mayer (2013), Motivation and Emotion 37, 224-233", "Wang, Wang & Gai (2021), Frontiers in Psychology 12, 565202"],
        ["about 115 people", "reported on themselves", "21 studies with 15,907 people", "may have gone unpublished"],
    ),
    "what-matters": (
        ["Stinson, Logel, Shepherd & Zanna (2011), Psychological Science 22, 1145-1149"],
        ["15 minutes", "up to four weeks", "one study", "you write for less time"],
    ),
    "savour-a-moment": (
        ["Borelli, Rasmussen, Burkhart & Sbarra (2015), Journal of Social and Personal Relationships, doi 10.1177/0265407514558960"],
        ["533 people", "content in their relationship already", "nothing lasting was shown"],
    ),
    "wait-and-choose": ([], ["little research", "nobody has tested this exercise"]),
    "own-words": (
        ["Ferrari et al. (2019), Mindfulness 10, 1455-1473"],
        ["27 trials", "0.75", "0.57", "may have gone unpublished", "not tested by itself"],
    ),
    "apart-ladder": (
        ["Craske et al. (2014), Behaviour Research and Therapy 58, 10-23", "Craske et al. (2008), Behaviour Research and Therapy 46, 5-27"],
        ["mostly with a therapist", "Nobody has tested them for being apart", "Being ignored to punish you is something else"],
    ),
    "spot-the-step-back": (
        ["Dozier & Kobak (1992), Child Development 63, 1473-1480"],
        ["50 students", "nobody has tested", "is not a habit to catch"],
    ),
    "leave-and-return": ([], ["Nobody has tested this exercise"]),
    "after-a-fight": (
        ["Finkel, Slotter, Luchies, Walton & Gross (2013), Psychological Science 24, 1595-1601"],
        ["120 couples", "21 minutes in all", "nobody has tested this one", "making up is not the next step"],
    ),
    "say-no": (
        ["Speed, Goldstein & Goldfried (2018), Clinical Psychology: Science and Practice 25, e12216"],
        ["A review", "Nobody has tested that part alone"],
    ),
    "lean-on-someone": (
        ["Arriaga, Kumashiro, Simpson & Overall (2018), Personality and Social Psychology Review 22, 71-96"],
        ["A theory", "but not this exercise"],
    ),
    "there-and-back": ([], ["little direct evidence"]),
    "come-back": ([], ["little direct evidence", "a therapist can help"]),
}  # fmt: skip


@pytest.mark.parametrize("id", CONTENT.ids())
def test_citations_are_complete_with_figures_and_limits(id: str) -> None:
    known = CONTENT.exercise(id).evidence
    assert known is not None
    citations, said = KNOWN["muscle-release" if id == "muscle-release-limbs" else id]
    assert known.citations == citations
    for part in said:
        assert part in known.summary, part
    told = " ".join(CONTENT.why(CONTENT.exercise(id)))
    assert all(f"Source: {one}." in told for one in citations) and known.summary in told


def test_why_names_both_findings_and_only_sources_that_were_read() -> None:
    told = " ".join(CONTENT.why())
    for part in (
        "families at high risk for 23 years", "an association, not a test of practice", "memory alone does not show who became secure later",
        "no more likely than other secure adults", "mostly with a therapist", "Nobody has tested it for closeness",
        "people without a diagnosis", "a therapist's support",
        "No study shows that one person's practice reliably changes a couple", "Leaning on people is part of security",
    ):  # fmt: skip
        assert part in told, part
    assert "Roisman, Padrón, Sroufe & Egeland (2002), Child Development 73(4), 1204-1219" in told
    assert (
        "Dansby Olufowote, Fife, Schleiden & Whiting (2020), Journal of Marital and Family Therapy 46(3), 489-506"
        in told
    )
    assert (
        "79 people" in told and "did not clearly change" in told and "Zalaznik et al., doi 10.1037/cou0000579" in told
    )
    assert "77 students" in told and "fell in both groups alike" in told and "Interpersona 11(1), 1-21" in told
    assert "clinician" not in told, "the interviews' abstract doesn't say that most had a clinician's help"
    everything = told + " ".join(" ".join(CONTENT.why(one)) for one in CONTENT.exercises().values())
    for unread in ("Hudson", "Fraley", "(check)", "Chopik"):
        assert unread not in everything


def test_checkin_items_copy_no_published_questionnaire() -> None:
    words = " ".join(item.text for item in CONTENT.checkin().items).casefold()
    for theirs in ("abandon", "romantic", "i worry that", "my partner", "merge", "desire to be very close"):
        assert theirs not in words

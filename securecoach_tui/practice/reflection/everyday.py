"""Words of ordinary complaint, for lens.py: a question is asked only where it knows every word.

Left out on purpose: bodies, doors, cars, drink, money, papers, and every verb that takes hold of
somebody. A text with one word that isn't here is one that the rules haven't understood.
"""

from __future__ import annotations

# Stems; the usual endings are taken off before a word is looked up.
WORDS = """
dull subject
last single afterwards ahead whenever whoever anyhow both nearby weekends birthdays
a about absent absolute account act actual admit advice advise advises after afternoon again age ago agree ahead air
all almost alone along already also although always am amount an and angry anniversary annoy another answer any
anybody anymore anyone anything anywhere apart apologise apologize appear appreciate are argue argument around
arrange arrive arrives art as aside ask asleep at attention aunt awful back bake barely basket be beautiful
became because become bedtime been before began begin behave being believe besides best better between bicker big
bill bin bins birthday blame blank blind boast boasts book bookshop boots bore bored boring borrow boss both bother
bowl boyfriend brag brags bread breakfast bring brother brought bus business busy but buy by cake calendar call calm
came can cancel canceled cancelled cancels cannot cant care careful careless carry cat celebrate certain chair
change chat chatter chatters cheer cheerful child choice choose chore christmas cinema claim class clean clear
clever close clothes club coat coffee cold coldly colleague come comfort comment company compare complain complaint
completely compliment computer concert confuse consider constant constantly contradict contradicted contradicts
conversation cook cool cooperate cope corner correct corrects couch could couldnt count couple course cousin credit
criticise criticism criticize cross cup current dad daily dance date daughter day deaf deal dear decide decision
decorate deep departs did didnt difference different difficult dinner dirty disagree disappear disappoint
disappointment discuss dish dishes dismiss dismissive distant distracted do doe doesnt dog doing done dont down
dream dress drift drop during dust each ear early easy eat effort eight either else elsewhere email empty end ending
endless enjoy enough enthusiasm entire especially even evening event eventually ever every everybody everyone
everything everywhere ex exact excite excuse exist expect expectation explain expression extra eye eyes fact fail
fair fall fallen false family famous far fast father fault favorite favourite feel feeling fell felt few fiance film
final finally find fine finish first five flatmate floor flower fold food fool football for forever forget forgetful
forgive forgot forgotten form former forward found four free fresh friday fridge friend friendly from front full fun
funny furniture further future game garden gave general gentle get gift girl girlfriend give given glad glance
glanced glances go goal goes gone good goodbye goodnight gossip gossips got gran grandma grandmother grateful great
groan groaned groans groceries group grow grumble grumpy guess guest guests guitar had hadnt half hall happen happy
hard hardly has hasnt have havent having he hear heard hello help her here hers herself hey hi high him himself his
hobby holiday home homework honest hoover hope hour house household housework how however huge husband i idea if
ignore imagine impatient important impossible impression in indeed indifferent insensitive inside instead interest
interested interrupt into invite is isnt issue it its itself jealous job joke journey judge just keep
kept kettle kid kind kindness kitchen knew know known lack ladder laptop late lately later laugh laundry lazy lead
learn least leave leaves lecture lectures left lend less let letter life light like line list listen little live
lonely long longer look lot loud love lovely loving lunch machine mad made magazine main make man manage manager
many market marry match matter may maybe me meal mean meant meanwhile meet meeting memory men mention merely mess
message messy met middle might mind mine minute miss mistake moan moaned moans mom moment monday month mood moody
more morning most mother move mow mows much mum mumble mumbles music must mutter mutters my myself nag nags name
natural near nearly need neighbor neighbour nephew nervous never new news newspaper next nice niece night nine no
nobody nod nodded nods noise none nor normal not note nothing notice novel now nowhere obvious odd of off offer
often oh ok okay old older on once one online only onto open opinion opposite or order ordinary other our ourselves
out outside oven over overlook overlooked overlooks own paint paper parent park part particular partner party
past patient people perfect perhaps person phone photo piano pick picture piece pizza place plan plant plate plates
play please podcast point polite politely politics poor possible post postpone postponed postpones practical praise
praises prefer prepare present pretend previous probable problem project promise proper proud public quarrel
question quick quickly quiet quite radio rain ran random rang rare rarely rather read ready real really reason
recent recipe recommend recycle recycling refuse relationship relatives relax rely remark remember remind repeat
replied reply reschedule respect response rest restaurant returned returns rid right ring road role roll romantic
room roommate rota row rubbish rude rule run rush sad said same sarcastic sat saturday save saw say schedule school
screen scroll seat second see seem seen seldom self selfish sense sentence separate series serious set seven several
share sharp she shirt shoe shoes shop short shorter should shouldnt show shrug shrugged shrugs side sides
sigh sighed sighs silly similar simple simply since sing sister sit situation six skip sleep slept slow slowly small
smile snap snore so sock sofa some somebody somehow someone something sometime sometimes somewhere son song soon
sorry sort sorted soup speak special spend spent spoke spoken sport stair stand start stay step still stomp stood
stop story straight strange street stress strict stroll strong stubborn stuff stupid such sudden suddenly
suggest suggestion sulk sulky summer sunday supermarket support suppose sure surprise sweep sweeps sweet swim table
take taken talk task taste tea teach team tease television tell telly ten tend tennis term text than thank thanks
that the their them themselves then there therefore these they thing think third this those though thought
thoughtful thoughtless three through throughout thursday ticket tidies tidy time tire tired to today together told
tomorrow tone tonight too took top topic totally toward town toy travel treat tree trip true trust try
tuesday turn tv twelve twenty twice two uncle under understand understood unfair unhappy unkind unless unload
unloads unreliable untidy until up upset upstairs us use used useful usual vacation vacuum vague vanish vanished
vanishes very view visit visitors voice wait walk want warm warmly was wash washes washing wasnt watch water
way we weather wedding wednesday weed weeds week weekday weekend weekly weird welcome well went were werent what
whatever when whenever where wherever whether which while whine whines who whole whom whose why wife will winter
wipe wipes wish with within without woke woman women won wonder wont word work world worry worse worst would wouldnt
write writing written wrong wrote yawn year yes yesterday yet you young your yourself zero
"""

_ENDINGS = (
    "s",
    "es",
    "d",
    "ed",
    "ing",
    "ly",
    "er",
    "ers",
    "est",
    "ned",
    "ning",
    "ted",
    "ting",
    "ped",
    "ping",
    "ged",
    "ging",
)


def stems(word: str) -> list[str]:
    """The word, and what it may be a form of."""
    found = [word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found += [stem, stem + "e"]
    if word.endswith(("ies", "ied")):
        found.append(word[:-3] + "y")
    return found

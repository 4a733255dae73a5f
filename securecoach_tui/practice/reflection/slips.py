"""Words for spelling.py: those worth setting right where a finger slipped, and those that mean themselves."""

from __future__ import annotations

# Each is part of a rule in harms.py.
MATTER = """
squeezed squeezes throat tablets
afraid scared scares scare frightened frightens frighten frightening terrified terrifies terrifying terror threat
threats threaten threatens threatened threatening threatning forced forces forcing intimidates intimidated blackmail
bullied bullies bully harassed harasses harassing harassment stalks stalked stalking stalker abuse abused abuses
abusive abusing violent violence assault assaulted attacked attacks attacking raped rapes molested groped strangled
strangles strangling choked chokes choking punched punches punching slapped slaps slapping kicked kicks kicking
shoved shoves shoving stabbed beaten beating grabbed grabs grabbing pushed pushes pushing dragged bruise bruised
bruises bleeding knife weapon weapons smashed smashes smashing destroyed destroys broken killed kills killing murder
murdered poison poisoned watches watched watching followed follows following tracks tracked tracking tracker
searches searched searching password passwords passcode money passport custody children locked locks locking allowed
permission forbids forbidden forbade isolated isolates punished punishes punishing punish punishment eggshells
touched touches touching naked nudes consent pressured pressures suicide suicidal myself himself herself themselves
overdose hurting kidnapped deported humiliates humiliated humiliating insults insulted screamed screams screaming
degrades degraded controls controlled controlling controling dangerous danger unsafe coerced threw throws throwing
location silence treatment phone messages message raging explodes cornered childhood neglected attack grab insult
kick kill slap scream scary throw thrown track stalk strangle choke rape search touch follow watch lock control
force isolate forbid destroy smash shove punch molest humiliate degrade intimidate harass neglect explode exploded
coerce drugged eggshell killer silenced phoned passports suicides checks checked checking
"""

# Everyday words that lie one slip from one of those.
THEMSELVES = """
check sash shoe tack chucked chucking scar nude cheeks chicks check
able about above absent account actual actually advice after again against ages alloted almost alone aloud already
also among amuse amused amusing angry another answer answers arise around arrived aside asked asleep attached
attaching aware away baking based bathing beaming bear beard bearing beast beasts beats because become been before
behind being bellies belly below berating beside best besting better betting between blamed bleed blending blowing
boating books bored both boxes braised breeding bring broke broker brush build bulky bull bulls burly busy call
calmed cared caring cars case cases catch caught chance change changed chases chewed child chocked chocking choice
choices choosing chore chores chose chosen clapped clicked cloaks close closed closing coached coffee coke cokes
confused content contents convent cooked cookies cooking could course cover craft croak dagger daily dance danced
dancer departed dinner dressed drink drinks drives drunk easy eating eats edge enough even evening ever explore
explored explores faced faces facing fall fallow falls family far farce favour feel fellow fellows fills five
flapped flowed focused folding follower fore forge forged formed forming forte found friend friends gabbing gasped
ghosted given gives going grabby grade grams grass grays green griped grope grouped grows grubs habit hallowed hard
having heard hears heart help hidden home honest honey hoping hosing hosting house hunting hurling hurry hurtling
instead insulated invites kidnap kilos kilter kilts kind kinks kitchen knee knew know krill lacked lacking lacks
leaving letting licked licking lights limits listen lives locations locker locket looked looking looks loses loving
lucking lucks lucky lunch makes making marches massage massaged massages maybe meeting messaging mind mint missed
modest molests moment monday monkey months monty moody mosey most moved mulder music named near never night nodes
nothing notices nudges often older other others ought over overdoes overdone overdue parked passage passed peach
peaches people phase phased phones phony picked picks pinch pinched pinching place places planning plans planted
plants plates played playing please pleased poisons possible pouched praised presence presses pressure price prices
prison promise promises prone public pulled pulls pusher pushers quiet quite rabbit raced races racing raged rages
ragged raising rakes raking ranging rapid rapped rasped rated rates rating raving reached reaches reads really
reaped repeats reply rests right roped ropes sacred sapped scale scaled scales scarce scarf scarred scars scarves
score scored scores scrams searcher seared season seems seen shack shape shaped share shared shares sharing shave
shaved shaver shaves shaving shoes shone shop shopped shore shored shores short shovel showed showing shown shows
silences silent since singing skipped slab slacked slam slapdash slash sleep slipped slipping slips smile smiled
smiles smiling snack snapped snapping snaps sniped soaps soared social softly someone something sometimes sorry
spare spared spares speaks spoke spoken stack stacked stacking stacks stages stairs staked staking stale stall
stalled stalling stalls standing stands starch starched stare stared stares staring stark start starved stash
stashed states stayed stays still stone stopped stops story stove stoves straggled strange strangely stranger
strapped stream streamed streaming streams stripped strong stuck studies swapped swapping swaps tacked taken takes
taking talked talking talks task taught teacher teaches teased tells thanks that their them then there these they
thing things think thinks those thought thread threads three throat throats throes through tired today together
token tone took torch torched torches touchy tough toughed toward town toys trace traced traces tracing tract train
treat treated treats trick tricked tricking tricks tried trouble truck trucking trucks true trust tucked turned
under until upset used usual very violet visit voice wants warm washed washes washing wasted water waves week weeks
weird well went were what when where which while whole will wished wishes witch witches witching without woken woman
women wonder words worked worker works world worried worry would wrong years young yourself
"""

"""The words of danger.py's rules: English, already in lower case and without apostrophes.

``ALONE``: a word that is enough by itself, as a pattern. ``PHRASES``: words in order, a group for
each item of the list; ``a|b`` either, ``+`` any ending, ``*`` up to three words between. ``NEAR``:
two sets of words and how many words may lie between one and the other, in whichever order.
"""

from __future__ import annotations

from securecoach_tui.practice.reflection.levers import LEVERS

ALONE = r"""
afraid scared? scar(?:es|ing|y|ily) fear\w* fright\w* terrif\w* terror\w* petrif\w* unsafe unsafely danger\w*
intimidat\w* menac\w* threat\w* forc(?:e|es|ed|ing|ibly|eful|efully) coerc\w* blackmail\w* bull(?:y|ies|ied|ying) harass\w*
stalk\w* abus\w* violen\w* assault\w* attack(?:s|ed|ing|er)? rap(?:e|es|ed|ing|ist) molest\w* incest\w* grop(?:e|ed|es|ing)
strangl\w* chok(?:e|es|ed|ing) throttl\w* suffocat\w* punch\w* slap(?:s|ped|ping)? kick(?:s|ed|ing)? shov(?:e|es|ed|ing)
hit hits hitting spank\w* stab(?:s|bed|bing)? beaten beatings? bruis\w* bleed\w* bled knife knives knifed guns? weapon\w*
rifle pistol machete razor axe grab(?:s|bed|bing)? smash\w* kill(?:s|ed|ing|er)? murder\w* drown(?:s|ed|ing)? poison\w*
eggshells? deport\w* passports? visa immigration gps airtags? trackers? tracking spy spies spied spying spyware hostage
kidnap\w* traffick\w* isolat(?:e|es|ed|ing) permission permit permits permitted forbid\w* forbad\w* banned punish\w* outed
rapey nudes? naked topless consent\w* condoms? suicid\w* overdos\w* humiliat\w* degrad\w* belittl\w* insult\w* catcall\w* mugged
robbed robbery racist racism slurs? gaslight\w* refuge shelter police neglect\w* starv(?:e|es|ed|ing) smack(?:s|ed|ing)?
whipp?(?:ed|ing) wallop\w* headbutt\w* pinch(?:es|ed|ing)? scratch(?:es|ed|ing)? bitten spat spits spitting
scream(?:s|ed|ing)? temper tempers rage rages raging raged outbursts? explodes? exploded passwords? passcodes? locked
locks locking confiscat\w* custody eviction evict\w* sex sexual\w* intercourse porn\w* undress\w* fondl\w* selfharm\w* shoot shooting
paedophil\w* pedophil\w* cutting restrain\w* pepperspray trapp?ing tortur\w* enslav\w* exploit\w* lung(?:e|es|ed|ing) bleach banisters? heavyhanded paracetamol consequences? hell unfit fone phne receipts? bank\w* sectioned
arrested jail prison undocumented brutal\w* cruel\w* sadis\w* perv\w* creep\w* slit hang(?:ed|ing) noose sober\w* intruder
"""

PHRASES = {
    **LEVERS,
    "fear, threat, force": """
        hear|hears|heard * his|her|their|the * car|van|key|keys|footsteps|steps|voice|bike|door * my|i|stomach|heart
        stomach|heart * drops|drop|dropped|sinks|sank|lurches|turns
        hell|price|dearly to pay
        pay|pays|paid|paying|sorry|suffer|suffers * for it|this|that|later
        in for it|trouble
        or|else|otherwise|until|before|unless|till he|she|they * calm|calms|calmed|stop|stops|stopped|snap|snaps|kick+|lose|loses
        what * happen|happens|happened|coming * if|when|to i|we|me|us
        have|has|get|got me|us * sent|locked|arrested|committed|sectioned|fired|deported|killed|removed|put
        bag|bags|case|suitcase * packed|ready|hidden
        at|over ninety|hundred|eighty|speed|100|90|80|120
        drove|drives|driving|drive * fast|faster|speed|wheel|road|ninety|hundred|drunk * me|us|i|kids|with|until
        way|how he|she|they looks|looked|stares|stared * at|is|enough
        the look in|on|he|she|that
        will|would|might|going|gonna * get|find|destroy|ruin|bury|finish|end me|us
        get|gets|got|makes|made|have|has it|me * worse|own * if i|we
        brace|braced|bracing * for|myself|when
        sleep|slept * with|in|by * door|lock|car|clothes|light|one eye|chair * against|on|locked|open
        begged|beg|begging|pleaded|pleading * stop|let|go|not|leave|please
        ask|asked * no|for * twice|help
        not|isnt|wasnt|arent|dont|doesnt|didnt|never|hardly safe|feel|felt * safe
        feel|felt|feeling|felt|am|was less safe
        or else
        what|whatever he|she|they might|may|could|would|will do
        if i|we * leave|left|leaves|told|tell|say|said|go|refuse|refused * he|she|they * will|would|said|says|ll|wont|kill+|hurt+|take+|find+
        hide|hides|hid|hidden|hiding|ran|run|running|escape|escaped|flee|fled|get|got|getting away|from|in|out * him|her|them|bathroom|toilet|cupboard|house
        against my|our will
        my heart|stomach * when he|she|they * key|keys|door|car|home
        walk|walks|walked|walking|tiptoe|tiptoes|tiptoed|tiptoeing * egg|eggs|around shells|him|her|them
        egg shell|shells
        get|gets|got|getting|turn|turns|turned|become|becomes|became nasty|scary|ugly|physical|rough|aggressive
        wont|wouldnt|couldnt|cant|didnt|doesnt|not let * me|us|go|leave|out|sleep|eat|see|have|talk|speak|work|drive|wear|answer|call
        never|dont|refuse|refuses|refused|stop|stops|stopped let|lets|letting * me|us
        frozen|froze|flinch|flinches|flinched|flinching|cower|cowered|cowering|tremble|trembled|shaking * when|whenever|if|because|of he|she|they|him|her|them
        jump|jumps|jumped * when|whenever he|she|they
        on edge|guard * around|when|whenever he|she|they|him|her|them
    """,
    "hurting bodies": """
        heavy handed
        saw|see|seeing stars
        drop|drops|dropped|dangle|dangles|dangled|hang|hung * baby|son|daughter|child|kid|him|her|me * over|out|from|off|window
        go|goes|went|come|comes|came|flew|flies|fly|running for|at me|us|him|her|them
        over|on|across|to|into|in|against my|her|his face|mouth|head|stomach|chest|ribs
        against|up me|us|wall|door|fridge|the wall|door|counter|fridge|car
        pin|pins|pinned|press|presses|pressed|slam|rub|rubs|rubbed|rubbing|grind|grinding * me|wall|floor|bed|door|down|ground|against|sofa
        foot|fist|boot|arm|elbow|hand|head|knee * through|into|against|on|in my|me|the|door|wall|window|face|stomach|ribs|back|chest|neck
        through|in|down the|a|my|bathroom|bedroom|front * door|wall|window
        lay|lays|laid|laying|lift|lifts|lifted|raise a|one finger|fingers|hand
        put|puts|threw|throws|throw|chuck|chucked|left|leave|leaves|shut|shuts|kicked|turned|sent me|us * out|outside|garden|street|car|cold|snow|rain|night|floor
        did|does|do|done|doing|doing things|something|stuff|it|that|this|stuff|anything * to me|us|her|him
        kneel|kneeling|stand|standing * rice|corner|hours|cold|facing
        pull|pulls|pulled|pulling|tug|tugs|tugged|twist|twists|twisted|bend|bends|bent|squeeze|squeezes|squeezed|crush|crushed * my|me|her|his hair|arm|arms|ear|ears|wrist|finger|fingers|hand|back|leg|off|by|down|out
        can|could|couldnt|cant|not * breathe|swallow
        swing|swings|swung|swinging * at|fist|fists|bat|arm|me
        mark|marks|limp|limping|stitches|swollen|concussion|unconscious|blackout|xray|plaster|sling|ambulance
        knock|knocks|knocked me|us|her|him|teeth|down|over|out|unconscious
        sit|sits|sat|lay|lies|kneel|knelt|stood|stands|stamp+|tread|trod|trampl+ on|over me|my|us|her|him
        cover|covers|covered * mouth|bruise|marks|makeup|sleeves|black
        trip|tripped|kneed|elbowed|clipped|belted|thump|thumped|thumps|clout|clouted|batter|battered|batters|lamp|lamped|decked|walloped|whack|whacked|thrash|thrashed|cuffed me|us|him|her|them|round|my
        batter+|thump+|clout+|thrash+|whack+|pummel+|maul+|scald+|manhandl+|roughed
        hurt|hurts|hurting|harm|harms|harmed|harming me|us|him|her|them|himself|herself|themselves|themself|myself|my|the|our|a|someone|somebody|people|people|anyone|kids|children
        gets|got|get|getting|was|been|being|be hurt|harmed
        beat|beats|beating me|us|him|her|them|my|the|our|up|on
        burn|burns|burned|burnt|burning me|us|him|her|myself|my|the|our|his
        push|pushes|pushed|pushing * me|us|him|her|them
        bit|bite|bites|biting me|us|him|her|them|my
        drag|drags|dragged|dragging|throw|throws|threw|thrown|fling|flings|flung|sling|slung|hurl|hurls|hurled|yank|yanks|yanked|shake|shakes|shook|shaking * me|us|him|her|them
        throw|throws|threw|thrown|throwing|chuck|chucks|chucked|hurl|hurls|hurled|flung|fling * at|against|across|plates|plate|things|stuff|dishes|cup|cups|glass|chair|phone|food|down
        throwing|throws|threw * around|everywhere
        hold|holds|held|holding|pin|pins|pinned|pinning|pressed|force * me|her|him|us down|against|still|back
        laid|lay|lays|put|puts|raise|raises|raised a|his|her|their|hand|hands|fist|fists|on hand|hands|fist|fists|me|her|him
        raise|raises|raised * hand|hands|fist|fists
        hands|hand|arm|fingers|cord|belt * round|around|on|over|at my|her|his|their neck|throat|mouth|face
        my|her|his|the throat|neck
        by the|my|her|his hair|arm|arms|throat|wrist|wrists|neck|collar
        rough with|on|when|sex|me
        too|bit|little|quite|so rough
        black eye|eyes
        broke|broken|fractured|cracked * arm|rib|ribs|nose|jaw|bone|wrist|tooth|teeth|skin
        corner|corners|cornered|cornering me|us|her|him
        block|blocks|blocked|blocking|stand|stands|stood|standing * door|doorway|exit|way|stairs
        in|into|near|close my face
        lash|lashes|lashed|lashing out
        with the|a|his|her|their belt|stick|hammer|bat|shoe|blade|bottle|cane|ruler|iron
        the|his|her belt
        tie|ties|tied|tying me|us|her|him|up
        blow|blows|blew up|kicked|kick off|at|on
        fist|fists|fistfight
        hands on me|her|him|us
    """,
    "things broken": """
        break|breaks|broke|broken|breaking|wreck|wrecks|wrecked|wrecking|destroy|destroys|destroyed|destroying|trash|trashes|trashed|rip|rips|ripped|tear|tears|tore|torn|cut|cuts|ruin|ruins|ruined * phone|mobile|laptop|computer|tablet|door|doors|wall|walls|plate|plates|dish|dishes|cup|cups|glass|glasses|mug|mugs|window|windows|tv|television|chair|table|mirror|furniture|things|stuff|toys|toy|photo|photos|picture|pictures|guitar|car|bed|vase|lamp|house|flat|kitchen|room|clothes|dress|everything|bottle|bottles|letters|books|bike|screen
        slam|slams|slammed|slamming
        hole|holes|dent|dents * wall|door|walls|doors
        flip|flips|flipped|kicked|overturned * table|chair|bin
    """,
    "my own checking and violence": """
        i * read|open|opened|reading|steamed|checked * letter|letters|message|messages|post|email|emails * his|her|their|that|from|he|she
        i * logged|log|got|broke|went|hacked * into|in * his|her|their
        i * made|make|told|tell|forced|wont|let|stop|stopped * him|her|them * delete|unfriend|block|prove|show|stop|see|go|leave|apologise|choose
        i * shouted|shout|yelled|yell|screamed|scream|swore|roared|snapped|lost|exploded * at|in|it|him|her|them|temper|control|kids
        my * hand|hands|fist|temper|anger|rage * flew|raised|took|got|landed|on * him|her|them|over|control|better|face
        i * called|call|rang|ring|texted|text|messaged * times|hundred|fifty|forty|thirty|twenty
        i * called|call * him|her|them * names|stupid|bitch|bastard|slut|whore|idiot|useless|pathetic
        i * waited|wait|sat|parked|drove|drive|stood|hid * outside|past|near|by|opposite|round * his|her|their|work|house|flat|home|him|her
        i * smacked|struck|strike|twisted|pushed|squeezed|bit|bite * him|her|them|wrist|arm
        i|we|ive|id * check|checks|checked|checking|read|reading|look|looked|looking|went|go|gone|going|search|searched|opened|open|hack|hacked|scroll|scrolled|follow|followed|track|tracked|unlock|unlocked|drive|drove|stalk|rang|see * his|her|their|them|partners|wifes|husbands|boyfriends|girlfriends|exs|someones|somebodys|kids|daughters|sons phone|mobile|messages|message|texts|email|emails|mail|letters|diary|journal|bag|pockets|laptop|computer|browser|history|account|accounts|profile|profiles|chats|whatsapp|instagram|facebook|dms|location|house|things|drawers|socials|online|status|wallet|room|likes|followers|comments|receipts|car
        i|ive|id * went|go|gone|going|looked|look|looking through * phone|messages|emails|texts|bag|diary|pockets|things|laptop|drawers
        i * threw|throw|thrown|broke|break|smash|smashed|ripped|tore|snapped|shook|shake|push|pushed|burned|burnt|pulled * him|her|them|it|his|plate|glass|phone|door|wall|things|something|stuff|kid|child|son|daughter|baby|dog|cat|hair
        i * hurt|harm|harmed|lost|lose * him|her|them|someone|temper|control|it|kid|kids|child|children|son|daughter|baby|dog|cat
        i * wont|wouldnt|didnt|dont|will|would not|let * him|her|them leave|go|out|see
        got|get|became|been physical|violent * with|on|to
    """,
    "touch and sex": """
        as a|his|her wife|woman|husband|girlfriend * so|i|lie|let|job|duty
        my|a|wifes job|duty as
        lie|lay|lying|laid still|there|back
        a game|games * with|he|she * me|played
        nice|nicer|friendlier|sweet|sweeter|grateful to him|her|them
        climb|climbs|climbed|crawl|crawled|crept|get|gets|got * into|in * my|our bed|room|shower
        came|comes|come|walks|walked|sneak|sneaks|sneaked|snuck|crept|creeps * into|in * my|our * room|bed|shower|bedroom|bathroom|night
        let|lets|letting * him|her|them * do|finish|get * it|over|done|with
        give|gave|giving|gives in * because|so|or|to|otherwise|every|again
        expect|expects|expected|owe|owes|owed|duty|deserve|deserves|entitled * sex|body|bed|night|wife|wifely
        in bed * even|when|though|dont|didnt|no|not|want|hurt+|if
        stealthing|grinding|unzip+|flash|flashed|flasher|expose+ himself|themselves|me|to|himself
        rub|rubs|rubbed|brush|brushes|brushed|press|pressed|stroke|stroked|strokes|pat|patted|squeeze|squeezed * against|my|me|leg|thigh|knee|breast|breasts|bottom|bum|back|shoulder
        my thigh|thighs|breast|breasts|crotch|groin|underwear|knickers|bra
        hand|hands|fingers|arm * on|round|up|under|down|inside|over my|her thigh|leg|knee|waist|back|skirt|shirt|dress|top
        touch|touches|touched|touching|toched|tuched me|my|us|her|him|himself|herself|themselves|down|where|there|private|inappropriate+
        inappropriate+ touch+|touching
        hands|hand|fingers * up|under|down|inside|between|all * my|over|skirt|shirt|dress|legs|me
        say|said|saying|told|kept|screamed|begged no * he|she|they|it|him|her|them|anyway|carried|still|kept
        no * and|but|then he|she|they * anyway|still|carried|kept|did|went|continued
        no|not means|take|taking|taken|takes * no|answer
        said|say|told|asked|ask|begged|beg|tell * stop
        wont|wouldnt|doesnt|didnt|dont|never stop when
        didnt|dont|not|never|wasnt|havent * want|wanting|wanted|wnat|like|liked|enjoy|agree|agreed|ask|asked|ready|up * it|him|her|them|that|this|sex|to|for|in * touch|touched|kiss|kissed|bed|sleep|night|inside|me|anyway
        i * didnt|not|never|wasnt want|wanted|like|agree|ask it|that|for|him|her|them
        didnt|never want|wanted to
        did not want to
        not|wasnt|isnt|hardly * what i wanted|want|agreed|asked
        what|things|thing|that he|she|they|was|were|someone|man * did|does|do|done|doing * to me|us|her|him
        pressure|pressured|pressures|pressuring|guilt|guilted|guilts|nag|nags|nagged|beg|begs|begged|trick|tricked * me|us|into|for|to
        talk|talks|talked|push|pushes|pushed me|us into
        into|in|share|shares|shared|climbed|got * his|her|their|with bed|me
        climbed|climbs|got|gets|came|comes into|in my|our bed
        asleep|sleeping|drunk|passed|drugged|unconscious|woke|wake * touch|touching|touched|inside|on|top|undressed|him|her|me|kissing|kissed
        on top of|off me|my
        inside me|her|him
        kiss|kisses|kissed|kissing|hug|hugged|hugs * me * when|without|though|even|although|anyway|against|after * want|didnt|not|no|asking|said|asked
        sleep|slept|sleeping with|together * me|him|her|them * even|anyway|or|if|because|to|otherwise|against
        pictures|photos|photo|picture|video|videos|film * me|mine|without|undressed|private|intimate|online|body
        spike|spiked|spikes|drugged|drug * drink|me|my
        my body * not|is|without|his|hers|he|she|they
        private parts|part
        sleep with|with him|her|them|me * if|or|because
        be|being intimate * when|if|even|or|because
    """,
    "childhood": """
        that|one summer|night|year|winter|holiday|time * in|when * tent|caravan|shed|cellar|attic|bath|car|barn|basement|garage|room|woods
        shed|cellar|basement|cupboard|attic|wardrobe * locked|shut|put|in|dark|under
        shut|locked|kept|put|sent * me|us * in|to * shed|cellar|basement|cupboard|attic|dark|wardrobe|bed
        sent * bed|away without|hungry|supper|food|dinner
        our|my little|special|big secret
        tell|told|telling * anyone|nobody|noone|anybody|secret * or|about|what|if|ever|happened|did
        babysitter|scout|scoutmaster|nun|nuns|altar|choir|dormitory|orphanage|institution
        when|since|until|while i|we was|were * child|kid|little|small|young|younger|boy|girl|baby|teenager|teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|1|2|3|4|5|6|7|8|9|10|11|12|13|14|school * he|she|they|my|someone|a|an|the|dad|mum|mom|father|mother|uncle|we|nobody|no
        as a|an|small|little * child|kid|girl|boy|teenager|baby
        growing|grew up * he|she|they|my|in|with|we
        used to * lock|hit|beat|shout|yell|scream|drink|hurt|lash|throw|leave|make|call|starve|touch|come
        nothing|no|any|enough to|food * eat|home|house|cupboard|fridge
        left|leave|leaves|leaving me|us alone * days|nights|night|weekend|hours|child|kid|baby
        foster|care|childrens home|care
        my|stepfather|stepdad|stepmother|stepmum|uncle|grandfather|grandad|priest|coach|teacher|cousin * came|come|comes|would|used * my|into|room|bed|night
    """,
    "self-harm and wanting to be dead": """
        how many|much * tablets|pills|paracetamol|it * take|there|house|would
        swallow|swallows|swallowed|drink|drinks|drank * bleach|poison|pills|tablets|it|antifreeze
        off|from a|the|my|that bridge|cliff|roof|balcony|building|ledge|platform|tower
        bridge|cliff|balcony|platform|tracks|train * jump|off|under|front|over|think|thought|imagine|picture|edge|step
        picture|pictured|imagine|imagined|imagining|think|thought|thinking|thoughts|plan|planned|planning|urge|urges * about|of|off|how|the|to|myself|me * bridge|crash+|jump+|cut+|dying|die|death|dead|pills|ending|end|car|knife|rope|funeral|blade
        under|before|front|into * train|traffic|lorry|truck|bus
        no|nothing|little left * live|give|to|for|me
        done|finished|tired|sick|had|enough * living|life|alive|existing|everything|being|here
        dont|didnt|not|wouldnt|wont * mind|care * if|whether * wake|die|died|live|lived|alive|woke|happened|hit
        scars|scar|cuts|burns * arm|arms|leg|legs|wrist|wrists|thigh|hide|cover
        easier|better|simpler|nicer * if i|he|she * wasnt|werent|gone|dead|here|around|not|died
        disappear|vanish|evaporate * forever|completely|for|and|altogether|good
        whats|what the|is point
        goodbye|farewell|letters|notes|will|affairs|belongings * wrote|written|write|gave|giving|away|order|everyone
        unalive|kms|sh|ctb|sewerslide|unaliving
        sleep * and|for|until * never|forever|up
        kill|killing|kills|hurt|hurting|hurts|harm|harming|harms|cut|cutting|cuts|burn|burning|burned|starve|hit|hitting|hate|punish|punishing|bit|scratch|hang|shoot myself|himself|herself|themselves|themself|my|meself
        self harm|harming|harmed|injury|injure
        end|ends|ended|ending|take|taking|takes|took it|my|his|her|their|own|everything|things|all * all|life|lives|own|now|tonight
        end|ending it|things|everything
        want|wants|wanted|wanting|wanna|wish|wished|wishes|hope|hoped|ready|prefer|rather|like|better * die|dead|dying|disappear|gone|vanish|born
        wanted|want|wanna|rather|sooner be|was|to * dead|gone|die
        better off * without|dead|if|gone
        not|dont|didnt|never|cant|wont|couldnt|no|hardly|longer * want|wanna|point|reason|be|wake|exist|live|living|go|carry|keep * here|alive|up|live|living|exist|anymore|on|going|existing|around
        no|any|see|what point|reason|is * living|alive|life|going|anything|anymore|on|carrying|future
        should|shouldnt|wish|wished|never|if * exist|born|alive|been born|here|existed|wasnt
        jump|jumping|jumped|step|walk|drive|crash * off|under|bridge|train|traffic|in|into|roof|tree|car * bridge|roof|train|traffic|front|balcony|road|river|cliff|tree|wall
        pills|tablets|paracetamol|rope|noose|bridge|wrist|wrists * take|took|all|enough|bottle|cut|jump|end|many|count|slit
        take|took|taken|takes|taking|swallow+|save|saved|saving * pills|tablets|overdose
        goodbye note|letter|letters|notes
        wont|not|never|dont|to * wake|waking up
        sleep|asleep * never|forever|not|and * wake|waking
        cant|cannot|not go|carry|do|take|keep * on|anymore|living|any|longer|this
        life|living is|isnt|not|wasnt|feels * not|worth|pointless|over|worthless
        worth living
        nobody|noone|no|they|everyone|world|he|she|kids * would|wouldnt|will * miss|care|notice|better|without|gone|died
        if i|he|she|they|we * died|die|dead|disappeared|gone|werent|wasnt|jump|jumped
        do something|anything * stupid|to * myself|himself|herself|themselves|silly
        something to|stupid|silly myself|himself|herself|themselves
        crash|crashes|crashed|drive|drives|drove * car|fast|tree|wall|off|us
        stop|stops|stopped|stopping|starve|starves|starving|make|makes|making * eating|myself|sick|food|throw
    """,
}

_BEINGS = "dogs? cats? pupp\\w* kitten\\w* pets? horses? hamsters? rabbits? birds? animals? guinea bunny parrot goat chickens?"
_CHILDREN = (
    "kids? boys girls child children sons? daughters? bab(?:y|ies) toddler grandchildren grandkids stepson stepdaughter"
)
_LOOKS = "lipstick makeup skirts? dress dresses heels nails hair clothes perfume bra tights leggings"
NEAR: tuple[tuple[str, str, int], ...] = (
    (
        _BEINGS,
        "kick\\w* hit\\w* hurt\\w* harm\\w* throw\\w* threw thrown starv\\w* beat\\w* drown\\w* shot strangl\\w* swung swing\\w* "
        "lock\\w* sold rid cruel\\w* mean nasty suffer\\w* step\\w* stamp\\w* yank\\w* drag\\w* choke\\w* gone kill\\w* away trap\\w*",
        5,
    ),
    (
        _CHILDREN,
        "unfit take takes took taken taking lose losing lost custody court courts against use uses used using turn turns turned hit "
        "hits hurt hurts keep keeps kept away never threat\\w* report\\w* drop\\w* dangl\\w* over snatch\\w* grab\\w* drag\\w* shak\\w* shook shout\\w* "
        "yell\\w* pawn lever weapon services abroad hide hides hid withhold\\w* stop stops stopped see",
        6,
    ),
    (
        _LOOKS,
        "wipe\\w* scrub\\w* change changed off whore slut tart cut\\w* burn\\w* tore rip\\w* threw throw\\w* let wear",
        5,
    ),
    (
        "uncle cousin grandad grandfather stepdad stepfather priest coach vicar",
        "game games secret\\w* alone room lap tickl\\w* bath",
        7,
    ),
    ("gay trans bi lesbian queer bisexual transgender hiv", "tell tells told telling know knows out find church", 9),
    (
        "(?:sexual\\w*|kiss\\w*|touch\\w*|hug\\w*)",
        "uncle stepfather stepdad grandfather grandad boss stranger teacher coach priest cousin manager doctor landlord lift "
        "train bus unasked uninvited without drunk asleep anyway",
        6,
    ),
)

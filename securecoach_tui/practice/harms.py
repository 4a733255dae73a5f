"""The words of danger.py's rules: English, already in lower case and without apostrophes.

``ALONE``: a word that is enough by itself, as a pattern. ``PHRASES``: words in order, a group for
each item of the list; ``a|b`` either, ``+`` any ending, ``*`` up to three words between. ``NEAR``:
two sets of words and how many words may lie between one and the other, in whichever order.
"""

from __future__ import annotations

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
paedophil\w* pedophil\w* cutting restrain\w* pepperspray trapp?ing tortur\w* enslav\w* exploit\w* unwanted conversiontherapy
"""

PHRASES = {
    "fear, threat, force": """
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
    "watched, followed, located, searched": """
        watch|watches|watched|watching me|us|what|who|where|my|everything|every|over
        watch|watches|watched|watching * through|on camera|cameras|window|app|phone
        follow|follows|followed|following me|us|her|him|them|my|our|wherever|everywhere
        was|were|am|being|been|get|got followed|watched|tracked|monitored|recorded|filmed|searched|tailed
        track|tracks|tracked|trace|traces|traced|monitor|monitors|monitored|monitoring|tail|tails|tailed|record|records|recorded|recording|film|films|filmed|filming|bug|bugs|bugged * me|us|my|where|what|who|every|everything|calls|phone|car|her|his|their|everyone
        location
        find my phone|iphone|device|friends|app
        know|knows|knew|ask|asks|asked|asking|check|checks|checked|checking|demand|demands|demanded|prove|report|account|question|questions|questioned|interrogate|interrogates|told|tell|text|texts|want|wants|wanted|say|control|controls|decide|decides|decided|choose|chooses where|who|whom|what|how i|we|ive|id|am|was|is|much
        where i|we was|am|go|went|been|have
        who i|we was|am|see|saw|talk|talked|speak|spoke|meet|met|text|call|called|am|with
        what i|we wear|wore|eat|ate|spend|spent|buy|bought|post|watch|read
        camera|cameras|microphone|recorder|bug * in|on|up|the|at|inside
        search|searches|searched|searching * my|me|our|us|through|her|his|their
        go|goes|went|going|gone|look|looks|looked|looking|rummage|rummages|rummaged|rummaging|rifle|snoop|snoops|snooped|snooping|scroll|scrolls|scrolled|scrolling|poke|pokes|poking * through|around * phone|mobile|messages|texts|email|emails|mail|letters|diary|journal|bag|purse|wallet|pockets|laptop|computer|browser|history|account|accounts|things|stuff|drawers|drawer|room|chats|receipts|dms|photos|post|bins|my|her|his|their
        snoop|snoops|snooped|snooping
        read|reads|reading|check|checks|checked|checking|open|opens|opened|opening|use|uses|used|using|hack|hacks|hacked|hacking|unlock|unlocks|unlocked|clone|cloned|took|takes|take|taking|want|wants|wanted|demand|demands|demanded|see|sees|saw|keep|keeps|kept|hide|hides|hid|hold|holds|look|looks|looked|log|logs|logged|get|gets|got * my phone|mobile|messages|message|texts|text|email|emails|mail|letters|letter|diary|journal|laptop|computer|browser|history|account|accounts|chats|whatsapp|instagram|facebook|dms|bag|post|mileage|receipts|socials
        turn|turns|turned|show|shows|showed|appear|appears|appeared|wait|waits|waited|waiting|come|comes|came|sit|sits|sat * outside|at my|our house|home|work|office|job|school|door|gym|workplace|flat|place
        every|each move|call|message|text|minute|step * i|we
    """,
    "my own checking and violence": """
        i|we|ive|id * check|checks|checked|checking|read|reading|look|looked|looking|went|go|gone|going|search|searched|opened|open|hack|hacked|scroll|scrolled|follow|followed|track|tracked|unlock|unlocked|drive|drove|stalk|rang|see * his|her|their|them|partners|wifes|husbands|boyfriends|girlfriends|exs|someones|somebodys|kids|daughters|sons phone|mobile|messages|message|texts|email|emails|mail|letters|diary|journal|bag|pockets|laptop|computer|browser|history|account|accounts|profile|profiles|chats|whatsapp|instagram|facebook|dms|location|house|things|drawers|socials|online|status|wallet|room|likes|followers|comments|receipts|car
        i|ive|id * went|go|gone|going|looked|look|looking through * phone|messages|emails|texts|bag|diary|pockets|things|laptop|drawers
        i * threw|throw|thrown|broke|break|smash|smashed|ripped|tore|snapped|shook|shake|push|pushed|bit|bite|burned|burnt|pulled * him|her|them|it|his|plate|glass|phone|door|wall|things|something|stuff|kid|child|son|daughter|baby|dog|cat|hair
        i * hurt|harm|harmed|lost|lose * him|her|them|someone|temper|control|it|kid|kids|child|children|son|daughter|baby|dog|cat
        i * wont|wouldnt|didnt|dont|will|would not|let * him|her|them leave|go|out|see
        got|get|became|been physical|violent * with|on|to
    """,
    "money, work, keys, papers": """
        control|controls|controlled|controlling|controling * me|us|what|who|where|how|when|everything|all|every|money|life|our|spending|eat|wear|household
        controlling|controling
        my pay|payslip|paycheck|paycheque|wage|wages|salary|pension|benefits|allowance|savings|pin|bank|card|cards|inheritance|tips|earnings|payday
        all|hold|holds|keep|keeps|kept|hide|hides|hid|take|takes|took|taken|steal|steals|stole|withhold|withholds|withheld|empt+|drain+|spend|spends|spent|gamble|gambles|gambled|handle|handles|handed|hand|give|gives|gave|ask|asks|beg|begged|owe|owes|demand|demands|demanded|borrow|borrows|borrowed * money|cash|savings|account|accounts|card|cards|income|wages|rent|benefits
        an|pocket allowance|money
        in my name
        every penny|cent|receipt|receipts|pound|dollar
        penniless|broke|skint * because|so|without he|she|they|him|her|them
        keep|keeps|kept|hide|hides|hid|hidden|take|takes|took|taken|taking|steal|steals|stole|stolen|hold|holds|held|burn|burned|burnt|tear|tore|throw|threw|has|have|had|got|get|gave|give|back|lose|lost|away|without|destroyed|withhold|withholds|withheld|refuse|refuses|break|breaks * my|our|the|house|car key|keys|phone|mobile|papers|documents|document|certificate|licence|license|id|card|cards|car|shoes|clothes|coat|medication|medicine|meds|pills|pill|inhaler|insulin|wheelchair|crutches|aid|aids|glasses|laptop|purse|wallet|contraception|passport
        take|takes|took|taken|taking|hide|hides|hid * away|my|off * phone|mobile|keys|car|clothes|food|shoes
        call|calls|called|ring|rings|rang|email|emails|emailed|phone|phones|phoned|tell|tells|told|contact|contacts|contacted * my|our boss|work|manager|employer|job|landlord|school|social
        i stop|stopped|quit|gave|left * working|work|job|studying|college|seeing|driving
        quit|leave|lose|stop|resign|give|cost|costs|sabotage|sabotages|sabotaged * my|the job|work|course|studies|career|business
        sack|sacked|fire|fired|sacks|fires * me|if|unless
        dont|doesnt|didnt|not|wont|without * want|wants|like|likes * me|us|my * work|working|earning|studying|seeing|going|leaving|talking|driving
        social services|worker|workers
        cut|cuts off|me * money|phone|from|internet|heating|electricity
        sign|signed|signing * over|papers|document|loan|contract|house|things|away
        immigrat+|residence|papers|sponsor|sponsorship|undocumented
    """,
    "kept from others, punished, silence": """
        not|never|isnt|wasnt|arent|am|only allowed|supposed
        allow|allows|allowed|allowing * me|us|myself
        allowed|aloud|alowed to|out|in
        ask|asked|asking|need|needed|needs|have|had * before|if|first * i|we * go|see|leave|can|could|buy|eat|call
        stop|stops|stopped|keep|keeps|kept|keeping|prevent|prevents|prevented|ban|bans|discourage+ me|us * from|seeing|going|meeting|talking|speaking|leaving|working|calling|away|indoors|inside|in|at|home|sleeping
        dont|doesnt|didnt|not|never|hate|hates|hated|wont * want|like|likes|liked|wanted|wants|have|it|me me|when|it * see|seeing|saw|meet|meeting|friends|family|mother|mum|mom|sister|brother|go|going|went|leave|leaving|wear|wearing|speak|talk|have|having|out
        cut|cuts|cutting|lost|lose|drop|dropped|give|gave|given * off|all|up|my * friends|family|everyone|people|contact|parents|sister|brother|mates
        cut|cuts|cutting me|us off * from|family|friends
        no|any|havent|dont * friends|one * left|anymore|now|because|since
        turn|turns|turned|poison|poisons|set|sets * kids|children|everyone|family|friends|them * against
        cant|cannot|couldnt|can|could|unable|not|wont|allowed * leave|go|get|walk * house|home|out|him|her|them|away|anywhere|relationship
        silent|cold treatment|shoulder
        day|days|week|weeks|month|months|hours|weekend * of|in|without|with * silence|silent|quiet|speaking|talking|word
        silence|silent|quiet|mute * for|lasts|lasted|days|weeks * day|days|week|weeks|month|months|hours|weekend
        not|doesnt|dont|didnt|wont|wouldnt|hasnt|havent|hadnt|refuse|refuses|refused|stop|stops|stopped|without|never|no * speak|speaks|talk|talks|spoken|speaking|talked|talking|word|say|said|answer|answered|look|looked|acknowledge * * day|days|week|weeks|month|months|weekend
        ignore|ignores|ignored|ignoring|ghost|ghosts|freezes|froze|blanks|blanked|stonewall|stonewalls|stonewalled|shut|shuts * day|days|week|weeks|month|months|weekend
        make|makes|made|making me|us pay
        out|outs|outing me|us|her|him
        tell|tells|told|telling|expose|exposes|exposed|post|posts|posted|share|shared|shares|show|shows|sent|send|sends|leak|leaked|leaks * gay|trans|bi|lesbian|queer|hiv|status|secret|secrets|pictures|photos|video|videos|private
        teach|teaches|taught|learn|lesson me|us|a|my lesson|place
        deserve|deserves|deserved it|to|that * hurt|punished|beaten|hit|this
        earn|earned|earning|lose|lost|withdraw+|withhold+ * food|sleep|affection|sleeping|bed|privileges
    """,
    "touch and sex": """
        touch|touches|touched|touching|toched|tuched me|my|us|her|him|himself|herself|themselves|down|where|there|private|inappropriate+
        inappropriate+ touch+|touching
        hands|hand|fingers * up|under|down|inside|between|all * my|over|skirt|shirt|dress|legs|me
        say|said|saying|says|told|tell|kept|keep no
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
    "harm from anyone": """
        shout|shouts|shouted|shouting|yell|yells|yelled|yelling|scream|roar|roars|roared|swear|swears|swore|swearing|curse|curses|cursed|rage|snarl|snarls|snarled at|in|into me|us|my|her|him|them|everyone|kids|children|the
        call|calls|called|calling me|us|her|him * names|stupid|fat|ugly|worthless|crazy|mad|slut|whore|bitch|idiot|useless|psycho|liar|pathetic|disgusting|lazy|nothing|mental|dumb|thick|pig|cow|cunt|names
        nobody|noone|no|one * believe|believes|believed|want|wants * me|you|us
        put|puts|putting|run|runs|tear|tears me|us|her|him down
        mock|mocks|mocked|mocking|ridicule|ridicules|ridiculed * me|us|front|everyone
        boss|manager|supervisor|colleague|landlord|teacher|coach|stranger|man|men|guy|someone * * follow+|touch+|threat+|yell+|shout+|corner+|stare+|brush+|press+|expos+|flash+|comment+
        in front of|the * kids|children|child|son|daughter|baby
        crazy|mad|insane|mental|imagining|losing|lose * he|she|they|says|said|things|mind
        drive|drives|drove|driving * fast|drunk|reckless|recklessly|scare|road * me|us|with|in
        wake|wakes|woke|waking|keep|keeps|kept|stop|stops * me|us * night|sleep|sleeping|awake|up * argue|argument|shout|questions|lecture|until|hours|by
        ruin|ruins|ruined|destroy|destroys|destroyed|wreck me|my|us|your|life|career|name|reputation
        do|does|did|happen|happens|happened * again|worse|next * if|i|told|tell|not|report|reported
        restraining|protection|protective|non|court order|orders|molestation
        courts|court|lawyer|solicitor * kids|children|take|custody|full
    """,
}

_BEINGS = "dogs? cats? pupp\\w* kitten\\w* pets? horses? hamsters? rabbits? birds? animals? guinea bunny parrot goat chickens?"
_CHILDREN = "kids? child children sons? daughters? bab(?:y|ies) toddler grandchildren grandkids stepson stepdaughter"
NEAR: tuple[tuple[str, str, int], ...] = (
    (
        _BEINGS,
        "kick\\w* hit\\w* hurt\\w* harm\\w* throw\\w* threw thrown starv\\w* beat\\w* drown\\w* shot strangl\\w* swung swing\\w* "
        "lock\\w* sold rid cruel\\w* mean nasty suffer\\w* step\\w* stamp\\w* yank\\w* drag\\w* choke\\w* gone kill\\w* away trap\\w*",
        5,
    ),
    (
        _CHILDREN,
        "take takes took taken taking lose losing lost custody court courts against use uses used using turn turns turned hit "
        "hits hurt hurts keep keeps kept away never threat\\w* report\\w* snatch\\w* grab\\w* drag\\w* shak\\w* shook shout\\w* "
        "yell\\w* pawn lever weapon services abroad hide hides hid withhold\\w* stop stops stopped see",
        6,
    ),
    ("gay trans bi lesbian queer bisexual transgender hiv", "tell tells told telling know knows out find church", 9),
    (
        "(?:sexual\\w*|kiss\\w*|touch\\w*|hug\\w*)",
        "uncle stepfather stepdad grandfather grandad boss stranger teacher coach priest cousin manager doctor landlord lift "
        "train bus unasked uninvited without drunk asleep anyway",
        6,
    ),
)

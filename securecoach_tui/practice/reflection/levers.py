"""Phrases of harms.py that are about control: watching, money, work, papers, being kept apart, and strangers.

Written as harms.py says: ``a|b`` either, ``+`` any ending, ``*`` up to three words between.
"""

from __future__ import annotations

LEVERS = {
    "watched, followed, located, searched": """
        app|apps|something|software|device|thing * on|in my|the phone|laptop|car|bag
        behind|after me * bus|train|street|station|road|way|home|night
        man|men|guy|someone|somebody|stranger|car|van * behind|after me|us
        count|counts|counted|counting|time|times|timed|clock|clocked * minutes|hours|seconds|steps|calories|money|pills|long i|when|it
        photograph|photographs|photographed|copy|copies|copied|screenshot|screenshots|screenshotted * my|me|her|his|their|us
        keep|keeps|kept|always|constantly|stop|stops|still|nonstop|dozens|hundred|fifty|forty|thirty|twenty calling|ringing|texting|messaging|phoning|emailing|calls|messages|texts
        call|calls|ring|rings|text|texts|phone|phones me|work * times|every|constantly|nonstop|until|hourly
        delete|deleted|deletes|block|blocked|remove|removed|unfriend|unfollow|change|changed * contact|contacts|number|numbers|friends|accounts|everyone|men|women|facebook|instagram|apps|messages|list|account
        broke|break|breaks|got|get|gets|hack|hacked|log|logged|logs into|in|inside * his|her|their|my|account|email|phone
        smell|smells|smelled|sniff|sniffs|sniffed|inspect|inspects|inspected * my|me|clothes|underwear|sheets
        report|reports|send|sends|sent|tell|photo|picture|selfie|facetime|video|prove|proof * where|who|that * i|am|was|with|there|alone
        want|wants|wanted|need|needs|needed|demand|demands|demanded|insist|insists * know|hear|see|told * who|where|what|why|how|every
        knows|knew|knowing|learned|found * where|who i|we
        dashcam|doorbell|keylogger|bugged|surveillance|monitor|cctv|ring camera
        shared|sharing|share my|our|phone|live location|calendar|passwords|screen
        watch|watches|watched|watching me|us|what|who|where|my|everything|every|over
        watch|watches|watched|watching * through|on camera|cameras|window|app|phone
        follow|follows|followed|following me|us|her|him|them|my|our|wherever|everywhere
        was|were|am|being|been|get|got followed|watched|tracked|monitored|recorded|filmed|searched|tailed
        track|tracks|tracked|trace|traces|traced|monitor|monitors|monitored|monitoring|tail|tails|tailed|record|records|recorded|recording|film|films|filmed|filming|bug|bugs|bugged * me|us|my|where|what|who|every|everything|calls|phone|car|her|his|their|everyone
        location
        find my phone|iphone|device|friends|app
        ask|asks|asked|asking|check|checks|checked|checking|demand|demands|demanded|prove|report|account|question|questions|questioned|interrogate|interrogates|control|controls|decide|decides|decided|choose|chooses where|who|whom|what i|we * am|was|go|went|been|with|see|wear|eat|say|do|did|talk|spoke|spend|buy|have|had
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
    "money, work, keys, papers": """
        home office|secretary
        authorities
        threw|ring|rings|rang|call|calls|called|tell|told|report|reports * office|police|council|social|authorities|landlord
        wont|doesnt|dont|didnt|refuses|refuse|never|not|wouldnt * give|gives|share|tell|buy|pay|let|allow * me|us|him|her|for * code|heating|food|money|key|keys|pin|number|card|medicine|water|electricity|internet|wifi|cash|petrol|rent|bus|nappies|clothes|shoes
        turn|turns|turned|switch|switches|switched|cut|cuts * off * heating|water|electricity|internet|wifi|power|lights|phone|gas
        heating|wifi|router|internet|electricity|fridge|food * off|locked|code|password|padlock|taken
        send|sends|sent|ship|shipped|go|deport * back * country|home|where|my
        my country|status|permit|immigration|residency|citizenship|asylum
        my|the office|work|boss|job|manager|employer * until|times|lies|lie|lied|complain+|told|phoned|fired
        shut|lock|padlock|padlocked|hide|hides|hid|rationed|ration|rations * food|fridge|cupboard|pantry|kitchen
        in|under my|his|her name * loan|debt|card|house|lease|credit|everything|mortgage
        loan|loans|debt|debts|credit|mortgage|lease * my|name|without|forged|took|made
        forge|forged|forges * my|signature
        own|have * card|account|money|income|cash
        no|any|own|without * money|income|cash|account * of|my|without|unless|because
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
        told|tells|tell|knows|know|everyone|year|school|church|parents * i like|love|fancy|date|kissed * girls|boys|men|women
        not|wouldnt|wont|doesnt|didnt|dont|refuse|refuses|refused|stop|stops|stopped|never * talk|talking|speak|speaking|spoken to me|us * for|until|since|whole|all|any|again|unless
        decide|decides|decided|choose|chooses|pick|picks|vet|vets|approve|approves|approved * which|who|whom|my * friends|me|clothes|hair|family|i
        made|make|makes|making it * impossible|hard|difficult|hell * see|go|leave|work
        have|has|had|need|needs to * before|until|else|or * he|she|they
        before he|she|they * lets|let|would|will|allows
        home|back|in|inside by|before * or|otherwise|else|nine|ten|eight|seven|six|five|dark|curfew
        curfew
        turn|turns|turned|send|sends|sent * friends|family|visitors|sister|mother|mum|brother * away
        has|have|had|need * choose between|him|her|or
        hang|hangs|hung * up when|if|because
        acts|act|acted|acting|pretend|pretends|pretended|treat|treats|treated * like|as * dont|didnt|not|invisible|exist|there|air * for|days|week|weeks
        last|lasts|lasted|goes|went|go * days|weeks|week|month|months * silence|speaking|talking|word|look|silent|without
        told|tells|tell|telling * wear|eat|think|say|weigh|dress|vote * and|or|what|how
        what|how to|i|am * wear|dress|eat|weigh|spend|vote
        give|gives|gave|giving me|us * the silent|cold|silence
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
    "harm from anyone": """
        back|up|on|round|over * seat|lift|train|bus|corridor|stairwell|alley|park * me|against|behind
        touching|rubbing|staring|shouting|following|whistling|whistled|leering|leered * me|at|bus|train|street|tube
        spread|spreads|spreading|told|tells * lies|rumours|rumors|everyone|school|court|police|neighbours * about|that|me|i
        took|take|takes|taking|exploit+ advantage * me|us
        knifepoint|gunpoint|burgled|burglary|burglar|break in|hate crime|slur
        pay|pays|paid|paying * late|less|nothing|under|cash * visa|passport|papers|report|boss|job|weeks
        promotion|contract|shifts|reference|job * if|unless * date|dinner|nice|sleep|touch|kiss|smile
        told|tells|says|said|called|calls|calling * i|im|you|youre * am|are|was|were|a|be|so * worthless|nothing|disgusting|ugly|crazy|mad|insane|unlovable|useless|stupid|fat|pathetic|slut|whore|mental|mistake|rubbish
        wish|wishes|wished * never|not * had|born|been
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

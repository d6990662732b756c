"""What people care about, in words of their own: a bank from which plans in the crowd are made.

Each theme goes together: who loves a dog has a goal with the dog in it. `{kin}`, `{friend}` and
`{day}` are filled in for each person.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hope:
    """A goal with three steps of its ladder, and what is done about it: (what, when)."""

    text: str
    worse: str
    now: str
    hoped_for: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Theme:
    """One thing that a life can turn on. `of`: for people of these backgrounds; none named, all."""

    matters: tuple[str, ...]
    hopes: tuple[Hope, ...]
    strengths: tuple[str, ...]
    activity: tuple[str, str, str, str] | None = None  # what, where, when, cost
    ages: tuple[int, int] = (18, 99)
    of: tuple[str, ...] = ()

    def suits(self, age: int, ethnicity: str) -> bool:
        """Say whether somebody could well say this."""
        named = not self.of or any(word in ethnicity for word in self.of)
        return self.ages[0] <= age <= self.ages[1] and named


THEMES: tuple[Theme, ...] = (
    Theme(
        ("My garden, and having my hands in it.", "The garden. Slugs and all.",
         "A bit of ground to look after. It looks after me."),
        (
            Hope("Dig my own beds again this spring", "I only look at it from the window",
                 "Half an hour, then I pay for it", "Two beds dug and planted",
                 (("Raise two beds so that I need not bend", "Before the clocks change"),
                  ("Ten minutes, then sit, by the kitchen timer", "Dry mornings"))),
            Hope("Grow enough beans to give some away", "Nothing planted", "Pots by the door",
                 "A row of beans and a bag for {friend}",
                 (("Ask {friend} to do the heavy lifting", "On {day}"),)),
        ),
        ("I can grow anything from a cutting", "I have patience. You need it with sweet peas."),
        ("Community garden", "Behind the library", "Saturdays, 10 to 12", "Free"),
    ),
    Theme(
        ("{kin}, and the little ones.", "My grandchildren. They think I am funny.",
         "Being there for {kin} and not the other way round."),
        (
            Hope("Have the grandchildren for a whole afternoon", "I only see them on the screen",
                 "An hour, then I have to lie down", "A whole afternoon, with tea",
                 (("Rest the morning before they come", "Every {day}"),
                  ("Ask {kin} to bring them after lunch", "This week"))),
            Hope("Walk to the school gate and back", "Not past the corner", "Half way, with a rest",
                 "There and back with one rest",
                 (("Walk a lamp post further each week", "Weekdays at three"),
                  ("Tell {kin} which wall I will be sitting on", "On the day"))),
        ),
        ("Children tell me things", "I am the one who remembers all the birthdays"),
        ages=(56, 99),
    ),
    Theme(
        ("The dog. She does not care what the tests say.", "Walking the dog, rain or shine.",
         "My dog, and the people I meet because of him."),
        (
            Hope("Take the dog round the reservoir again", "Someone else walks the dog",
                 "Round the block", "The whole reservoir, with a sit",
                 (("Round the block twice on good days", "Mornings"),
                  ("Go with {friend}, who has the other dog", "On {day}"))),
        ),
        ("I get up every day because somebody has to be fed", "I am out in all weathers"),
        ("Dog walkers’ coffee", "The Boathouse, Towpath", "Thursdays at 11", "Price of a coffee"),
    ),
    Theme(
        ("Singing. It is the only time I do not think.", "Choir on a {day}.",
         "Music in the house. The wireless on from seven."),
        (
            Hope("Sing in the Christmas concert", "No breath for it", "I hum along",
                 "Stand up and sing the second half",
                 (("Breathing practice with the choir’s recording", "Before bed"),
                  ("Ask {friend} for a lift to practice", "Every {day}"))),
        ),
        ("I can hold a tune and a grudge", "I know all the words"),
        ("Singing for breathing", "Methodist hall", "Mondays, 2 to 3", "£2"),
    ),
    Theme(
        ("Getting to the mosque on Fridays.", "My prayers, at the right times.",
         "Ramadan, done safely, with my family."),
        (
            Hope("Fast some days of Ramadan without getting ill",
            "No fasting, and feeling left out",
                 "I do not know if it is safe", "Fast the days that we agree on",
                 (("See the pharmacist about tablets while I fast", "A month before Ramadan"),
                  ("Break the fast if my sugar is under 4", "Any day"))),
            Hope("Walk to the mosque on Fridays", "I pray at home", "{kin} drives me",
                 "I walk there, and am driven home",
                 (("Set out twenty minutes early and rest at the bench", "Fridays"),)),
        ),
        ("My faith keeps me steady", "I am asked to sort out other people’s quarrels"),
        of=("Pakistani",),
    ),
    Theme(
        ("Chapel, and the tea afterwards.", "My church, and doing the flowers.",
         "Going to Mass on a Sunday in my good coat."),
        (
            Hope("Be back on the flower rota", "Not going at all", "Going, and sitting at the back",
                 "The flowers once a month",
                 (("Do the small vases, sitting down", "First Sunday"),
                  ("A lift from {friend}", "Sundays"))),
        ),
        ("I have known half this town since Sunday school", "People trust me with their keys"),
        ages=(50, 99), of=("White British", "Black", "Irish"),
    ),
    Theme(
        ("My football. Watching it, these days.", "Saturday at the Town, wind off the moor.",
         "The lads, the match, the pie."),
        (
            Hope("Get to a home match", "I only listen to it", "I watch it on the television",
                 "One match a month, in a seat near the steps",
                 (("Ring the club about the near-side seats", "Before the season"),
                  ("Go with {friend}, leave at eighty minutes", "Home games"))),
            Hope("Join the walking football", "No sport", "I watch from the car",
                 "Twenty minutes on the pitch",
                 (("Go and watch one session", "This month"),
                  ("Ask the nurse what my heart can do", "At my next check"))),
        ),
        ("I am a good loser. I have had practice.", "I can make a stranger talk"),
        ("Walking football", "Valley Sports Hall", "Wednesdays at 6", "£3"),
    ),
    Theme(
        ("My own kitchen. Feeding people.", "Cooking for more than one.",
         "Sunday dinner with everyone round the table."),
        (
            Hope("Cook Sunday dinner for the family again", "Meals from a box", "I do the gravy",
                 "The whole dinner, sitting to peel",
                 (("Get a perching stool from the council", "This month"),
                  ("Peel the night before", "Saturdays"))),
            Hope("Eat so that my sugar stays steady, and still enjoy it", "Skipping meals",
                 "Good days and bad", "Steady, five days of seven",
                 (("Half the rice, twice the greens", "Teatime"),
                  ("Go to the cooking course with {kin}", "On {day}"))),
        ),
        ("I can feed six on nothing", "I taste as I go. In life, too."),
        ("Cook and share", "The Mend Shed kitchen", "Tuesdays at 5", "Bring one thing"),
    ),
    Theme(
        ("My work. It is who I am.", "Earning my own money.", "Being useful to somebody."),
        (
            Hope("Go back to work three days a week", "I lose the job", "Off sick",
                 "Three days, one of them at home",
                 (("Meet my manager with the letter from the nurse", "Before the month ends"),
                  ("Start at two hours and add one a week", "From next month"))),
            Hope("Keep my job through a bad patch", "I give notice", "I go in and come home to bed",
                 "Full weeks, with a rest at noon",
                 (("Ask for a rest room at noon", "This week"),
                  ("Tell {friend} at work the signs to look for", "When I am ready"))),
        ),
        ("I turn up", "I can teach anyone anything, given a bench and a brew"),
        ages=(19, 64),
    ),
    Theme(
        ("Reading. I would be lost without the library.", "My books, and the quiet.",
         "A paper, a pot of tea, and no rush."),
        (
            Hope("Get to the book group again", "Not reading", "Reading in bed",
                 "The book group, most months",
                 (("Large-print or talking books from the library van", "Every other {day}"),
                  ("Go with {friend}", "Last {day} of the month"))),
        ),
        ("I notice things", "I write a good letter"),
        ("Book group", "Calderwick Library", "Last Thursday, 2 to 4", "Free"),
    ),
    Theme(
        ("Peace in my head.", "A whole night’s sleep.", "Not being frightened of the telephone."),
        (
            Hope("Sleep through, four nights of seven", "No sleep at all",
            "Up at three, most nights",
                 "Four good nights a week",
                 (("No screens after ten, and the radio low", "Every night"),
                  ("Get up and write it down rather than lie there", "When I wake"))),
            Hope("Go into town on my own", "I do not go out", "I go with {kin}",
                 "Once a week, for one errand",
                 (("Go to the post office and back", "On {day}, when it is quiet"),
                  ("Text {friend} when I am home", "Each time"))),
        ),
        ("I have got through worse than this", "I can tell when someone else is struggling"),
        ("Talking Tuesdays", "Town Hall café", "Tuesdays, 11 to 1", "Free"),
    ),
    Theme(
        ("My own front door.", "Staying in this house. I know where everything is.",
         "Doing it myself, even if it takes all morning."),
        (
            Hope("Have a bath on my own, safely", "A wash at the sink", "A bath when {kin} is here",
                 "A bath when I want one",
                 (("A bath board and a rail from the council", "Within six weeks"),
                  ("Telephone within reach", "Every bath"))),
            Hope("Manage the stairs until I decide not to", "A bed in the front room",
                 "Once up, once down", "Up and down as I please",
                 (("A second rail", "This month"),
                  ("Leg exercises holding on to the sink", "While the kettle boils"))),
        ),
        ("I have managed on my own for years", "I ask when I need to. I did not use to."),
        ages=(62, 99),
    ),
    Theme(
        ("Swimming. I weigh nothing in there.", "The baths on a quiet morning.",
         "Feeling my body work for once."),
        (
            Hope("Swim ten lengths", "I do not go", "Four lengths and a rest",
            "Ten lengths, any stroke",
                 (("The quiet session, with {friend}", "Every {day}"),
                  ("Ask about the pool hoist", "Before I go"))),
        ),
        ("I do not give up", "Water does not scare me. Not much does."),
        ("Quiet swim", "Calderwick Baths", "Mondays and Fridays, 7 to 8",
        "£2.50 with a carer free"),
    ),
    Theme(
        ("Mending things. Radios, mostly.", "My shed.", "A job on the bench and the door open."),
        (
            Hope("Get back to the bench two mornings a week", "The shed stays locked",
                 "I go in and look", "Two mornings, with the heater on",
                 (("Move the bench by the door, for the air", "With {friend}, on {day}"),
                  ("Go to the Mend Shed with one broken thing", "On Wednesday"))),
        ),
        ("If it was made, I can mend it", "Steady hands, still"),
        ("Repair mornings", "The Mend Shed, Old Dye Works", "Wednesdays, 10 to 1",
        "Free, cake welcome"),
    ),
    Theme(
        ("{kin}. I look after them, and I mean to go on.", "Caring for {kin}. It is my job now.",
         "Being well enough to look after {kin}."),
        (
            Hope("Have one afternoon a week that is mine", "No break at all",
            "An hour at the shops",
                 "One afternoon, and no guilt",
                 (("A sitting service through the carers’ centre", "From next month"),
                  ("Let {friend} come and sit", "On {day}"))),
        ),
        ("I know {kin} better than any letter does", "I keep calm when it matters"),
        ("Carers’ lunch", "Methodist hall", "First Monday, 12 to 2", "£3"),
    ),
    Theme(
        ("Seeing people. I talk to the television.", "Not being on my own every evening.",
         "A knock at the door now and then."),
        (
            Hope("See someone who is not paid to see me, twice a week", "Nobody, all week",
                 "{friend} on a {day}", "Two visits or outings a week",
                 (("Try Steady Steps, just to the first bench", "Next {day}"),
                  ("Ring {friend} and not wait to be rung", "Sundays"))),
        ),
        ("I am good company when I get going", "I have stories, and some of them are true"),
        ("Steady Steps walk", "From the Boathouse", "Tuesdays at 10", "Free"),
    ),
)  # fmt: skip

PLEASE_DO = (
    "Please use my name. Please do not call me love.",
    "Please sit down when you talk to me.",
    "Tell me the truth. Do not tell {kin} first.",
    "Ring before you come. I like to be dressed.",
    "Please say it once, slowly, and not louder.",
    "Do not hurry me. Please look at me, not at the screen.",
    "Ask me before you touch my things.",
    "Please write it down. I lose the thread when I am tired.",
)
WORTH_KNOWING = (
    "I drove a crane for thirty years.", "I was a dinner lady. I know everyone under forty.",
    "I came here in 1968 with one suitcase.", "I cannot abide lilies.",
    "I was in the fire service band.", "I laugh when I am nervous. I am not being rude.",
    "I have a tattoo that nobody knows about.", "I used to clean this surgery.",
    "I was born in the house that I live in.", "My English goes when I am ill.",
    "I am frightened of needles and I hide it well.",
    "I won a cake prize in 1994 and I dine out on it.",
)  # fmt: skip
SUPPORT = (
    ("Shopping, and the bins", "Every week"), ("Rings to see that I am up", "Every morning"),
    ("Sorts my tablets into the box", "Sundays"), ("Drives me to the hospital",
    "When there is one"),
    ("Makes me laugh", "Most days"), ("Sits with me on bad nights", "When I ask"),
    ("Reads my letters to me", "As they come"), ("Does the garden gate end", "In summer"),
)  # fmt: skip
FRIENDS = (
    "Sheila next door", "Pete from the club", "Mrs Begum at 14", "my friend Carol", "old Terry",
    "Farah from upstairs", "my mate Gaz", "Auntie Dawn", "Ewa at work", "Mr Bhatti",
    "Lynn from church",
    "my neighbour Ade", "Shaz", "big Dave", "Noreen", "young Tyler from the shop",
)  # fmt: skip
KIN_OF_OLD = (
    "my daughter", "my son", "my wife", "my husband", "our Karen", "our Michael", "my sister",
    "my eldest", "our Shabana", "our Steph",
)  # fmt: skip
KIN_OF_YOUNG = (
    "my mum",
    "my dad",
    "my partner",
    "my sister",
    "my brother",
    "my nan",
    "my lad",
    "my little girl",
)
HELP = (
    "Someone to talk to who knows about this.", "Getting there and back.",
    "A form. There is always a form.", "Help with the heavy jobs.",
    "Knowing which symptom to worry about.", "Someone to go with me the first time.",
    "The money side. I do not know what I can ask for.", "Sorting out my tablets.",
)  # fmt: skip

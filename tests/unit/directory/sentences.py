"""Sentences as people say them, labelled by hand before the matching was written.

Each with the interests that it asks for; or with one that it speaks of and does not ask for.
"""

WANTS: tuple[tuple[str, str], ...] = (
    ("I miss singing. I was in the choir at St Mark's for twenty years.", "singing"),
    ("I would love to sing again", "singing"),
    ("To get back to the garden when my knees let me", "gardening"),
    ("I don't get to the allotment any more and it breaks my heart", "gardening"),
    ("I cannot swim on my own now, but I wish I could", "swimming"),
    ("Walk to the shops and back without stopping", "walking"),
    ("We used to go ballroom dancing every Friday, my husband and I", "dancing"),
    ("I'm so lonely since Peter died", "coffee-and-chat"),
    ("I do not want to be lonely at Christmas again", "coffee-and-chat"),
    ("I see nobody from one week to the next", "coffee-and-chat"),
    ("I don't want to fall again. I want to be steady on my feet", "exercise"),
    ("My daughter gave me a tablet and I do not know how it works", "digital"),
    ("I'd like to learn to use the computer so I can see my grandson", "digital"),
    ("I look after my wife, who has dementia, and I need a break from caring", "carers"),
    ("Since my wife died the evenings are long. I am grieving", "bereavement"),
    ("I want to stop smoking before the baby comes", "stopping-smoking"),
    ("I worry about the energy bills all winter", "debt"),
    ("I might be able to get attendance allowance but the form beat me", "benefits"),
    ("I was a joiner. I want to make things with my hands in a workshop", "woodwork"),
    ("I would rather play bowls than sit here", "sport"),
    ("I like to knit, and I would like people to knit with", "arts"),
    ("I'd never want to give up my books", "reading"),
    ("I want to feel useful again. Perhaps volunteer somewhere", "volunteering"),
    ("Meeting people who have diabetes too, people like me", "peer-support"),
    ("I get so anxious that I stay in", "wellbeing"),
)

NOT_WANTED: tuple[tuple[str, str], ...] = (
    ("I do not want to sing", "singing"),
    ("I stopped swimming and do not miss it", "swimming"),
    ("My husband loved dancing", "dancing"),
    ("Please no bingo", "games"),
    ("I hate exercise classes", "exercise"),
    ("Gardening is not for me", "gardening"),
    ("I never liked walking", "walking"),
    ("My daughter sings in a choir", "singing"),
    ("I am not lonely. I like my own company", "coffee-and-chat"),
    ("Don't put me in a lunch club with old people", "coffee-and-chat"),
    ("I have no interest in computers", "digital"),
    ("The nurse told me to try yoga, and I said no", "exercise"),
    ("I gave up the church years ago and I would rather not go back", "church"),
    ("I can't stand football", "sport"),
    ("I have tried counselling and I do not want it again", "wellbeing"),
)

BOTH: tuple[tuple[str, str, str], ...] = (
    ("I do not want to sing, but I love the garden", "gardening", "singing"),
    ("Not bingo, cards or quizzes: I want to dance", "dancing", "games"),
    ("My son plays football. I like to read books", "reading", "sport"),
)
"""A sentence, what it asks for, and what it does not."""

HELD_OUT_WANTS: tuple[tuple[str, str], ...] = (
    ("I'd give anything to be back at choir practice", "singing"),
    ("My legs are bad but I still love to dance", "dancing"),
    ("Get strong enough to walk to the mosque on Fridays", "walking"),
    ("Being with my dogs", "nature"),
    ("I haven't been swimming for two years because of the bag", "swimming"),
    ("It would be nice to have somebody to talk to of an evening", "wellbeing"),
    ("Evenings are the worst. I feel so isolated", "coffee-and-chat"),
    ("I used to paint pictures before my stroke", "arts"),
    ("I want to understand my benefits, PIP especially", "benefits"),
    ("The house is cold and full of damp", "housing"),
    ("Baking with my granddaughter on Saturdays", "cooking"),
    ("I never get out since I stopped driving", "transport"),
    ("I don't sleep, I can't sleep for thinking about Mum", "calm"),
    ("My husband has dementia and I am his carer", "carers"),
    ("Lose weight before the operation", "eating-well"),
    ("I would like to learn English properly", "english"),
    ("No one visits. I am stuck indoors all day", "befriending"),
    ("What I'd really like is a men's shed, like the one in Otley", "woodwork"),
    ("Play the piano for people again", "music"),
    ("I don't want to lose touch with my church", "church"),
    ("My GP says walk more, and I would like to", "walking"),
    ("Not being able to sing is what I mind most", "singing"),
)
"""Written after it, and before they were tried: 18 of 22 were heard at first."""

HELD_OUT_NOT_WANTED: tuple[tuple[str, str], ...] = (
    ("Choirs are not my thing", "singing"),
    ("I was made to swim at school and have loathed it ever since", "swimming"),
    ("My late wife was the gardener, not me", "gardening"),
    ("I don't care for bingo or quizzes", "games"),
    ("She wants me to go to a coffee morning but I won't", "coffee-and-chat"),
    ("I am not depressed", "wellbeing"),
    ("I'd sooner not volunteer, I have done my bit", "volunteering"),
    ("My brother drinks too much", "alcohol-and-drugs"),
    ("No yoga, thank you", "exercise"),
    ("I do not wish to see a counsellor", "wellbeing"),
    ("Our son goes to the gym", "exercise"),
    ("Please don't ask me to dance", "dancing"),
    ("I have never smoked and I never touch alcohol", "alcohol-and-drugs"),
    ("Cooking bores me", "cooking"),
)
"""The same: 13 of 14 were left alone at first."""

MISSED = frozenset({"My GP says walk more, and I would like to"})
"""Known to be missed: what others say is not taken for a wish, even where a yes follows."""

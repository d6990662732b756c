"""Long-term conditions in the crowd: how they feel, what sets them off, what is measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Living:
    """Living with a condition. `measures`: key of the pack -> (usual start, spread, yearly drift).

    `ages`: from and to; `share`: how often, among those of that age who have a plan.
    """

    name: str
    ages: tuple[int, int]
    share: int
    how: tuple[str, ...]
    talk: tuple[str, ...]
    need: str
    triggers: str
    signs: str
    what_to_do: str
    medicines: tuple[tuple[str, str], ...]
    measures: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)


PRESSURE = {"systolic": (146.0, 9.0, -3.0), "diastolic": (86.0, 5.0, -1.5)}

LIVING: tuple[Living, ...] = (
    Living(
        "Type 2 diabetes", (30, 99), 24,
        ("Not bad. My feet tingle at night.", "Thirsty, tired, and told off. That is how it feels.",
         "I am used to it. I would like fewer tablets."),
        ("Could I come off one of the tablets?", "My feet at night",
        "Eating out without a lecture"),
        "To understand my sugar numbers without feeling judged",
        "A bug, a missed meal, steroids",
        "Thirst, a dry mouth, up and down to the toilet all night",
        "Keep drinking. Check sugar every four hours. If I cannot keep water down, ring.",
        (("Metformin 1 g", "One with breakfast, one with tea"), ("Gliclazide 80 mg",
         "One each morning")),
        {"hba1c": (62.0, 9.0, -2.0), "cholesterol": (5.0, 0.6, -0.1), "weight": (86.0, 14.0, -0.6),
         "egfr": (78.0, 10.0, -1.5)},
    ),
    Living(
        "High blood pressure", (38, 99), 20,
        ("I feel fine. That is the trouble with it.", "Headaches now and then. I blame the news."),
        ("Do I need these tablets for good?", "The ankles swelling"),
        "To know what my own readings mean", "Stress, salt, missing the tablets for a few days",
        "A bad headache, blurred sight", "Sit, breathe, take a reading. Over 180: ring at once.",
        (("Amlodipine 5 mg", "One each morning"), ("Ramipril 5 mg", "One each morning")),
        {**PRESSURE, "cholesterol": (5.2, 0.6, -0.1)},
    ),
    Living(
        "Chronic obstructive pulmonary disease", (48, 99), 14,
        ("Breath is worse on the hill and in the frost.", "I sleep in the chair when it is bad.",
         "I cough, people stare. I have stopped going to the pictures."),
        ("Giving up smoking, again", "Being frightened when I cannot breathe", "The inhalers"),
        "To have a plan for the night", "A cold, frost, smoke, decorating dust",
        "More phlegm, and green. I stop finishing my sentences.",
        "Start the rescue tablets the same day. Ring the surgery and say it is my chest.",
        (("Tiotropium inhaler", "One puff each morning"), ("Salbutamol inhaler", "When I need it")),
        {"peak_flow": (250.0, 40.0, -6.0), "oxygen": (94.5, 1.0, -0.2),
        "weight": (70.0, 12.0, -0.4)},
    ),
    Living(
        "Asthma", (18, 70), 9,
        ("Fine until I am not.", "Tight in the mornings. I use the blue one more than I say."),
        ("Sport without the wheeze", "Which inhaler does what"),
        "To get through the winter without a hospital trip", "Pollen, cats, cold air, a cold",
        "Waking at night to cough. The blue inhaler every few hours.",
        "Blue inhaler through the spacer, one puff a minute, up to ten. No better: 999.",
        (("Brown inhaler", "Two puffs, morning and night"), ("Blue inhaler", "When I need it")),
        {"peak_flow": (410.0, 50.0, 2.0)},
    ),
    Living(
        "Heart failure", (58, 99), 8,
        ("Two pillows, then three. Slippers by teatime: my ankles.",
        "I plan my day round the water tablet."),
        ("How far I can push myself", "The water tablets and going out"),
        "To know when to ring about my weight", "Salt, a chest infection, missing the water tablet",
        "Two kilos up in three days. More pillows.",
        "Weigh each morning. Two kilos up in three days: ring the heart nurse the same day.",
        (("Furosemide 40 mg", "Each morning"), ("Bisoprolol 2.5 mg", "Each morning")),
        {"weight": (78.0, 12.0, 0.6), "potassium": (4.5, 0.3, 0.05), "egfr": (58.0, 9.0, -3.0)},
    ),
    Living(
        "Chronic kidney disease, stage 3", (55, 99), 8,
        ("I did not know I had it till somebody rang.", "Tired in a way that sleep does not mend."),
        ("What I can eat", "Will it get worse?"),
        "To hear it straight, with time for questions", "A stomach bug, painkillers from the shop",
        "Sick, dizzy, hardly any water passed",
        "Stop the tablets on the sick-day card. Drink. Ring.",
        (("Ramipril 2.5 mg", "One each morning"),),
        {"egfr": (49.0, 6.0, -2.0), "potassium": (4.7, 0.25, 0.05),
        "haemoglobin": (124.0, 9.0, -2.0)},
    ),
    Living(
        "Osteoarthritis", (50, 99), 12,
        ("Knees like rusty gates.", "Stairs are the enemy. I go down them backwards."),
        ("Is it time for a new knee?", "Painkillers that do not make me sleepy"),
        "To do the stairs without dread", "Damp, too much in one go", "Stiff past noon",
        "Heat, rest half a day, then move a bit. If the joint is red and hot, ring.",
        (("Paracetamol 1 g", "Up to four times a day"), ("Ibuprofen gel", "On the knees")),
        {"weight": (82.0, 14.0, 0.3), "bmi": (29.0, 4.0, 0.1)},
    ),
    Living(
        "Depression", (18, 85), 12,
        ("Grey. Some days lighter grey.", "I get up. I count that.",
        "Flat. I laugh in the right places."),
        ("Coming off the tablets one day", "Why I am so tired", "Talking to someone"),
        "Somebody who notices when I go quiet", "Winter, bad news, too many days indoors",
        "I stop answering. The curtains stay shut.",
        "{kin} comes round, no questions. Ring the surgery. Not safe: 111, option 2, any hour.",
        (("Sertraline 100 mg", "One each morning"),), {"weight": (76.0, 15.0, 0.5)},
    ),
    Living(
        "Anxiety", (18, 80), 8,
        ("Like a car alarm that nobody turns off.", "Better at home. Worse in the big shop."),
        ("Buses", "Panic in the night"), "Ways to get through the first ten minutes",
        "Crowds, too much coffee, a letter in a brown envelope", "Chest tight, hands going",
        "Feet on the floor, breathe out for longer than in. It passes in twenty minutes.",
        (("Propranolol 40 mg", "When I need it"),), {"systolic": (128.0, 8.0, 0.0)},
    ),
    Living(
        "Epilepsy", (18, 75), 4,
        ("Four months clear. I count them.", "The tablets make me slow, the fits make me late."),
        ("Driving again", "Being alone in the bath"), "To be trusted on my own",
        "No sleep, missed tablets, a fever", "A taste of metal, then nothing",
        "Time it. Move things away. Do not hold me down. Five minutes: 999.",
        (("Levetiracetam 500 mg", "Twice a day"),), {"weight": (72.0, 12.0, 0.4)},
    ),
    Living(
        "Stroke", (45, 99), 6,
        ("My arm is slow and so are my words. I am not.",
        "I tire by noon, all at once, like a switch."),
        ("Driving", "The arm", "Feeling fed up since it happened"),
        "Time to get the words out", "A missed blood thinner, a fall",
        "Face, arm or speech gone odd", "999 at once. Say ‘stroke’. Note the time.",
        (("Clopidogrel 75 mg", "Each morning"), ("Atorvastatin 80 mg", "At night")),
        {**PRESSURE, "cholesterol": (4.2, 0.5, -0.1)},
    ),
    Living(
        "Coronary heart disease", (48, 99), 9,
        ("I think about it every time I climb.", "Mended, they say. I am waiting to believe it."),
        ("What I can lift", "Sex and the heart, since nobody says it"),
        "To trust my heart again", "Cold wind after a meal, a row",
        "A band round the chest, an ache in the jaw",
        "Stop. Spray under the tongue. Again after five minutes. Ten minutes: 999.",
        (("Aspirin 75 mg", "Each morning"), ("Atorvastatin 80 mg", "At night")),
        {**PRESSURE, "cholesterol": (4.1, 0.5, -0.1)},
    ),
    Living(
        "Parkinson’s disease", (58, 95), 3,
        ("I freeze in doorways. It looks like manners.",
        "The mornings are stiff till the tablets land."),
        ("Timing of the tablets", "Falling"), "Tablets on time, wherever I am",
        "Late tablets, an infection, a change of routine", "Stuck, small voice, a fall",
        "Tablets first, on time. Then call the Parkinson’s nurse.",
        (("Co-careldopa", "Four times a day, to the minute"),), {"weight": (69.0, 11.0, -0.8)},
    ),
    Living(
        "Rheumatoid arthritis", (25, 90), 5,
        ("Hands like bags of gravel before ten.", "Tired in my bones, and nobody sees it."),
        ("Work", "The blood tests and why"), "Mornings that do not start with a fight",
        "Cold, stress, a missed dose", "Hot, puffy knuckles", "Rest, heat, ring the flare line.",
        (("Methotrexate 15 mg", "Mondays"), ("Folic acid 5 mg", "Fridays")),
        {"haemoglobin": (121.0, 8.0, -1.0), "egfr": (80.0, 8.0, -1.0)},
    ),
    Living(
        "Multiple sclerosis", (24, 70), 3,
        ("Wet sand for legs by the afternoon.", "Good week. I do not trust it."),
        ("Work", "Heat, and what to do in summer"), "Rest without saying sorry",
        "Heat, a water infection, too many good days in a row", "Eyes blur, legs go",
        "Cool down, rest. New signs for over a day: ring the MS nurse.",
        (("Baclofen 10 mg", "At night"),), {"haemoglobin": (127.0, 8.0, -0.5)},
    ),
)  # fmt: skip

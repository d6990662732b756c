"""Names as they are in England today: by where families come from, and by when people were born."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Family:
    """A group of names. `given` holds, for women and men, names of the old, middle and young."""

    share: int
    ethnicity: str
    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: str


FAMILIES: tuple[Family, ...] = (
    Family(
        76, "White British", "English",
        (
            "Margaret Jean Dorothy Joan Sheila Audrey Brenda Maureen Barbara Doreen Pauline",
            "Susan Julie Karen Jacqueline Deborah Tracey Angela Christine Gillian Helen Alison",
            "Emma Laura Gemma Rebecca Hannah Charlotte Chloe Megan Bethany Jessica Lauren Amy",
        ),
        (
            "John Kenneth Ronald Derek Raymond Gordon Norman Brian Dennis Geoffrey Harold Roy",
            "David Stephen Paul Ian Andrew Mark Kevin Alan Graham Nigel Neil Keith",
            "James Daniel Ryan Liam Jack Thomas Adam Luke Callum Connor Joshua Matthew",
        ),
        "Smith Taylor Walker Wright Robinson Thompson White Hughes Green Hall Wood Harris Clarke"
        " Cooper Ward Turner Hill Moore Parker Bennett Shaw Holt Ashworth Barraclough Sutcliffe"
        " Greenwood Ackroyd Crossley Hirst Haigh Dyson Beaumont Armitage Lumb Pickles Horsfall"
        " Thackray Murgatroyd Schofield Butterworth Kershaw Ogden Whitaker Firth Hinchliffe Sykes"
        " Bottomley Naylor Priestley Illingworth Feather Rushworth Mitchell Fielding Hoyle Marsden",
    ),
    Family(
        6, "Asian or Asian British: Pakistani", "English and Urdu",
        (
            "Zubaida Naseem Parveen Rashida Shamim Kulsoom",
            "Shazia Farzana Rukhsana Samina Nasreen",
            "Aisha Zara Maryam Saima Hira Iqra",
        ),
        (
            "Mohammed Abdul Ghulam Riaz Bashir Akhtar", "Tariq Imran Nadeem Khalid Shahid Javed",
            "Hamza Usman Bilal Haris Zain Adil",
        ),
        "Hussain Ahmed Khan Mahmood Iqbal Malik Akhtar Shah Mirza Butt Qureshi Aslam",
    ),
    Family(
        3, "Asian or Asian British: Indian", "English and Punjabi",
        (
            "Harbans Gurdev Kamla Pushpa Savitri Nirmal", "Sunita Meena Jaswinder Rekha Balbir",
            "Simran Pooja Jasleen Anjali Kiran",
        ),
        (
            "Mohan Gurdial Ramesh Balwant Kishan", "Sukhdev Rajesh Harjit Vijay Surjit",
            "Arjun Jaspal Rohan Amrit Nikhil",
        ),
        "Singh Kaur Patel Sharma Dhillon Sandhu Bhatt Desai Chauhan Grewal",
    ),
    Family(
        4, "Black, Black British, Caribbean or African", "English",
        (
            "Gloria Hyacinth Enid Cynthia Verna Myrtle", "Marcia Sonia Yvette Abena Folasade",
            "Shanice Ama Temi Adaeze Renée",
        ),
        (
            "Winston Clifton Egbert Desmond Vincent", "Trevor Kwame Delroy Emeka Carlton",
            "Jerome Kofi Tunde Malachi Dwayne",
        ),
        "Campbell Francis Grant Mensah Okeke Adeyemi Boateng Morgan Reid Asante Bailey Nwosu",
    ),
    Family(
        5, "White: any other White background", "English and Polish",
        (
            "Halina Krystyna Danuta Ludmila", "Agnieszka Beata Ilona Daiva",
            "Kasia Ola Elena Monika",
        ),
        (
            "Stanisław Bronisław Jerzy Pavlo", "Krzysztof Marek Piotr Andrei",
            "Mateusz Jakub Marius",
        ),
        "Nowak Kowalski Wiśniewski Mazur Popescu Ionescu Kravchenko Jankauskas Horváth Lis",
    ),
    Family(
        3, "White Irish", "English",
        ("Bridget Kathleen Nora Philomena", "Siobhan Deirdre Bernadette", "Aoife Niamh Ciara"),
        ("Patrick Michael Seamus Eamon", "Declan Gerard Kieran", "Cormac Oisin Conor"),
        "Murphy Kelly Walsh Doyle Byrne Gallagher McCarthy Brennan O’Neill Quinn",
    ),
    Family(
        3, "Asian or Asian British: Chinese", "English and Cantonese",
        ("Mei Lai Sau", "Wai Ling Siu", "Jenny Vivian Grace"),
        ("Kwok Wing Chi", "Kin Man Ho", "Jason Kelvin Alex"),
        "Wong Chan Lee Cheung Lam Ng Tang",
    ),
)  # fmt: skip

_SHARES = [family.share for family in FAMILIES]
SHORT: Mapping[str, str] = {
    "Margaret": "Peggy", "Dorothy": "Dot", "Kenneth": "Ken", "Ronald": "Ron", "Raymond": "Ray",
    "Geoffrey": "Geoff", "Susan": "Sue", "Jacqueline": "Jackie", "Deborah": "Debs", "David": "Dave",
    "Stephen": "Steve", "Andrew": "Andy", "Gillian": "Gill", "Rebecca": "Becky", "Jessica": "Jess",
    "Thomas": "Tom", "Joshua": "Josh", "Matthew": "Matt", "Daniel": "Dan", "Christine": "Chris",
    "Kathleen": "Kath", "Michael": "Mick", "Winston": "Win", "Mohammed": "Mo", "Kasia": "Kas",
    "Barbara": "Barb", "Bethany": "Beth", "Bernadette": "Bernie", "Krzysztof": "Kris",
}  # fmt: skip


@dataclass(frozen=True)
class Called:
    """Somebody's name, and what goes with it."""

    given: str
    family: str
    preferred: str
    is_woman: bool
    ethnicity: str
    language: str


def name_for(rng: Random, age: int) -> Called:
    """Choose a name that somebody of this age could well have."""
    family = rng.choices(FAMILIES, weights=_SHARES)[0]
    is_woman = rng.random() < 0.53
    generation = 0 if age >= 66 else 1 if age >= 40 else 2
    given = rng.choice((family.women if is_woman else family.men)[generation].split())
    preferred = SHORT.get(given, "") if rng.random() < 0.4 else ""
    last = rng.choice(family.families.split())
    if family.ethnicity == "White British" and rng.random() < 0.04:
        last = f"{last}-{rng.choice(family.families.split())}"
    return Called(given, last, preferred, is_woman, family.ethnicity, family.language)


STREETS = (
    "Mill Lane", "Weavers Row", "Bobbin Street", "Shuttle Street", "Tenter Field", "Canal Street",
    "Towpath Road", "Weir View", "Allotment Lane", "Church Lane", "Orchard Rise", "Spinners Court",
    "Dyers Court", "Moor End", "Station Road", "Chapel Brow", "Heather Bank", "Quarry Road",
    "Park Terrace", "Lumb Lane", "Beck Side", "Victoria Street", "Albert Street",
    "Coronation Drive",
    "Ash Grove", "Linnet Close", "Fernside Avenue", "Stoney Lane", "Wharf Street", "Hollin Hill",
)  # fmt: skip


def address_for(rng: Random) -> dict[str, str]:
    """A house in Calderwick. No postcode area is called XW."""
    inward = f"{rng.randint(1, 9)}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}{rng.choice('ABDEFGHJLN')}"
    return {
        "line_1": f"{rng.randint(1, 140)} {rng.choice(STREETS)}",
        "town": "Calderwick",
        "postcode": f"XW{rng.randint(1, 9)} {inward}",
    }

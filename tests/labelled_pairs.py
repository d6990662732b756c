"""Pairs of entries, told by hand to be the same activity or not, before any rule was written.

Each entry: name | provider | telephone | e-mail | website | postcode | times. All are made up; the
slips, short forms and gaps are of the kinds that directories of councils have.
"""

from hearth.core.directory.activity import WEEKDAYS, Activity, Meets, Place
from hearth.core.directory.facts import DAYS

SAME = """
Mill Lane Singers|Mill Lane Trust|01706 555001|singers@example.org||XW1 1AA|TU 10:00
Mill Lane Singers|Mill Lane Trust|01706555001|singers@example.org||XW1 1AA|TU 10:00

Sit and Stitch|Stitchers|01706 555002|||XW2 2AB|WE 14:00
Sit & Stitch|The Stitchers CIC|+44 1706 555002|||XW2 2AB|WE 14:00

Calder Vale Men's Shed|Calder Vale Shed||shed@example.org|shed.example.org/join|XW3 1AA|MO 10:00
Calder Vale Mens Shed|Calder Vale Shed||shed@example.org|www.shed.example.org/join/|XW3 1AA|

Dementia Café|Town Age Concern|01706 555003|||XW1 4BB|TH 13:30
Dementia Cafe|Town Age Concern|01706 555003|||XW1 4BB|TH 13:30

Walk and Talk|Green Steps||walk@example.org|||FR 11:00
Walk & Talk Group|Green Steps||walk@example.org|||FR 11:00

Chair Based Exercise|Leisure Trust|01706 555004||https://leisure.example.org/chair|XW4 1CD|MO 09:30
Chair-based exercise class|Leisure Trusts|01706 555004||leisure.example.org/chair|XW4 1CD|MO 09:30

Knit and Natter|Library Service|01706 555005|||XW1 2EE|TU 14:00
Knit & Natter (Library)|Council|01706 555005|||XW1 2EE|TU 14:00

Welcome Table|St Anne's Church||table@example.org||XW5 1FF|WE 12:00
The Welcome Table|St Annes||table@example.org||XW5 1FF|WE 12:00

Bereavement Support|Hospice at Home|01706 555006||https://hospice.example.org/bereavement||
Bereavement Support Group|Hospice at Home|01706 555006||https://hospice.example.org/bereavement||

Urdu Conversation Circle|Welcome House|||https://welcome.example.org/urdu|XW2 3GG|SA 10:00
Urdu conversation circle|Welcome House|||https://welcome.example.org/urdu|XW2 3GG|SA 10:00

Garden Volunteers|Calder Park Friends||garden@example.org||XW6 1HH|TH 10:00
Gardening Volunteers|Calder Park Friends||garden@example.org||XW6 1HH|TH 10:00

Citizens Advice Calderwick|Citizens Advice|0800 555 0007||https://ca.example.org|XW1 1CA|
Citizens Advice|Citizens Advice Calderwick|08005550007||https://ca.example.org|XW1 1CA|

Lunch Club|Mosque Street Centre|01706 555008|||XW2 1JJ|FR 12:30
Lunch Club|Mosque Street Centre|01706 555008|||XW2 1JJ|FR 12:30

Stroke Support Group|Stroke Friends|01706 555009|stroke@example.org||XW7 1KK|
Stroke Support Group|||stroke@example.org||XW7 1KK|WE 10:30

Tai Chi for Health|Moving Well||tai@example.org||XW3 2LL|TU 11:00
Tai-Chi for Health|Moving Well||tai@example.org||XW3 2LL|TU 11:00

Repair Cafe Calderwick|Repair Friends|||https://repair.example.org/cafe|XW1 3MM|SA 10:00
Calderwick Repair Café|Repair Friends|||https://repair.example.org/cafe|XW1 3MM|SA 10:00

Singing for Lung Health|Breathe Easy|01706 555010|||XW4 2NN|WE 13:00
Singing for lung health|Breathe Easy Calderwick|01706 555010|||XW4 2NN|WE 13:00

Carers' Coffee Morning|Carers Centre|01706 555011|carers@example.org||XW1 5PP|MO 10:00
Carers Coffee Morning|Carers Centre|01706 555011|carers@example.org||XW1 5PP|MO 10:00

Befriending Service|Town Age Concern|01706 555012||||
Telephone Befriending|Town Age Concern|01706 555012||https://age.example.org/befriend||

Allotment Project|Grow Together||grow@example.org||XW8 1QQ|
Grow Together Allotment Project|Grow Together||grow@example.org||XW8 1QQ|

Chair Yoga|Moving Well|01706 555013|||XW3 2LL|TH 10:00
Seated Yoga|Moving Well|01706 555013|||XW3 2LL|TH 10:00

Debt Advice|Money Right|01706 555014||https://money.example.org/debt|XW1 6RR|
Debt advise|Money Right|01706 555014||https://money.example.org/debt|XW1 6RR|

Memory Lane Choir|Sing Well||memory@example.org||XW5 2SS|TH 14:00
Memory Lane Choir - Calderwick|Sing Well||memory@example.org||XW5 2SS|TH 14:00

Art for Wellbeing|Arts Yard|01706 555015|||XW2 4TT|MO 13:00
Art for Well-being|Arts Yard|01706 555015|||XW2 4TT|MO 13:00

Parkinson's Dance|Dance Works||dance@example.org||XW6 2UU|FR 10:00
Dance for Parkinson's|Dance Works||dance@example.org||XW6 2UU|FR 10:00

Over 60s Swimming|Leisure Trust|01706 555016||https://leisure.example.org/swim60|XW4 1CD|TU 09:00
Over 60s swim|Leisure Trust|01706 555016||https://leisure.example.org/swim60|XW4 1CD|TU 09:00

Polish Seniors Club|Dom Polski|01706 555017|||XW7 2VV|SU 14:00
Polish Senior Club|Dom Polski|01706 555017|||XW7 2VV|SU 14:00

Digital Skills Drop-in|Library Service||digital@example.org||XW1 2EE|WE 10:00
Digital Skills Drop In|Libraries||digital@example.org||XW1 2EE|WE 10:00

Community Fridge|Mill Lane Trust|||https://mill.example.org/fridge|XW1 1AA|
Mill Lane Community Fridge|Mill Lane Trust|||https://mill.example.org/fridge|XW1 1AA|

Table Tennis for All|Sports Hub|01706 555018|||XW8 2WW|MO 19:00
Table Tenis for All|Sports Hub|01706 555018|||XW8 2WW|MO 19:00
"""

DIFFERENT = """
Slimming Together|Slimming Together Ltd|0800 555 020||https://slim.example.org|XW1 1AA|TU 18:00
Slimming Together|Slimming Together Ltd|0800 555 020||https://slim.example.org|XW5 1FF|TH 18:00

Parkrun|Runners||run@example.org||XW3 1AA|SA 09:00
Parkrun|Runners||run@example.org||XW8 1QQ|SA 09:00

Yoga|Studio One|01706 555021|||XW2 2AB|MO 18:00
Yoga|Studio One|01706 555021|||XW2 2AB|TH 09:30

Yoga for Beginners|Studio One|01706 555021|||XW2 2AB|
Yoga for Improvers|Studio One|01706 555021|||XW2 2AB|

Knit and Natter|Library Service|01706 555005|||XW1 2EE|TU 14:00
Knit and Natter|Library Service|01706 555005|||XW4 9ZZ|TU 14:00

Coffee Morning|St Anne's Church|01706 555022|||XW5 1FF|WE 10:00
Coffee Morning|Holy Trinity|01706 555023|||XW6 1HH|WE 10:00

Coffee Morning|Cricket Club|01706 555024|cricket@example.org||XW7 1KK|
Coffee Morning|Bowls Club|01706 555025|bowls@example.org||XW7 1KK|

Swimming Lessons Level 1|Leisure Trust|01706 555004|||XW4 1CD|
Swimming Lessons Level 2|Leisure Trust|01706 555004|||XW4 1CD|

Men's Talking Group|Talk Well|01706 555026|talk@example.org||XW1 4BB|
Women's Talking Group|Talk Well|01706 555026|talk@example.org||XW1 4BB|

Dementia Café|Town Age Concern|01706 555003|||XW1 4BB|TH 13:30
Dementia Carers Group|Town Age Concern|01706 555003|||XW1 4BB|TH 10:00

Lunch Club|Town Age Concern|01706 555003|||XW1 4BB|MO 12:00
Bingo|Town Age Concern|01706 555003|||XW1 4BB|MO 14:00

Chair Based Exercise|Leisure Trust|01706 555004|||XW4 1CD|MO 09:30
Aqua Fit|Leisure Trust|01706 555004|||XW4 1CD|MO 09:30

Citizens Advice Calderwick|Citizens Advice|0800 555 0007|||XW1 1CA|
Citizens Advice Holmbeck|Citizens Advice|0800 555 0007|||XW9 1CA|

Toddler Group|St Anne's Church|01706 555022|||XW5 1FF|MO 09:30
Youth Group|St Anne's Church|01706 555022|||XW5 1FF|FR 18:30

Art Class|Arts Yard|01706 555015||https://arts.example.org/classes|XW2 4TT|MO 13:00
Pottery Class|Arts Yard|01706 555015||https://arts.example.org/classes|XW2 4TT|TU 13:00

Home Library|Library Service|01706 555005|library@example.org|||
Library Knit and Natter|Library Service|01706 555005|library@example.org|||TU 14:00

Walking Football Over 50s|Sports Hub|01706 555018|||XW8 2WW|TU 10:00
Walking Football Over 65s|Sports Hub|01706 555018|||XW8 2WW|TU 10:00

Friendship Circle|Welcome House||welcome@example.org||XW2 3GG|
Conversation Circle|Welcome House||welcome@example.org||XW2 3GG|

Debt Advice|Money Right|01706 555014|||XW1 6RR|
Benefits Advice|Money Right|01706 555014|||XW1 6RR|

Bereavement Support|Hospice at Home|01706 555006||https://hospice.example.org/bereavement||
Bereavement Support for Children|Hospice at Home|01706 555006||https://hospice.example.org/children||

Stroke Support Group|Stroke Friends|01706 555009|||XW7 1KK|WE 10:30
Stroke Exercise Group|Stroke Friends|01706 555009|||XW7 1KK|WE 10:30

Tai Chi|Moving Well||tai@example.org||XW3 2LL|TU 11:00
Tai Chi|Moving Well||tai@example.org||XW3 2LL|TU 18:00

Mill Lane Singers|Mill Lane Trust|01706 555001|||XW1 1AA|TU 10:00
Mill Lane Strummers|Mill Lane Trust|01706 555001|||XW1 1AA|TU 10:00

Foodbank North|Town Foodbank|01706 555030||https://food.example.org||
Foodbank South|Town Foodbank|01706 555030||https://food.example.org||

Junior Choir|Sing Well||sing@example.org||XW5 2SS|
Adult Choir|Sing Well||sing@example.org||XW5 2SS|

Polish Seniors Club|Dom Polski|01706 555017|||XW7 2VV|
Polish Saturday School|Dom Polski|01706 555017|||XW7 2VV|

Monday Walk|Green Steps||walk@example.org|||
Friday Walk|Green Steps||walk@example.org|||

Carers Coffee Morning|Carers Centre|01706 555011|||XW1 5PP|MO 10:00
Young Carers Group|Carers Centre|01706 555011|||XW1 5PP|MO 17:00

Gardening Group|Grow Together||grow@example.org||XW8 1QQ|MO 10:00
Gardening Group|Calder Park Friends||garden@example.org||XW6 1HH|MO 10:00

Warm Space|Baptist Church|01706 555031|||XW2 5AA|WE 10:00
Warm Space|Methodist Church|01706 555032|||XW2 6BB|WE 10:00
"""


def pairs(text: str) -> list[tuple[Activity, Activity]]:
    """The pairs of a list, as activities."""
    return [
        tuple(an_entry(line) for line in pair.splitlines())  # type: ignore[misc]
        for pair in text.strip().split("\n\n")
    ]


def an_entry(line: str) -> Activity:
    name, provider, telephone, email, url, postcode, times = line.split("|")
    return Activity(
        key=line, name=name, provider=provider, telephone=telephone, email=email, url=url,
        places=(Place(postcode=postcode),) if postcode else (),
        meets=tuple(a_time(each) for each in times.split(",") if each),
    )  # fmt: skip


def a_time(text: str) -> Meets:
    day, hours = text.split()
    opens = int(hours[:2]) * 60 + int(hours[3:])
    assert DAYS.index(day) < len(WEEKDAYS)
    return Meets(DAYS.index(day), opens, opens + 90)

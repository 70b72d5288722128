"""The words that fictional titles, people and plots are made of."""

from __future__ import annotations

ADJECTIVES = (
    "Amber Broken Burning Copper Crooked Distant Drowned Electric Empty Fading Feathered Folded Frozen Gentle Gilded"
    " Glass Golden Hidden Hollow Idle Iron Ivory Laughing Lonely Lost Lucky Marble Midnight Narrow Northern Paper"
    " Patient Quiet Restless Rusty Salted Scarlet Seventh Silent Silver Sleeping Slow Southern Stolen Tangled Unlit"
    " Velvet Wandering Weightless Wild Winter"
).split()
NOUNS = (
    "Accordion Alphabet Anchor Apiary Archive Atlas Balcony Ballad Beacon Bicycle Bridge Carousel Cartographer Cello"
    " Clockmaker Comet Compass Corridor Courier Daughter Dialect Engine Equation Estuary Ferry Forgery Garden Glacier"
    " Gramophone Harbour Heron Horizon Hotel Hourglass Island Juggler Kite Labyrinth Ladder Lantern Lighthouse"
    " Locksmith"
    " Machine Magpie Meridian Mirror Museum Observatory Orchard Oracle Parade Passenger Pendulum Photograph Piano Pilot"
    " Promise Puppet Quarry Quartet Reservoir River Satellite Sculptor Semaphore Shadow Signal Snowfall Staircase"
    " Station"
    " Stranger Submarine Summer Sundial Telegram Theatre Tightrope Tornado Translator Typewriter Umbrella Vineyard"
    " Violinist Voyage Waltz Weathervane Whistle Window Witness Xylophone Zeppelin"
).split()
PLACES = [
    "Brackwater", "Calloway", "Cape Merrow", "Dunmarrow", "Eastfold", "Ferrowby", "Grenholm", "Hallam Bay", "Isle Varn",
    "Kestrel Point", "Lowmere", "Marrowfield", "Nordhaven", "Pellworm Sound", "Quill Harbour", "Rookhaven", "Saltmere",
    "Thornwick", "Upper Wend", "Vellamo", "Westering", "Yarrow Hill", "Zennor Gap",
]  # fmt: skip
FIRST_NAMES = (
    "Aino Anselm Beatrix Bruno Caspian Celeste Dagny Dario Edda Emeric Fenna Florian Greta Hamish Ilse Ivo Jorun Juno"
    " Kasimir Katya Leander Linnea Magnus Mirela Nadir Noor Odile Oskar Petra Quentin Ravi Rosalba Sanna Silvan Tamsin"
    " Tobias Ulla Viggo Wanda Xenia Yann Zora"
).split()
LAST_NAMES = (
    "Abernath Birkvold Calder Dombrow Eklund Farrowe Gantz Halloran Ibarra Jessop Kallio Lindqvar Marchetto Nakadai"
    " Oyelaran Pemberly Quist Rasmund Sorrel Tanaquil Umberto Vanterpol Wexcombe Yardley Zelenko"
).split()
COMPANIES = (
    "Lanternfish Pictures",
    "Two Herons",
    "Gable & Moss",
    "Nachtzug Film",
    "Cinq Étoiles Bleues",
    "Paper Moon Lab",
)
KEYWORDS = (
    "small town", "lighthouse", "letters", "clockwork", "train journey", "winter", "old friends", "island",
    "inheritance",
    "radio", "storm", "forgery", "circus", "first snow", "map", "lost song", "night shift", "sea voyage",
)  # fmt: skip
GENRES = {
    28: "Action", 12: "Adventure", 16: "Animation", 35: "Comedy", 80: "Crime", 18: "Drama", 10751: "Family",
    14: "Fantasy", 36: "History", 27: "Horror", 9648: "Mystery", 10749: "Romance", 878: "Science Fiction",
    53: "Thriller",
}  # fmt: skip
COUNTRIES = {
    "US": ("en", "United States of America"),
    "GB": ("en", "United Kingdom"),
    "DE": ("de", "Germany"),
    "FR": ("fr", "France"),
    "FI": ("fi", "Finland"),
    "IT": ("it", "Italy"),
}
CERTIFICATIONS = ("G", "PG", "PG-13", "R")
HEROES = (
    "A retired cartographer", "A night porter with perfect pitch", "The last piano tuner of the coast",
    "A runaway apprentice",
    "A radio announcer who cannot sleep", "An estranged sister", "A forger of train tickets",
    "The keeper of a closed museum",
    "A shy meteorologist", "A courier on her final round",
)  # fmt: skip
DEEDS = (
    "finds a letter that was posted forty years too late",
    "takes a wrong train and arrives in a town that no map shows",
    "is asked to repair a clock that only strikes at night", "inherits a lighthouse and everybody who lives in it",
    "hears a song that nobody else remembers", "has one week to return a stolen telescope",
    "is mistaken for a famous violinist", "wakes up the only inhabitant of the island who speaks the language",
)  # fmt: skip
STAKES = (
    "Before the ferry leaves, old debts have to be paid.",
    "What begins as a favour turns into the longest night of the year.",
    "But the harbour has ears, and somebody is counting the boats.", "Nothing in {place} is as quiet as it looks.",
    "Only the old weathervane knows which way this will turn.",
    "And then it starts to snow in {place}, in the middle of July.",
    "With help from unlikely friends, the way home becomes the story.",
)  # fmt: skip
TAGLINES = (
    "Every map has an edge.", "Listen closely.", "Some doors open twice.", "It was only meant to be one night.",
    "The tide remembers.", "Nobody leaves before the last song.", "What the snow covers, the sun tells.",
    "Mind the gap.",
)  # fmt: skip
SUBTITLES = ("The Long Way Home", "A Second Winter", "Echoes", "The Far Shore", "Homecoming")
HOSTILE_TITLES = (
    "[LIVE]",
    "[/]",
    "[bold red]Alarm",
    "Signal \x1b]52;c;ZGVtbw==\x07Lost",
    "\u202eriver\u202c Upside",
    "سفينة الليل",
    "M*U*S*T & <b>Go</b>",
)
HOSTILE_SHOWS = ("[REC] The Night Desk", "[/b] Weather \x1b[2J Tonight", "\u202elate\u202c Supper & <i>Guests</i>")
NETWORKS = ("Channel Heron", "Harbour One", "Nachtkanal", "Télé Lanterne", "North Coast Television")
SHOW_CERTIFICATIONS = ("TV-G", "TV-PG", "TV-14", "TV-MA")
EPISODES = (
    "Arrivals", "Low Tide", "The Spare Key", "Fog", "A Guest", "Night Market", "Lost Property", "Departures",
    "Ice on the Line", "The Other Ladder", "A Borrowed Coat", "Second Harvest", "What the Pilot Saw", "Thaw",
)  # fmt: skip
SPECIALS = ("Making of", "The Unaired Pilot")

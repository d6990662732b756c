"""Names of languages by their codes (ISO 639), as feeds write them: “pa”, “pan”, “pa-IN”."""

_CODES = {
    "Albanian": "sq sqi alb", "Amharic": "am amh", "Arabic": "ar ara", "Bengali": "bn ben",
    "British Sign Language": "bfi bsl", "Bulgarian": "bg bul", "Chinese": "zh zho chi yue cmn",
    "Czech": "cs ces cze", "Dutch": "nl nld dut", "English": "en eng", "Farsi": "fa fas per",
    "French": "fr fra fre", "German": "de deu ger", "Greek": "el ell gre", "Gujarati": "gu guj",
    "Hebrew": "he heb", "Hindi": "hi hin", "Hungarian": "hu hun", "Irish": "ga gle",
    "Italian": "it ita", "Kurdish": "ku kur ckb", "Latvian": "lv lav", "Lithuanian": "lt lit",
    "Malayalam": "ml mal", "Nepali": "ne nep", "Pashto": "ps pus", "Polish": "pl pol",
    "Portuguese": "pt por", "Punjabi": "pa pan pnb panjabi", "Romanian": "ro ron rum",
    "Russian": "ru rus", "Scottish Gaelic": "gd gla", "Slovak": "sk slk slo", "Somali": "so som",
    "Spanish": "es spa", "Swahili": "sw swa", "Tamil": "ta tam", "Tigrinya": "ti tir",
    "Turkish": "tr tur", "Ukrainian": "uk ukr", "Urdu": "ur urd", "Vietnamese": "vi vie",
    "Welsh": "cy cym wel", "Yiddish": "yi yid", "Yoruba": "yo yor",
}  # fmt: skip
NAMES_OF_CODES = {
    code: name for name, codes in _CODES.items() for code in [*codes.split(), name.casefold()]
}
"""The name of a language by each of its codes, and by its name in any case of letters."""

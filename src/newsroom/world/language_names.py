"""Languages as feeds name them ("English", "en-GB", "pl_PL") to two letters; unknown is empty."""

_PAIRS = (
    "english:en german:de french:fr spanish:es italian:it portuguese:pt dutch:nl polish:pl russian:ru ukrainian:uk "
    "greek:el turkish:tr arabic:ar hebrew:he persian:fa farsi:fa urdu:ur hindi:hi bengali:bn tamil:ta telugu:te "
    "malayalam:ml marathi:mr gujarati:gu punjabi:pa nepali:ne sinhala:si chinese:zh japanese:ja korean:ko "
    "vietnamese:vi thai:th indonesian:id malay:ms filipino:tl swedish:sv norwegian:no danish:da finnish:fi "
    "icelandic:is czech:cs slovak:sk slovenian:sl croatian:hr serbian:sr bosnian:bs macedonian:mk bulgarian:bg "
    "romanian:ro hungarian:hu estonian:et latvian:lv lithuanian:lt albanian:sq armenian:hy georgian:ka "
    "azerbaijani:az kazakh:kk uzbek:uz mongolian:mn burmese:my khmer:km lao:lo swahili:sw amharic:am somali:so "
    "hausa:ha yoruba:yo afrikaans:af catalan:ca galician:gl basque:eu welsh:cy irish:ga kurdish:ku pashto:ps "
    "kannada:kn"
)
_NAMES = dict(pair.split(":") for pair in _PAIRS.split())


def language_code(name: str) -> str:
    """Two lower-case letters for a language tag or an English language name; "" for several, none or unknown ones."""
    plain = name.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain]
    primary = plain.replace("_", "-").partition("-")[0]
    return primary if len(primary) == 2 and primary.isalpha() else ""

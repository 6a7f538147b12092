"""What else people are called at home: forms that stand for several names, and other languages' forms.

`nicknames.FORMAL` knows the one name that a Spanish short form mostly means; comparing two names
wants every one it may mean: *Toni* is Antonio or Antonia. General knowledge of Spanish, Catalan,
Basque, Galician and English usage, counted from nobody's customers.
"""

from __future__ import annotations

from console.customers.nicknames import FORMAL
from console.customers.normalising import unaccented

MORE = """
adela: adelita ade
adelaida: adelita
agustin: agus tino
alberto: beto albert tito
alejandra: alex ale jandra sandra alexandra
alejandro: sandro alejo alexandre
alfonso: alfon poncho alfons
alfredo: fredo alfred
ana: anna ani
ana belen: anabel
andres: andreu andy andrew
angel: gelo angelito
angela: angelita angie
angeles: geles marian mariangeles
angustias: angus
antonia: tona tonita antonita tonya
antonio: toni tony anton tonino tonio antton antoni tonet
asuncion: suni
aurora: auri
bartolome: bartolo tolo
beatriz: betty triz
begona: bego
benito: beni
blas: blai
candelaria: candela
carlos: carles charly charlie karlos
carlota: lota
carmen: carmela carmina carme menchu mamen carmencita karmele carmelita
carolina: caro
catalina: lina caty kati
cayetana: tana
cayetano: tano
cecilia: ceci
celestino: tino
concepcion: inma concepcio chon cuqui
consuelo: consu
cristina: cristi kristina
cristobal: tobalo cristofol
daniel: danny
diego: santiago yago
domingo: txomin
dolores: dolors lole
eduardo: eduard ted
elena: helena
emilia: emi mila
emilio: emi milio emili
encarnacion: encarnita
enrique: enric henry quico
estefania: fani estefi
esteban: esteve steve
eugenia: geni
eugenio: geni
eulalia: lali laia
federico: fredy
felipe: felip phil
felisa: feli
fernando: ferran fernan hernando
francisca: fina fanny xisca cisca francesca
francisco: frasco paquito pacho patxi xisco cisco francesc farruco franc
francisco javier: javi javier fran xavi patxi fcojavier
gabriel: biel
gabriela: gabi
gema: gemma
gloria: lori
gonzalo: gon
gregorio: grego gregor
gregoria: goya
guadalupe: lupita
guillermo: memo guillem william
herminia: mina
hortensia: tencha
ignacio: ignasi inigo nachete
inmaculada: macu
isabel: bel chavela isabelita elisabet sabel ysabel bela
isidro: isi sidro
jacinto: chinto
jacobo: jaime cobo diego
jaime: jaume jimmy
javier: xavier xabi xabier
jeronimo: jero
jesus: chuchi chucho jesusin txus
jesusa: chus susa
joaquin: joaquim quim kino juaco
joaquina: quina
jorge: jordi george coque gorka
jose: josep xose pepin joselito joseba koldo
jose antonio: joseantonio josean
jose carlos: josecar
jose francisco: josefran
jose ignacio: josei nacho joseignacio
jose javier: josejavi
jose luis: joselu pepe pepeluis joseluis
jose manuel: josemanuel chema
jose maria: josema txema josemaria
jose miguel: josemi
jose ramon: joserra josera joseramon
josefa: pepita josefina josefita
josefina: fina fini pepa
juan: joan xan jon juancho john
juan antonio: juanan
juan carlos: juancar juanqui
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
leonor: leo nora
leopoldo: polo
leticia: leti
lorenzo: loren llorenc
lucia: lucy llucia
luis: lluis lucho koldo lewis louis
luis miguel: luismi
luisa: lluisa luisi
macarena: maca
magdalena: malena lena nena
manuel: manuelito manel manolito manoel
manuela: manolita manu
marcos: marc mark
margarita: rita margui margot magui
maria: maruja marie mary marijose marieta mariona mery mariuca
maria amparo: amparo
maria angeles: mariangeles angeles
maria antonia: maritoni mariantonia
maria asuncion: asun
maria carmen: maricarmen mamen carmen mcarmen menchu
maria concepcion: conchi concha
maria consuelo: chelo
maria cristina: maricris
maria cruz: maricruz
maria dolores: lola loli marilo dolores
maria elena: malena mariele marielena
maria esther: mariester
maria eugenia: maru
maria fernanda: mafer marifer
maria inmaculada: inma
maria isabel: marisabel
maria jesus: chus mariajesus susi mariaje
maria jose: cote mariajose josefa
maria josefa: marijose pepa
maria lourdes: malu
maria luisa: malu mariluisa
maria luz: mariluz
maria mar: marimar
maria mercedes: merche mercedes
maria montserrat: montse
maria nieves: nieves
maria paz: maripaz
maria pilar: pilar pili
maria rosa: marirosa
maria rosario: charo
maria soledad: sole
maria teresa: teresa
maria victoria: vicky
mariano: nano
martin: marti
mateo: mateu matt
matilde: mati
mercedes: merce meche
miguel: migue miquel mikel michael mike
miguel angel: migue miki migueangel
milagros: milagritos
monica: moni
montserrat: monse montsita
natalia: nati nata
nicolas: colas nicolau
nieves: neus
nuria: nuri
oscar: oskar
pablo: pau paul pol
patricia: pati patty
pedro: pere peru peio peter periquito
pilar: piluca pilarica
rafael: rafi rafel fael
rafaela: rafi fali
raimundo: ramon
ramon: monchi ramonet
raquel: raki quela
ricardo: ricky richard ricard
roberto: robert bob berto
rocio: ro
rodrigo: rodri
rogelio: roge
rosa: rosi rosita rosie
rosa maria: rosamari rosi rosamaria
rosario: charito rosarito sario
salvador: vador
samuel: sam samu
santiago: yago chago diego jaime iago tiago
sebastian: bastian
sergio: sergi
silvia: sil
soledad: chole
susana: sus susie
teodoro: teo doro
teresa: tesa maite techu
tomas: tommy tomeu
valentin: tin
vanesa: vane vanessa
vicenta: vicen centa
vicente: chente vicent chento vicens
victor: vitor vito
victoria: viki toya
virginia: virgi
visitacion: visi
yolanda: yola
abigail: abby
alexander: alex sandy xander
alice: ali
amanda: mandy
andrew: andy drew
anthony: tony
barbara: barb babs
benjamin: ben benny
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
victoria: tori
william: will bill billy liam
"""
SHORT: dict[str, tuple[str, ...]] = {}
"""From a short form to every name it may stand for."""
for _form, _name in FORMAL.items():
    SHORT[unaccented(_form)] = (_name,)
for _line in MORE.strip().splitlines():
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

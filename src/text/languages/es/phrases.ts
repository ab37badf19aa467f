import type { PhraseWords } from '../phrase-words.js';

export const SPANISH_PHRASES: PhraseWords = {
  conjunctions: `
    pero sino porque aunque mientras cuando como si que quien donde pues
  `,
  prepositions: `
    en con sin para por sobre bajo entre desde hacia contra tras durante según ante mediante al hasta
  `,
  connectives: 'y e o u',
  bound: `
    ni el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa
    esos esas cada algunos algunas varios varias muchos muchas de del es son era eran fue fueron ser está están estaba
    estaban estar soy somos ha han había habían haber he hay será puede pueden puedo podría podrían debe deben debo tiene
    tienen tengo tienes va van voy vas vamos debido gracias no se me te lo le les nos muy tan más menos bastante casi solo
    sólo también todo toda todos todas mismo misma alrededor aproximadamente excepto salvo vía yo él ella ellos ellas usted
    ustedes señor señora dr qué cómo cuál dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
    dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento
    doscientos trescientos quinientos mil millón millones punto coma primer primera segundo segunda a tanto cuanto junto
    cerca lejos delante tener habrá uno doscientas trescientas cuatrocientos cuatrocientas quinientas seiscientos
    seiscientas setecientos setecientas ochocientos ochocientas novecientos novecientas basta bastará rico rica ricos ricas
    depende consiste renunciar
  `,
  numbered: `
    página páginas capítulo sección línea columna figura tabla paso número habitación sala andén vuelo autobús tren puerta
    planta piso parte tomo versión artículo párrafo pregunta grupo clase nivel tipo modelo canal fase asiento vagón
    autopista últimos últimas próximos próximas primeros primeras otros otras día semana año lunes martes miércoles jueves
    viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
  `,
  afterCounts: 'nivel',
  rates: 'por al',
  timeUnits: 'segundo minuto hora día noche semana mes año',
  ranges: { from: 'de del desde', to: 'al hasta' },
};

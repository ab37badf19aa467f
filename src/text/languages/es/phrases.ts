import type { PhraseWords } from '../phrase-words.js';

export const SPANISH_PHRASES: PhraseWords = {
  openers: `
    y e o u ni pero sino porque aunque mientras cuando como si que quien donde pues hasta
    en con sin para por sobre bajo entre desde hacia contra tras durante según ante mediante a al
    el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos esas cada
    algunos algunas varios varias muchos muchas
  `,
  bound: `
    de del es son era eran fue fueron ser está están estaba estar soy somos ha han había haber he hay será puede pueden debe deben va van
    no se me te lo le les nos muy tan más menos bastante casi solo sólo también todo toda todos todas mismo misma alrededor
    aproximadamente yo él ella ellos ellas usted ustedes señor señora dr qué cómo cuál
    dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta
    ochenta noventa cien ciento mil millón millones punto coma primer primera segundo segunda
  `,
  numbered: `
    página capítulo sección línea columna figura tabla paso número habitación sala andén vía vuelo autobús tren puerta planta piso parte
    tomo versión artículo párrafo pregunta punto grupo clase nivel tipo modelo canal fase día semana año enero febrero marzo abril mayo
    junio julio agosto septiembre octubre noviembre diciembre
  `,
};

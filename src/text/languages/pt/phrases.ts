import type { PhraseWords } from '../phrase-words.js';

export const PORTUGUESE_PHRASES: PhraseWords = {
  conjunctions: `
    mas porém porque embora enquanto quando como que quem onde pois
  `,
  prepositions: `
    em com sem para por sobre sob entre desde contra durante após ante até no na nos nas num numa pelo pela pelos pelas ao à
    aos às
  `,
  connectives: 'e ou',
  bound: `
    nem o os as um uma uns umas meu minha meus minhas seu sua seus suas nosso nossa nossos nossas este esta estes estas
    esse essa esses essas cada alguns algumas vários várias muitos muitas de do da dos das é são era eram foi foram ser
    está estão estava estavam estar sou somos há tem têm tinha tinham ter será pode podem posso podemos deve devem devo vai
    vão vou vamos não me te lhe muito tão mais menos bastante quase só apenas também todo toda todos todas mesmo mesma
    cerca perante mediante através eu ele ela eles elas você vocês senhor senhora dr qual dois duas três quatro cinco seis
    sete oito nove dez onze doze treze catorze quatorze quinze dezesseis dezasseis dezessete dezassete dezoito dezenove
    dezanove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento duzentos trezentos quatrocentos
    quinhentos seiscentos setecentos oitocentos novecentos mil milhão milhões vírgula ponto primeiro primeira segundo
    segunda hora horas se a quanto tanto já ainda logo nunca junto perto frente ontem hoje duzentas trezentas quatrocentas
    quinhentas seiscentas setecentas oitocentas novecentas rico rica ricos ricas parecido
  `,
  numbered: `
    página páginas capítulo seção secção linha coluna figura tabela passo número quarto sala plataforma voo ônibus
    autocarro trem comboio porta andar parte volume versão artigo parágrafo pergunta grupo classe nível tipo modelo canal
    fase assento lugar rodovia últimos últimas próximos próximas primeiros primeiras outros outras dia semana ano
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo janeiro fevereiro março abril maio junho
    julho agosto setembro outubro novembro dezembro
  `,
  rates: 'por ao à',
  timeUnits: 'segundo minuto hora dia noite semana mês ano',
  ranges: { from: 'de do da desde', to: 'ao à aos às até' },
};

import type { PhraseWords } from '../phrase-words.js';

export const PORTUGUESE_PHRASES: PhraseWords = {
  openers: `
    e ou nem mas porém porque embora enquanto quando como se que quem onde pois até
    em com sem para por sobre sob entre desde contra durante após ante no na nos nas num numa pelo pela pelos pelas ao à aos às
    o a os as um uma uns umas meu minha meus minhas seu sua seus suas nosso nossa nossos nossas este esta estes estas esse essa esses essas
    cada alguns algumas vários várias muitos muitas
  `,
  bound: `
    de do da dos das é são era eram foi foram ser está estão estava estar sou somos há tem têm tinha ter será pode podem deve devem vai
    vão não me te lhe muito tão mais menos bastante quase só apenas também todo toda todos todas mesmo mesma cerca eu ele ela eles
    elas você vocês senhor senhora dr qual
    dois duas três quatro cinco seis sete oito nove dez onze doze treze quinze vinte trinta quarenta cinquenta sessenta setenta oitenta
    noventa cem cento mil milhão milhões vírgula ponto primeiro primeira segundo segunda
  `,
  numbered: `
    página capítulo seção secção linha coluna figura tabela passo número quarto sala plataforma voo ônibus autocarro trem comboio porta
    andar parte volume versão artigo parágrafo pergunta ponto grupo classe nível tipo modelo canal fase dia semana ano janeiro fevereiro
    março abril maio junho julho agosto setembro outubro novembro dezembro
  `,
};

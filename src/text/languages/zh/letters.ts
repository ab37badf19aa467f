/** Matches ideographs that Chinese texts use often and Japanese texts never do. */
export const ONLY_CHINESE = /[这们吗呢说谢个为么对时间问东车长门见让给你她它哪啊吧么谁怎嗎們這說麼妳您]/u;

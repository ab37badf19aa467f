/**
 * The short names of weekdays in the languages that have words (CLDR, weekday "short"), without their full stops. To ask
 * `Intl` for those of all languages takes 40 ms, and only to find texts that may hold one.
 */
export const SHORT_WEEKDAYS: readonly string[] = [
  'Mon Tue Wed Thu Fri Sat Sun Mo Di Mi Do Fr Sa So lun mar mié jue vie sáb dom mer jeu ven sam dim gio sab',
  'seg ter qua qui sex ma di wo do vr za zo mån tis ons tors fre lör sön pon wt śr czw pt sob niedz po út st čt pá so ne',
  'пн вт ср чт пт сб вс нд Pzt Sal Çar Per Cum Cmt Paz 周一 周二 周三 周四 周五 周六 周日 月 火 水 木 金 土 日 월 화 수 목 금 토 일',
  'सोम मंगल बुध गुरु शुक्र शनि रवि',
].flatMap((names) => names.split(' '));

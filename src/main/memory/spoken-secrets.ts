/**
 * The ways in which people say a secret in English, Russian, German, Spanish and French, as sources of regular
 * expressions for the flags `i` and `u`. Every gap and every filler is bounded, so that matching takes linear time.
 */
const anyOf = (...alternatives: readonly string[]): string => `(?:${alternatives.join('|')})`;

/** The beginning of a word: `password` is found in `db_password`, and not in `nopassword`. */
export const START = String.raw`(?<![\p{L}\p{N}])`;
/** The end of a word. */
export const END = String.raw`(?![\p{L}\p{N}_])`;
/** The space between words. */
export const SPACE = String.raw`\s{1,3}`;

/** The words for a password. */
export const PASSWORD = anyOf(
  'pass(?:word|code|phrase|wd)|pwd',
  'парол(?:ь|я|ю|ем|е|и)|кодовое слово',
  '\\p{L}{0,24}(?:passwort|kennwort)',
  'contrase(?:ñ|n\u0303?)a',
  'mot de passe',
);

/** The words for a number that people know by heart. */
export const PIN = anyOf('pin(?:[ -]?code)?|cvv2?|cvc2?', 'пин(?:[ -]?код)?', 'geheimzahl', 'code pin');

/** The words before "code" that make it public: it names something, or a machine reports it. */
const PUBLIC_CODE = anyOf(
  'error|status|exit|return|response|http|zip|postal|post|area|country|dial(?:l?ing)?|region|language|currency|airport',
  'flight|tax|product|item|part|model|order|booking|tracking|promo(?:tion)?|discount|coupon|voucher|bar|qr|dress',
  'colou?r',
);
/** The words for a code that may be secret, unless the text after it says otherwise. */
export const CODE = `(?<!${PUBLIC_CODE}[ -])${anyOf('code', 'код', 'c[oó]digo', 'clave')}`;

/** The words for a code that is secret because of its purpose. */
export const ACCESS_CODE = anyOf(
  '(?:access|security|verification|confirmation|unlock|door|entry|gate|alarm|login|sms|one-time) code',
  'code (?:for|to|of) (?:the|my) (?:door|gate|safe|alarm|lock)',
  'код (?:доступа|подтверждения|безопасности|из (?:смс|sms)|(?:от |для )?(?:домофона|двери|подъезда|сейфа|замка))',
  '(?:sicherheits|zugangs|tür|bestätigungs|entsperr)code',
  '(?:c[oó]digo|clave) de (?:acceso|seguridad|verificaci[oó]n|confirmaci[oó]n|desbloqueo)',
  "code (?:d['’]acc[eè]s|de (?:s[eé]curit[eé]|v[eé]rification|confirmation|d[eé]verrouillage)|secret)|digicode",
);

const PREPOSITION = anyOf('for|of|to|on', 'от|для|к|на', 'für|fürs|vom|von|zum|zu', 'del|de|para', 'pour|du|des');
const PUBLIC = anyOf('error|[aá]rea|pa[ií]s|barras|conducta', 'erreur|pays');
/** The purpose of a secret: "for my bank", "от домашней сети". A code for something public is not secret. */
export const PURPOSE = String.raw`${SPACE}${PREPOSITION}(?:${SPACE}(?!${PUBLIC}${END})[\p{L}\p{N}'’.-]{1,30}){1,4}?`;

const VERB = anyOf('is|was', 'это|был', 'ist|lautet|war', 'es|era', 'est|était', '[—–-]');
const ADVERB = anyOf('now|still|just|actually|currently|set to', 'сейчас|теперь', 'jetzt|nun', 'ahora', 'maintenant');
/** The link between the words for a secret and the secret: a mark, as in `"password": …`, a verb or a dash. */
export const LINK = anyOf(
  String.raw`["'»”]?\s{0,3}[:=]\s{0,3}`,
  String.raw`${SPACE}${VERB}(?:\s{0,2}[:—–-])?${SPACE}(?:${ADVERB}${SPACE})?`,
);

/** The words after "the password is" that describe the password instead of giving it. */
const DESCRIPTION = anyOf(
  'not|no|the|an?|in|on|at|too|very|so|always|never|only|being|been|required|needed|necessary|mandatory|optional',
  '(?:in)?correct|wrong|right|(?:in)?valid|missing|empty|blank|weak|strong|short|long|hard|easy|simple|safe|secure',
  'important|expired|forgotten|lost|stored|saved|hidden|shown|encrypted|protected|asked|used|sent|set|changed|reset',
  'case[- ]sensitive|what|which|that|this|there|something|unknown|different|about|also|and|or|but|if|when|where|how',
  'my|your|his|her|their|our|its|it|to|for|from|with|of|by|as|good|bad|fine|okay|none|basic|bearer|digest|apikey',
  ADVERB,
  'не|нет|уже|ещё|еще|очень|слишком|(?:не)?верн\\p{L}*|(?:не)?правильн\\p{L}*|обязател\\p{L}*|нуж\\p{L}*|долж\\p{L}*',
  'может|можно|важн\\p{L}*|ист[её]к|забыт|измен[её]н|сброшен|сохран[её]н|слаб\\p{L}*|сильн\\p{L}*|прост\\p{L}*',
  'сложн\\p{L}*|коротк\\p{L}*|длинн\\p{L}*|над[её]жн\\p{L}*|пуст\\p{L}*|или|но|от|для|как|что|чтобы|где|если|когда',
  'мой|твой|ваш|его|это',
  'nicht|kein\\p{L}*|falsch|richtig|korrekt|(?:un)?gültig|abgelaufen|erforderlich|nötig|notwendig|wichtig|vergessen',
  'zu|sehr|schwach|stark|(?:un)?sicher|leer|kurz|lang|der|die|das|ein|eine|im|auf|und|oder|aber|wie|was|wenn|mein',
  'dein|ihr|sein|immer|nie|noch|schon|geändert|gespeichert',
  '(?:in)?correct[ao]|(?:in)?válid[ao]|obligatori[ao]|necesari[ao]|importante|débil|fuerte|segur[ao]|muy|demasiado',
  'la|el|una?|y|pero|que|como|cuando|mi|tu|su|siempre|nunca',
  'pas|(?:in)?valide|expiré|obligatoire|requis|nécessaire|faible|fort|sûr|trop|très|le|les|une?|et|ou|mais|comme|quand',
  'mon|ton|votre|son|toujours|jamais|oublié',
);
/** The marks that end a sentence or a quotation; they are no part of a word. */
const MARKS = String.raw`\s.,;:!?…"'’)\]}»”`;
/** The end of a whole word: text that follows without a gap is part of a secret, as in `a?b7`. */
const WHOLE_WORD_END = String.raw`[${MARKS}]{0,8}(?:\s|$)`;
const QUOTED = anyOf('"[^"\\n]{1,128}"', "'[^'\\n]{1,128}'", '«[^»\\n]{1,128}»', '[“„][^”“\\n]{1,128}[”“]');
/** An announced secret: a quoted text, or one word. */
export const ANNOUNCED = String.raw`(?<secret>${QUOTED}|(?!${DESCRIPTION}${WHOLE_WORD_END})\S{2,}[^${MARKS}])`;
/** A word with a digit in it, for a secret that was not announced. */
export const WORD_WITH_DIGIT = String.raw`(?<secret>(?=\S{0,64}\p{N})\S{3,}[^${MARKS}])`;
/** A word with a digit and a letter in it, for places where a year may stand. */
export const MIXED_WORD = String.raw`(?<secret>(?=\S{0,64}\p{N})(?=\S{0,64}\p{L})\S{3,}[^${MARKS}])`;

const SERVICE = anyOf(
  'wi-?fi|vpn|bluetooth|admin|root|windows|microsoft|outlook|google|gmail|apple|icloud|amazon|facebook|instagram',
  'telegram|whatsapp|viber|skype|zoom|discord|github|steam|netflix|spotify|youtube',
);
/** A word in Latin letters in a Russian text, except the name of a service that the password may be for. */
export const LATIN_WORD = `(?<secret>(?!${SERVICE}${WHOLE_WORD_END})[!-~]{2,}(?![${MARKS}])[!-~])`;

const COUNTED = anyOf(
  '%|lines?|characters?|bytes?|[km]b|pages?',
  'строк|символ',
  'zeilen|zeichen',
  'l[ií]neas|caracteres',
  'lignes|caract[eè]res',
);
/** A number of three to twelve digits without a unit after it; a dictated number may have gaps. */
export const NUMBER = String.raw`(?<secret>\d(?:[ -]?\d){2,11}(?![\p{L}\p{N}]|\s{0,2}${COUNTED}))`;

/** Random secrets in the forms in which users write them. */
import fc from 'fast-check';

const chars = (alphabet: string, min: number, max = min): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: min, maxLength: max });
const DIGITS = '0123456789';
const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const digits = (min: number, max = min): fc.Arbitrary<string> => chars(DIGITS, min, max);

/** Appends the check digit, found by trial with the formula of the standard: it shares no code with `scrubSecrets`. */
export function withLuhn(number: string): string {
  const sumOf = (text: string): number =>
    [...text].reverse().reduce((sum, digit, n) => {
      const weighted = String(Number(digit) * (1 + (n % 2)));
      return sum + [...weighted].reduce((cross, one) => cross + Number(one), 0);
    }, 0);
  return [...DIGITS].map((digit) => number + digit).find((text) => sumOf(text) % 10 === 0)!;
}

export function withMod97(country: string, account: string): string {
  const values = [...`${account}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  const check = String(98n - (BigInt(values) % 97n)).padStart(2, '0');
  return `${country}${check}${account}`;
}

const inFours = (text: string, gap: string): string => text.replace(/.{4}(?=.)/g, `$&${gap}`);

export const card = fc
  .record({
    issuer: fc.constantFrom('4', '51', '55', '2221', '2200', '34', '37', '36', '6011', '62', '50', '3528'),
    length: fc.integer({ min: 13, max: 19 }),
    rest: digits(18),
    gap: fc.constantFrom('', ' ', '-', '  ', ' - ', '\u00a0', '–'),
  })
  .map(({ issuer, length, rest, gap }) => inFours(withLuhn((issuer + rest).slice(0, length - 1)), gap));

export const iban = fc
  .record({
    country: fc.constantFrom('DE', 'FR', 'GB', 'ES', 'NO', 'MT', 'NL', 'PL'),
    bank: fc.constantFrom('', 'NWBK', 'ABNA', 'MALT'),
    digits: digits(11, 26),
    gap: fc.constantFrom('', ' ', '-'),
  })
  .map(({ country, bank, digits, gap }) => inFours(withMod97(country, bank + digits), gap));

const jwt = fc.tuple(chars(`${ALNUM}-_`, 10, 40), chars(`${ALNUM}-_`, 10, 80), chars(`${ALNUM}-_`, 0, 43));

/** A secret, and a text that contains it. */
export interface SecretInText {
  readonly secret: string;
  readonly text: string;
}

const bare = (secrets: fc.Arbitrary<string>): fc.Arbitrary<SecretInText> =>
  secrets.map((secret) => ({ secret, text: secret }));
const announced = (templates: readonly string[], secrets: fc.Arbitrary<string>): fc.Arbitrary<SecretInText> =>
  fc
    .tuple(fc.constantFrom(...templates), secrets)
    .map(([template, secret]) => ({ secret, text: template.replace('#', () => secret) }));

/** Passwords of four characters or more. The last is no punctuation mark: a mark that ends a sentence is kept. */
const password = fc
  .tuple(chars(`${ALNUM}!#$%&*+-/<=>?@[^_{|~äяß`, 3, 20), chars('0123456789#$%*+-/<=>@^_{|~', 1))
  .map(([start, end]) => start + end);
/** Words with a number after them. Digits alone are left out: without a verb before them they may be a year. */
const numbered = fc
  .tuple(chars(ALNUM, 3, 12), digits(1, 3))
  .map(([word, number]) => word + number)
  .filter((text) => /\p{L}/u.test(text));

export const SECRETS: Readonly<Record<string, fc.Arbitrary<SecretInText>>> = {
  'card number': bare(card),
  'dictated card number': bare(card.map((text) => [...text.replace(/\D/g, '')].join(' '))),
  IBAN: bare(iban),
  'OpenAI key': bare(
    fc.tuple(fc.constantFrom('sk-', 'sk-proj-', 'sk-svcacct-'), chars(ALNUM, 32, 100)).map((p) => p.join('')),
  ),
  'Google key': bare(chars(`${ALNUM}-_`, 35).map((text) => `AIza${text}`)),
  'GitHub token': bare(
    fc
      .oneof(
        fc.tuple(fc.constantFrom('ghp_', 'gho_', 'ghs_'), chars(ALNUM, 36)),
        fc.tuple(fc.constant('github_pat_'), chars(`${ALNUM}_`, 82)),
      )
      .map((parts) => parts.join('')),
  ),
  'AWS key': bare(chars('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16).map((text) => `AKIA${text}`)),
  'Slack token': bare(
    fc.tuple(fc.constantFrom('xoxb', 'xoxp', 'xoxa'), digits(12), chars(ALNUM, 24)).map((parts) => parts.join('-')),
  ),
  'Stripe key': bare(fc.tuple(fc.constantFrom('sk_live_', 'rk_live_'), chars(ALNUM, 24, 99)).map((p) => p.join(''))),
  'Telegram token': bare(fc.tuple(digits(8, 10), chars(`${ALNUM}-_`, 35)).map((parts) => parts.join(':'))),
  JWT: bare(jwt.map((parts) => `eyJ${parts.join('.')}`)),
  'private key': bare(
    fc
      .tuple(fc.constantFrom('', 'RSA ', 'EC ', 'OPENSSH '), chars(`${ALNUM}+/`, 64, 64))
      .map(
        ([kind, body]) => `-----BEGIN ${kind}PRIVATE KEY-----\n${body}\n${body}==\n-----END ${kind}PRIVATE KEY-----`,
      ),
  ),
  bearer: announced(
    ['Bearer #', 'Authorization: Bearer #', 'Authorization: Basic #', '"authorization": "Bearer #"', 'api key: #'],
    fc.tuple(chars(ALNUM, 12, 60), digits(1)).map((parts) => parts.join('')),
  ),
  credentials: announced(
    ['https://bob:#@example.org/x', 'postgres://bob:#@db:5432/x'],
    chars(`${ALNUM}!$%&*+-=_~.`, 9, 20),
  ),
  password: announced(
    [
      'my password is #',
      'password: #',
      'PASSWORD=#',
      '"db_password": "#"',
      'the passcode was #',
      'my password for the bank is #',
      'the password is now #',
      'пароль: #',
      'мой пароль — #',
      'пароль это #',
      'пароль от почты: #',
      'Mein Passwort ist #',
      'mein Bankpasswort ist #',
      'das Kennwort für das WLAN lautet #',
      'mi contraseña es #',
      'la contraseña del wifi es #',
      'mon mot de passe est #',
      'le mot de passe : #',
    ],
    password,
  ),
  'password without a verb': announced(
    ['password #', 'пароль #', 'пароль от wifi #', 'change the password to #', 'Passwort #', 'mot de passe #'],
    numbered,
  ),
  PIN: announced(
    [
      'my PIN is #',
      'PIN: #',
      'pin #',
      'the pin for my card is #',
      'пин-код #',
      'мой пин: #',
      'meine PIN ist #',
      'mi pin es #',
      'mon code PIN est #',
      'CVV #',
    ],
    fc.tuple(digits(3, 8), fc.boolean()).map(([text, dictated]) => (dictated ? [...text].join(' ') : text)),
  ),
  code: announced(
    [
      'my code is #',
      'the code for the door is #',
      'door code #',
      'passcode #',
      'verification code: #',
      'мой код: #',
      'код от домофона #',
      'код подтверждения #',
      'der Code ist #',
      'Sicherheitscode: #',
      'mi código es #',
      'el código de acceso es #',
      'mon code est #',
      "code d'accès #",
    ],
    digits(4, 8),
  ),
  SSN: fc.oneof(
    bare(fc.constantFrom('123-45-6789', '665-01-0001', '001-99-9999')),
    announced(['my SSN is #', 'social security number: #'], fc.constantFrom('123 45 6789', '123456789')),
  ),
};

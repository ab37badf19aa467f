import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrubSecrets } from '../../src/main/memory/secrets.js';
import { card, iban, SECRETS, type SecretInText } from './secret-samples.js';

describe('scrubSecrets', () => {
  it.each([
    ['Charge 4111 1111 1111 1111, please', 'Charge [card number removed], please'],
    ['4111-1111-1111-1111 12/27 123', '[card number removed] 12/27 123'],
    ['pay 100 4111 1111 1111 1111 now', 'pay 100 [card number removed] now'],
    ['Amex 3782 822463 10005.', 'Amex [card number removed].'],
    ['卡号4111111111111111。', '卡号[card number removed]。'],
    ['GB29 NWBK 6016 1331 9268 19 and more', '[IBAN removed] and more'],
    ['from es91 2100 0418 4502 0005 1332 from Ann', 'from [IBAN removed] from Ann'],
    ['git clone https://ann:s3c@example.org/x.git', 'git clone https://[credentials removed]@example.org/x.git'],
    ['Authorization: Basic YW5uOnNlY3JldA==', 'Authorization: Basic [token removed]'],
    ['My password is hunter2.', 'My password is [password removed].'],
    ['the password is "correct horse battery"', 'the password is [password removed]'],
    ['пароль sunshine, запомни', 'пароль [password removed], запомни'],
    ['my password is [abc', 'my password is [password removed]'],
    ['mi clave es 4821', 'mi clave es [code removed]'],
    ['PIN 1 2 3 4', 'PIN [PIN removed]'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE', '[private key removed]'],
  ])('removes the secret and nothing else: %s', (text, scrubbed) => {
    expect(scrubSecrets(text)).toBe(scrubbed);
  });
});

describe('scrubSecrets with ordinary text', () => {
  it.each([
    'I forgot my password and need to reset the password.',
    'The password is wrong. My password is too short! The password was not accepted.',
    'A password manager helps; which password is it?',
    'Пароль не подходит, пароль должен содержать 8 символов. Какой пароль Wi-Fi? Пароль неверный.',
    'Das Passwort ist falsch. Ich habe das Passwort vergessen.',
    'La contraseña es incorrecta. La clave es la constancia.',
    'Le mot de passe est incorrect. Mot de passe oublié ?',
    'Error code is 404, HTTP status code: 500, zip code: 90210, area code 212.',
    'El código de error es 404. Código postal 28013. Le code postal : 75001. Код города 495. Код ошибки: 504',
    'The code is 200 lines long. The PIN is on the back of the card.',
    'Pin this to the board. Spin 3 times.',
    'Call +49 1512 3456 7890 or +7 (999) 123-45-67 or 555-123-4567 555-123-9999 or 8 800 555 35 35.',
    'On 2024-05-06 12:30:45, from 01.02.2023 to 2023 2024 2025 2026, at 1700000000000 ms.',
    'Order 1234567, invoice 2024-0001234, tracking 1Z999AA10123456784, ISBN 978-3-16-148410-0.',
    'id 550e8400-e29b-41d4-a716-446655440000, 12345678-1234-4123-8123-123456789012',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'See https://example.org:8080/a?b=c@d and ann@example.org and https://ann@example.org/',
    'The bearer of bad news. Bearer responsibilities. Authorization: required.',
    'A task-oriented-dialogue-systems paper; sk-learn-and-other-python-libraries',
    'Count 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20.',
    'At 10 in the morning we went to the river and no 12 of us came back.',
    'The token is 5 dollars. API keys are long. The secret is out.',
    'Read [this] and [password removed] too.',
  ])('changes nothing: %s', (text) => {
    expect(scrubSecrets(text)).toBe(text);
  });

  it('changes nothing in any text without digits and without the words that announce a secret', () => {
    const harmless = fc.string({ unit: fc.constantFrom(...'abc ёжä你🙂.,:;!?[]()\n"\'=-@/'), maxLength: 80 });
    fc.assert(
      fc.property(harmless, (text) => {
        expect(scrubSecrets(text)).toBe(text);
      }),
    );
  });
});

describe('scrubSecrets with random secrets', () => {
  const ordinary = fc.constantFrom(
    '',
    'Hello.',
    'Запомни это, пожалуйста',
    '你好',
    'at 10',
    '🙂',
    '(',
    '- 7 -',
    'Ann said “yes”',
  );
  const cases = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toLowerCase(),
    (text: string) => text.toUpperCase(),
  );

  it.each(Object.entries(SECRETS))(
    'removes the secret at any place and in any case: %s',
    (_name, told: fc.Arbitrary<SecretInText>) => {
      fc.assert(
        fc.property(ordinary, told, ordinary, cases, (before, { secret, text }, after, cased) => {
          const scrubbed = scrubSecrets(`${before}\n${cased(text)}\n${after}`);
          // The replacement may contain the secret by chance: "tia" is in "credentials".
          expect(scrubbed.replace(/\[[a-z ]+ removed\]/gi, '[]')).not.toContain(cased(secret));
          expect(scrubbed.startsWith(`${before}\n`)).toBe(true);
          expect(scrubbed.endsWith(`\n${after}`)).toBe(true);
          expect(scrubbed).toMatch(/\[[a-z ]+ removed\]/i);
          expect(scrubSecrets(scrubbed)).toBe(scrubbed);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('removes every secret of a line', () => {
    const some = fc.array(fc.oneof(card, iban), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(some, (secrets) => {
        const scrubbed = scrubSecrets(secrets.join(', '));
        for (const secret of secrets) expect(scrubbed).not.toContain(secret);
      }),
    );
  });
});

describe('scrubSecrets with any text', () => {
  it('changes nothing when it is called again on its result', () => {
    const pieces = fc.array(
      fc.oneof(
        ...Object.values(SECRETS).map((told) => told.map(({ text }) => text)),
        fc.constantFrom('password', 'is', 'пароль', ':', 'code', '[', ']', ' removed]', '[password removed]', '"', '@'),
        fc.constantFrom('://', 'PIN', '4111', '-', 'Bearer', 'eyJ', '.', '\n', 'now', 'for', 'это', 'sk-'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, fc.constantFrom('', ' '), (texts, gap) => {
        const scrubbed = scrubSecrets(texts.join(gap));
        expect(scrubSecrets(scrubbed)).toBe(scrubbed);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['api_key=', 'пароль: ', 'sk-', 'AB12 CD34 ', '0 0 4111 '])(
    'removes a text of nothing but possible secrets as a whole, without a check: %j',
    (piece) => {
      expect(scrubSecrets(piece.repeat(20_000 / piece.length))).toBe('[unchecked text removed]');
    },
  );

  it('checks a long text with many secrets', () => {
    const line = 'I went to the market, and my password is Xy7kQ2pL. The code is 48213, call me at home. ';
    const scrubbed = scrubSecrets(line.repeat(200));
    expect(scrubbed.match(/\[password removed\]/g)).toHaveLength(200);
    expect(scrubbed).not.toMatch(/Xy7kQ2pL|48213/);
  });

  // Quadratic time would take minutes here, and the test would time out.
  it.each([
    '-sk-',
    'password ',
    '1',
    '1 ',
    'eyJ',
    'eyJaaaaa.',
    '-----BEGIN PRIVATE KEY-----',
    '://',
    '://a:',
    'password for a b ',
    'ab12 ',
    'пароль: ',
    '4111 ',
    'password:::',
    'password is "',
    'code is 12',
    ' ',
    '[password removed]',
  ])('takes linear time for many repetitions of %j', (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    expect(scrubSecrets(text)).toBeTypeOf('string');
  });
});

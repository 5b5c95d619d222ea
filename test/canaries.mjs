// Does any log hold what nobody may read there? Searches logs for canaries: every name, PIN and password that the tests
// and the demo give to anybody, and whatever looks like a phone, a NIK, a token or a key.
//
//   node test/canaries.mjs FILE…
//
// Names file, line and kind of each find, without repeating it, and exits 1.
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
/** The first finds tell enough. */
const FINDS_MAX = 20;
const HIDDEN = '(?!\\[redacted\\])';

/** What betrays itself by how it is written. */
const SHAPES = [
  ['a phone number', /(?<![\w.-])(?:\+?62|0)[ -]?8\d{2}[ -]?\d{3,4}[ -]?\d{3,5}(?![\w-])/],
  ['a NIK', /(?<![\w.-])\d{16}(?![\w.-])/],
  ['an access token', /eyJ[\w-]{8,}\.[\w-]{8,}/],
  ['an authorization header', /\b(?:Bearer|Basic)\s+[\w.+/=-]{12,}/i],
  ['a refresh token', /\bsrt_[\w-]{20,}/],
  ['a TOTP secret', /otpauth:\/\/|(?<![A-Z0-9])[A-Z2-7]{32}(?![A-Z0-9])/],
  ['a hashed secret', /\$argon2/],
  ['a private key', /PRIVATE KEY/],
  ['a password in an address', /\b[a-z][a-z+]*:\/\/[^\s:/@"]+:[^\s@/"]+@/],
  [
    'a member of a body',
    new RegExp(
      `\\\\?"(?:pin|new_pin|password|phone|nik|totp|full_name|fullName|access_token|refresh_token|` +
        `code_verifier|authorization)\\\\?"\\s*:\\s*\\\\?"${HIDDEN}[^"\\\\]{3,}`,
    ),
  ],
];

/** Where the tests and the demo say how people are called and what they know. */
function sources() {
  const isSource = ({ name, parentPath }) =>
    name.endsWith('spec.ts') ||
    (name.endsWith('.ts') && /(libs\/testing|test\/support|apps\/demo)/.test(parentPath));
  return ['apps', 'libs', 'test']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile() && isSource(entry))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}

const NAME = /\bfull_?name['"]?\s*[:=]\s*'([^'\n]+)'/gi;
const SECRET = /\b\w*(?:pin|password)['"]?\s*[:=]\s*'([^'\n]+)'/gi;
/** In text they would be taken for something else, such as a word. */
const isTelling = (secret) => /^\d{6,}$/.test(secret) || /^(?=.*[\d ]).{8,}$/.test(secret);

/** The names that the demo makes up are a first and a second one out of two lists. */
function inventedNames() {
  const text = readFileSync(path.join(root, 'apps/demo/src/world/names.ts'), 'utf8');
  const lists = [...text.matchAll(/const (MEN|WOMEN|SECOND) = \(([^;]+)\)\.split/g)];
  const words = (...wanted) =>
    lists
      .filter(([, list]) => wanted.includes(list))
      .flatMap(([, , list]) => list.match(/[A-Z][a-z]+/g))
      .join('|');
  return new RegExp(`\\b(?:${words('MEN', 'WOMEN')})\\s+(?:${words('SECOND')})\\b`);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** As text: a bare number of JSON is a figure. */
const anyOf = (texts) =>
  new RegExp(`(?<![\\p{L}\\d.]|":)(?:${texts.map(escaped).join('|')})(?![\\p{L}\\d])`, 'u');

/** What must not be found: kinds, each with the expression that finds it; and how many names and secrets are known. */
export function canaries() {
  const texts = sources();
  const found = (expression) => [
    ...new Set(texts.flatMap((text) => [...text.matchAll(expression)].map(([, value]) => value))),
  ];
  const names = found(NAME).filter((name) => /^\p{Lu}[\p{L}'.]+( [\p{L}'.]+)+$/u.test(name));
  const cast = readFileSync(path.join(root, 'apps/demo/src/world/cast.ts'), 'utf8');
  names.push(...[...cast.matchAll(/= '(\p{Lu}\p{L}+ \p{Lu}\p{L}+)';/gu)].map(([, name]) => name));
  const secrets = found(SECRET).filter((secret) => isTelling(secret) && secret !== '123456');
  return {
    names: names.length,
    secrets: secrets.length,
    kinds: [
      ...SHAPES,
      ['a name', anyOf(names)],
      ['a name', inventedNames()],
      ['a PIN or password', anyOf(secrets)],
    ],
  };
}

/** Numbers of the process and of the moment are no PINs. */
const clean = (line) =>
  line.replace(/"pid":\d+/, '').replace(/^\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\]/, '');

/**
 * Searches log files line by line.
 *
 * @returns how many lines there were, and the first finds as text
 */
export async function search(files, { kinds } = canaries()) {
  let lines = 0;
  const finds = [];
  for (const file of files) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(file) })) {
      number += 1;
      const text = clean(line);
      for (const [kind, expression] of kinds) {
        if (finds.length >= FINDS_MAX || !expression.test(text)) continue;
        finds.push(`${file}:${number} holds ${kind}`);
      }
    }
    lines += number;
  }
  return { lines, finds };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const known = canaries();
  const { lines, finds } = await search(process.argv.slice(2), known);
  for (const find of finds) console.log(find);
  console.log(
    `${lines} lines of logs, ${known.names} names, ${known.secrets} secrets, ${finds.length} finds`,
  );
  process.exitCode = finds.length > 0 || lines === 0 ? 1 : 0;
}

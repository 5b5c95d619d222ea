// Verifies the audit of a day against its signed root, by nothing but Node and the public keys of the deployment that
// signed it: npm run verify-audit -- EXPORT --root ROOT --keys KEYS. docs/operations.md.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const TYPE = 'simpul-audit-root+jws';
const USAGE = `npm run verify-audit -- EXPORT --root ROOT --keys KEYS
  EXPORT   the answer of GET /v1/audit/days/{day}
  --root   what GET /v1/audit/days says of that day as you keep it (one of its data, or its jws alone)
  --keys   the answer of GET /v1/auth/jwks as you keep it: a file, or the address itself`;

/** Ends the process: whatever can't be proven is not believed. */
function refuse(why) {
  console.error(why);
  process.exit(1);
}

function part(text) {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}

async function readKeys(place) {
  const isAddress = /^https?:\/\//.test(place);
  const { keys } = isAddress
    ? await (await fetch(place)).json()
    : JSON.parse(readFileSync(place, 'utf8'));
  return keys;
}

/** The signed text, if one of the keys signed it. */
function signed(jws, keys) {
  const [head, payload, signature, ...rest] = jws.split('.');
  if (signature === undefined || rest.length > 0) refuse('This is no signed root.');
  const header = part(head);
  if (header.alg !== 'ES256' || header.typ !== TYPE) refuse('This was signed as something else.');
  const jwk = keys.find((one) => one.kid === header.kid);
  if (jwk === undefined) {
    refuse(`None of the keys is ${header.kid}, which it says it is signed by.`);
  }
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  const text = Buffer.from(`${head}.${payload}`);
  if (!verify('sha256', text, key, Buffer.from(signature, 'base64url'))) {
    refuse('The signature is NOT valid: this root was changed, or never signed.');
  }
  console.log(`The signature is valid, by key ${header.kid}.`);
  return part(payload);
}

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const one of parts) hash.update(one);
  return hash.digest('hex');
};

/** Where an entry is not what was signed; undefined if it is. */
function faultOf({ number, content, content_hash, hash }, expected) {
  if (BigInt(number) !== expected.number) return `entry ${expected.number} is missing`;
  if (content !== null && sha256(content) !== content_hash) return 'its content was ALTERED';
  const chained = sha256(Buffer.from(expected.previous, 'hex'), Buffer.from(content_hash, 'hex'));
  return chained === hash ? undefined : 'its hash does NOT follow from the one before';
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string' }, keys: { type: 'string' } },
});
const [file] = positionals;
if (file === undefined || values.root === undefined || values.keys === undefined) refuse(USAGE);

const text = readFileSync(values.root, 'utf8').trim();
const root = signed(
  text.startsWith('{') ? JSON.parse(text).jws : text,
  await readKeys(values.keys),
);
const expected = { number: BigInt(root.first_number), previous: root.previous_hash };
let shown = 0;
for (const line of readFileSync(file, 'utf8').split('\n')) {
  if (line === '') continue;
  const entry = JSON.parse(line);
  const fault = faultOf(entry, expected);
  if (fault !== undefined) refuse(`Entry ${entry.number}: ${fault}.`);
  if (entry.content !== null) shown += 1;
  expected.number += 1n;
  expected.previous = entry.hash;
}
if (expected.number !== BigInt(root.last_number) + 1n) {
  refuse(`The export ends before entry ${root.last_number}.`);
}
if (expected.previous !== root.hash) refuse('The last hash is NOT the one that was signed.');
console.log(
  `${root.day}: entries ${root.first_number} to ${root.last_number} are as signed, ${shown} of them with their content.`,
);

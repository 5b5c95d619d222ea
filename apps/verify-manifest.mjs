// Verifies the manifest of a settlement cycle, and the files that it names, by nothing but Node and the public keys of
// the deployment that signed it: npm run verify-manifest -- MANIFEST --keys KEYS [--files FOLDER]. docs/settlement.md.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const TYPE = 'simpul-cycle-manifest+jws';
const USAGE = `npm run verify-manifest -- MANIFEST --keys KEYS [--files FOLDER]
  MANIFEST   the answer of GET /v1/cycles/{id}/manifest, or its jws alone
  --keys     the answer of GET /.well-known/jwks.json as you keep it: a file, or the address itself
  --files    where the files are that it names; the manifest's own folder unless told`;

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
  if (signature === undefined || rest.length > 0) refuse('This is no signed manifest.');
  const header = part(head);
  if (header.alg !== 'ES256' || header.typ !== TYPE) refuse('This was signed as something else.');
  const jwk = keys.find((one) => one.kid === header.kid);
  if (jwk === undefined) {
    refuse(`None of the keys is ${header.kid}, which it says it is signed by.`);
  }
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  const isValid = verify(
    'sha256',
    Buffer.from(`${head}.${payload}`),
    key,
    Buffer.from(signature, 'base64url'),
  );
  if (!isValid) refuse('The signature is NOT valid: this manifest was changed, or never signed.');
  console.log(`The signature is valid, by key ${header.kid}.`);
  return part(payload);
}

function checkFile(folder, { name, sha256 }) {
  const file = path.join(folder, path.basename(name));
  if (!existsSync(file)) {
    console.log(`  not here   ${name}`);
    return true;
  }
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  console.log(`  ${digest === sha256 ? 'as signed ' : 'DIFFERENT '} ${name}`);
  return digest === sha256;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keys: { type: 'string' }, files: { type: 'string' } },
});
const [file] = positionals;
if (file === undefined || values.keys === undefined) refuse(USAGE);

const text = readFileSync(file, 'utf8').trim();
const manifest = signed(
  text.startsWith('{') ? JSON.parse(text).jws : text,
  await readKeys(values.keys),
);
console.log(
  `Cycle ${manifest.cycle_number} (${manifest.cycle_id}), ${manifest.state}, as of ${manifest.as_of}\n` +
    `Hash chain at batch ${manifest.last_batch}: ${manifest.chain_head}`,
);
for (const { cooperative_id: id, net } of manifest.nets) console.log(`  net ${net}  ${id}`);
const results = manifest.files.map((one) => checkFile(values.files ?? path.dirname(file), one));
process.exitCode = results.every(Boolean) ? 0 : 1;

// The network of a run: small, so that wallets run dry and caps are reached, and everything meets everything.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { makeWorld } from '../bench/world.mjs';
import { idr } from './acts.mjs';
import { request } from './client.mjs';
import { peopleOf } from './people.mjs';

/**
 * In sen: what a cooperative may owe beyond what it has prefunded. A sen less than whole rupiah, which all acts come to: so an
 * act that would fit but for one sen is refused.
 */
export const UNSECURED_LINE = 150_000_00n - 1n;
/** In sen: what each member begins with. */
export const OPENING_BALANCE = 120_000_00n;
const SIZE = {
  cooperatives: 4,
  members: 80,
  merchants: 24,
  tellers: 8,
  cap: UNSECURED_LINE,
  openingBalance: OPENING_BALANCE,
};
const FLOAT_NOTES = 60;
const NOTE = 100_000;

export function makeKeys() {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const secret = () => randomBytes(32).toString('hex');
  return { privateKey, pepper: secret(), personalData: secret() };
}

/** Fills the database. @returns who acts */
export async function makeChaosWorld(postgres, keys, size = {}) {
  const file = path.join(postgres.folder, 'world.json');
  await makeWorld(postgres.urls, file, { ...SIZE, ...size });
  const { rows } = await postgres.query(
    `INSERT INTO access.person (id, network, full_name) VALUES ($1, NULL, 'Operator Satu'), ($2, NULL, 'Operator Dua')
     RETURNING id`,
    [newUuid(), newUuid()],
  );
  const world = JSON.parse(await readFile(file, 'utf8'));
  return peopleOf(
    world,
    rows.map(({ id }) => id),
    keys,
  );
}

/** Opens the tills, and has two operators agree that cycles are settled by standing order. */
export async function openForBusiness(people, port) {
  const ask = async (who, path_, body) => {
    const answer = await request(port, { path: path_, who, body, key: newUuid() });
    if (answer.status >= 300) {
      throw new Error(`${path_} was answered ${answer.status}: ${answer.text}`);
    }
    return JSON.parse(answer.text);
  };
  for (const treasurer of people.treasurers) {
    const amount = idr(FLOAT_NOTES * NOTE * people.tellers.length);
    await ask(treasurer, '/v1/cash-transfers', { from: 'bank', to: 'vault', amount });
  }
  for (const [n, teller] of people.tellers.entries()) {
    const manager = people.managers.find(({ place }) => place === teller.place);
    const { id } = await ask(manager, '/v1/tills', { name: `Laci ${n + 1}` });
    const denominations = [{ face: String(NOTE), count: FLOAT_NOTES }];
    const amount = idr(FLOAT_NOTES * NOTE);
    await ask(teller, '/v1/till-sessions', { till_id: id, amount, denominations });
  }
  const [operator, checker] = people.operators;
  for (const { cooperativeId } of people.treasurers) {
    const funds = { amount: idr(150_000), bank_reference: newUuid() };
    await ask(operator, `/v1/cooperatives/${cooperativeId}/funds-in`, funds);
  }
  const terms = { mode: 'prefunded', standing_order: true, reason: 'uji ketahanan' };
  const asked = await ask(operator, '/v1/settlement-terms', terms);
  const agreement = { payload_hash: asked.payload_hash };
  await ask(checker, `/v1/approvals/${asked.id}/approve`, agreement);
}

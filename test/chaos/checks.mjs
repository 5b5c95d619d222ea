// What must be true when all is healed.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { verifyLedger } from '../../dist/libs/ledger/src/index.js';
import { newUuid } from '../../dist/libs/core/src/index.js';
import { idr } from './acts.mjs';
import { doneBody, request } from './client.mjs';
import { expectedBalances } from './expected.mjs';
import { closeCycle } from './faults.mjs';
import { checkWebhooks } from './webhooks.mjs';

const READY_WITHIN_MS = 45_000;
const SETTLED_WITHIN_MS = 30_000;
const REPLAYS_AT_ONCE = 12;
/** Acts whose own key is that of their transfer. */
const KEYED = new Set([
  'payment',
  'quoted payment',
  'transfer',
  'deposit',
  'withdrawal',
  'cash out',
  'authorisation',
  'capture',
  'refund',
]);
/** Whose answer tells of something that goes on: a replay shows it as it is by then. */
const GOES_ON = new Set(['payment request', 'invoice', 'reversal']);

/** Waits until every process says that it is ready. */
export async function waitUntilReady(apis) {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (const api of apis) {
    while (!(await isReady(api))) {
      if (performance.now() > deadline) {
        throw new Error(
          `${api.name} is not ready ${READY_WITHIN_MS / 1000} s after all was healed; it said:\n${api.words}`,
        );
      }
      await pause(50);
    }
  }
}

async function isReady({ port }) {
  if (port === undefined) return false;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, {
      signal: AbortSignal.timeout(2_500),
    });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/**
 * Runs every check; what is wrong is added to the journal's violations.
 *
 * @param isEnough whether what was found so far is all that is wanted
 */
export async function checkAll(place, { client, log, isEnough }) {
  const { journal, worker } = place;
  const undecided = journal.entries.filter(({ answer }) => answer === undefined);
  await inParallel(undecided, isEnough, async (entry) => {
    await client.decide(entry);
    const { kind, key, answer } = entry;
    if (answer === undefined) journal.violation('an outcome stays unknown', { kind, key });
  });
  log(`${undecided.length} acts whose outcome was unknown are decided`);
  const checks = [
    () => checkSettlement(place),
    () => checkWebhooks(place),
    () => worker.stop(),
    () => followReversals(place),
    () => replayAll(place, client, isEnough),
    () => checkTransfers(place),
    () => checkAudit(place),
    () => checkWallets(place),
    () => checkRaces(journal),
    () => checkReversals(journal),
    () => checkInvariants(place),
  ];
  for (const check of checks) {
    if (isEnough()) return;
    await check();
  }
  log('all is settled, told, answered again as before, and checked');
}

/** Enough is prefunded for all debts: then every cycle that was cut off is paid by its standing order. */
async function checkSettlement(place) {
  const { people, apis, postgres, journal, chance } = place;
  const [operator] = people.operators;
  const [{ port }] = apis;
  for (const { cooperativeId } of people.treasurers) {
    const body = { amount: idr(50_000_000), bank_reference: newUuid() };
    const path = `/v1/cooperatives/${cooperativeId}/funds-in`;
    const { status, text } = await request(port, { path, who: operator, body, key: newUuid() });
    if (status >= 300) journal.violation('funds were not booked', { status, text });
  }
  await closeCycle({ people, apiLinks: apis }, chance);
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const { rows } = await postgres.query(
      `SELECT number, state FROM ledger.cycle WHERE state IN ('CLOSED', 'NETTED') ORDER BY number`,
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline) {
      journal.violation('cycles are not settled', rows);
      return;
    }
    await pause(200);
  }
}

/** A reversal that waited for funds may have been posted since; nobody tries again now. */
async function followReversals({ apis, journal }) {
  const [{ port }] = apis;
  const pending = journal.entries.filter(
    ({ kind, answer }) => kind === 'reversal' && answer?.status === 202,
  );
  for (const entry of pending) {
    const path = `/v1/reversals/${doneBody(entry).id}`;
    const { status, text } = await request(port, { method: 'GET', path, who: entry.who });
    if (status === 200) entry.outcome = JSON.parse(text);
    else journal.violation('a reversal can not be read', { status, text });
  }
}

/** Whatever was answered is answered again, to the byte. */
async function replayAll({ journal }, client, isEnough) {
  const decided = journal.entries.filter(
    ({ answer, key, kind }) => answer !== undefined && key !== undefined && !GOES_ON.has(kind),
  );
  await inParallel(decided, isEnough, async (entry) => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      if (await client.replay(entry, true)) return;
    }
    journal.violation('a replay is not answered', { kind: entry.kind, key: entry.key });
  });
}

/** Each acknowledged act has exactly one transfer, posted or refused as it was answered. */
async function checkTransfers({ postgres, journal }) {
  const { rows } = await postgres.query(
    `SELECT c.value || c.principal::text AS claim, t.id, t.refusal, t.leg_count, t.amount::text
     FROM ledger.claim c JOIN ledger.transfer t ON t.id = c.transfer`,
  );
  const transfers = new Map(rows.map((row) => [row.claim, row]));
  const claimed = new Map();
  for (const entry of journal.entries.filter(({ kind }) => KEYED.has(kind))) {
    const { kind, key, answer, body } = entry;
    const found = transfers.get(key + entry.who.principal);
    const posted = doneBody(entry);
    const of = { kind, key, found, answer };
    if (posted === undefined) {
      if (found !== undefined && (found.refusal === null || found.leg_count > 0)) {
        journal.violation('a refused act moved money', of);
      }
      continue;
    }
    if (found === undefined) {
      journal.violation('an acknowledged act is not there', of);
      continue;
    }
    if (found.refusal !== null) journal.violation('an acknowledged act is stored as refused', of);
    if (body?.amount !== undefined && `${body.amount.value}`.replace('.', '') !== found.amount) {
      journal.violation('an act has another amount than was asked', of);
    }
    if (claimed.has(found.id)) journal.violation('two acts have one transfer', of);
    claimed.set(found.id, entry);
  }
}

/** What was answered to staff as done stands in the audit. */
async function checkAudit({ postgres, journal }) {
  const { rows } = await postgres.query(
    `SELECT actor::text || (after::jsonb ->> 'id') AS noted FROM access.audit_entry
     WHERE action LIKE 'POST %' AND after::jsonb ->> 'code' = 'done'`,
  );
  const noted = new Set(rows.map((row) => row.noted));
  for (const entry of journal.entries) {
    const { kind, who, key } = entry;
    const id = doneBody(entry)?.id;
    if (!who.isStaff || id === undefined || noted.has(who.principal + id)) continue;
    journal.violation('an act of staff is not in the audit', { kind, key, id });
  }
}

async function checkWallets({ people, postgres, journal }) {
  const expected = expectedBalances(people, journal.entries);
  const { rows } = await postgres.query('SELECT id, posted::text FROM ledger.account WHERE id > 0');
  const posted = new Map(rows.map((row) => [row.id, BigInt(row.posted)]));
  for (const [account, sen] of expected) {
    if (posted.get(account) !== sen) {
      const [is, shouldBe] = [String(posted.get(account)), String(sen)];
      journal.violation('a wallet does not hold what was answered', { account, is, shouldBe });
    }
  }
}

function checkRaces(journal) {
  for (const { rivals, most, of } of journal.races) {
    const winners = rivals.filter((entry) => doneBody(entry) !== undefined);
    const keys = winners.map(({ key }) => key);
    if (winners.length > most) journal.violation(`${of}: more than one won`, keys);
  }
}

/** A reversal that found nothing has used the reference up: its original never takes effect. */
function checkReversals(journal) {
  for (const { reverses, answer, outcome } of journal.entries) {
    const said = outcome ?? (reverses === undefined ? undefined : doneBody({ answer }));
    if (said?.result === 'nothing' && doneBody(reverses) !== undefined) {
      journal.violation('an original took effect after its reversal', { key: reverses.key });
    }
  }
}

async function checkInvariants({ postgres, journal }) {
  const client = new pg.Client({ connectionString: postgres.urls.app });
  await client.connect();
  try {
    const { invariants } = await verifyLedger(client);
    for (const { name, ok, violations } of invariants) {
      if (!ok) journal.violation(`verify: ${name}`, violations.slice(0, 5));
    }
  } finally {
    await client.end();
  }
}

async function inParallel(list, isEnough, work) {
  const left = [...list];
  const one = async () => {
    for (let next = left.shift(); next !== undefined && !isEnough(); next = left.shift()) {
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: REPLAYS_AT_ONCE }, one));
}

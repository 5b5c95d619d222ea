// The design that most payment programs have, kept to be measured against: one database transaction for each payment,
// one statement for each row, over a pool. It writes the same tables, decides by the same code and chains the same
// hashes as the engine, so `verifyLedger` finds no difference; only the way to the database is another. Statements
// are prepared. One trigger asks for more than a row at a time: balances change by one statement, which conserves money
// and says what the legs say.
import pg from 'pg';
import { decide } from '../../dist/libs/ledger/src/engine/decide.js';
import { hashBatch } from '../../dist/libs/ledger/src/engine/hash.js';
import { recordOf } from '../../dist/libs/ledger/src/engine/record.js';
import { claimId, keyClaim } from '../../dist/libs/ledger/src/engine/claims.js';
import { usageId } from '../../dist/libs/ledger/src/engine/batch-state.js';
import { isoTime } from '../../dist/libs/ledger/src/engine/sql-values.js';

const CONNECTIONS = 16;

const ACCOUNTS = `SELECT id, book, kind, status, posted, held_debits, held_credits, minimum, maximum,
  version FROM ledger.account WHERE id = ANY ($1) ORDER BY id FOR UPDATE`;
const USAGE = `SELECT account, kind, day, day_amount, day_count, month_amount, month_count
  FROM ledger.usage WHERE account = $1 FOR UPDATE`;
const CLAIM = `SELECT transfer, request_hash FROM ledger.claim WHERE value = $1 AND principal = $2`;
const HEAD = `SELECT h.number, h.hash, h.cycle, h.epoch,
    (extract(epoch FROM greatest(clock_timestamp() + n.clock_offset,
      h.last_at + interval '1 microsecond')) * 1000000)::bigint AS now_us,
    to_char((clock_timestamp() + n.clock_offset) AT TIME ZONE n.time_zone, 'YYYYMMDD')::int AS day
  FROM ledger.head h JOIN ledger.network n ON n.id = h.network
  WHERE h.network = $1 FOR UPDATE OF h`;
const INSERT_BATCH = `INSERT INTO ledger.batch
  (number, network, hash, posted_at, cycle, transfer_count, leg_count)
  VALUES ($1, $2, $3, $4, $5, 1, $6)`;
const INSERT_TRANSFER = `INSERT INTO ledger.transfer
  (batch, id, principal, amount, payer, payee, issuer, acquirer, fee_version, item, type, first_leg,
   leg_count, refusal, refusal_detail, reference, description, legs)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`;
const UPDATE_ACCOUNTS = `UPDATE ledger.account AS a SET posted = n.posted, version = $1, first_item = 0, last_item = 0
  FROM unnest($2::int[], $3::bigint[]) AS n (id, posted) WHERE a.id = n.id`;
const INSERT_CLAIM = `INSERT INTO ledger.claim (value, principal, transfer, request_hash)
  VALUES ($1, $2, $3, decode($4, 'hex'))`;
const INSERT_USAGE = `INSERT INTO ledger.usage
  (account, kind, day, day_amount, day_count, month_amount, month_count)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const UPDATE_USAGE = `UPDATE ledger.usage SET day = $3, day_amount = $4, day_count = $5,
  month_amount = $6, month_count = $7 WHERE account = $1 AND kind = $2`;
const MOVE_HEAD = `UPDATE ledger.head SET number = $2, hash = $3, last_at = $4 WHERE network = $1`;

/** The engine's interface, for payments with a key and no reference: all that the benchmark sends. */
export class NaiveLedger {
  constructor(url) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS,
      application_name: 'simpul bench, naive design',
      // The same as the engine's connections have.
      options:
        '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off ' +
        '-c plan_cache_mode=force_generic_plan -c jit=off -c timezone=UTC',
    });
  }

  async post(request) {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const state = await readState(client, request);
      const draft = { transfers: [], legs: [], changes: [], claims: [] };
      const decision = decide(state, draft, request);
      if (decision.kind !== 'decided') {
        await client.query('ROLLBACK');
        return decision.kind === 'stale' ? { kind: 'stale', epoch: state.epoch } : decision;
      }
      const content = {
        number: state.number,
        postedAt: isoTime(state.nowUs),
        cycle: state.cycle,
        ...draft,
      };
      await write(client, request.network, state, content);
      await client.query('COMMIT');
      const transfer = recordOf(decision.row, content, request.network);
      return { kind: 'decided', transfer, replayed: false };
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async close() {
    await this.pool.end();
  }
}

/** Locks in one order: accounts, counters, then the head. */
async function readState(client, request) {
  const ids = new Set(request.legs.flatMap(({ debit, credit }) => [debit, credit]));
  const accounts = await all(client, 'accounts', ACCOUNTS, [[...ids]]);
  const usages = await all(client, 'usage', USAGE, [request.payer]);
  const key = keyClaim(request.key);
  const claims = await all(client, 'claim', CLAIM, [key, request.principal]);
  const [head] = await all(client, 'head', HEAD, [request.network]);
  const claimed = claims.map((row) => ({
    transfer: row.transfer,
    requestHash: row.request_hash.toString('hex'),
  }));
  return {
    number: BigInt(head.number) + 1n,
    previousHash: head.hash,
    cycle: head.cycle,
    epoch: BigInt(head.epoch),
    nowUs: BigInt(head.now_us),
    day: head.day,
    claims: new Map(claimed.map((claim) => [claimId(key, request.principal), claim])),
    accounts: new Map(accounts.map((row) => [row.id, accountState(row)])),
    obligations: new Map(),
    usages: new Map(usages.map((row) => [usageId(row.account, row.kind), usageState(row)])),
    touchedAccounts: [],
    touchedUsages: [],
  };
}

function accountState(row) {
  return {
    id: row.id,
    book: row.book,
    kind: row.kind,
    status: row.status,
    posted: BigInt(row.posted),
    heldDebits: BigInt(row.held_debits),
    heldCredits: BigInt(row.held_credits),
    minimum: row.minimum === null ? null : BigInt(row.minimum),
    maximum: row.maximum === null ? null : BigInt(row.maximum),
    version: BigInt(row.version),
    touched: false,
    firstItem: null,
    lastItem: null,
    delta: 0n,
    deltaHeldDebits: 0n,
    deltaHeldCredits: 0n,
  };
}

function usageState(row) {
  return {
    account: row.account,
    kind: row.kind,
    day: row.day,
    dayAmount: BigInt(row.day_amount),
    dayCount: row.day_count,
    monthAmount: BigInt(row.month_amount),
    monthCount: row.month_count,
    created: false,
    touched: false,
  };
}

async function write(client, network, state, content) {
  const { number, postedAt, cycle, legs } = content;
  const hash = hashBatch(state.previousHash, content);
  const [transfer] = content.transfers;
  await all(client, 'transfer', INSERT_TRANSFER, values(transfer, number, legs));
  const accounts = state.touchedAccounts;
  await all(client, 'balances', UPDATE_ACCOUNTS, [
    number,
    accounts.map(({ id }) => id),
    accounts.map(({ posted }) => posted),
  ]);
  await all(client, 'batch', INSERT_BATCH, [number, network, hash, postedAt, cycle, legs.length]);
  const [claim] = content.claims;
  await all(client, 'claimed', INSERT_CLAIM, [
    claim.value,
    claim.principal,
    claim.transfer,
    claim.hash,
  ]);
  for (const usage of state.touchedUsages) await writeUsage(client, usage);
  await all(client, 'move', MOVE_HEAD, [network, number, hash, postedAt]);
}

function values(t, number, legs) {
  return [
    number,
    t.id,
    t.principal,
    t.amount,
    t.payer,
    t.payee,
    t.issuer,
    t.acquirer,
    t.feeVersion,
    t.item,
    t.type,
    t.firstLeg,
    t.legCount,
    t.refusal,
    t.refusalDetail,
    t.reference,
    t.description,
    legs.flatMap(packed),
  ];
}

/** As the view `ledger.leg` reads it. */
function packed({ amount, debitBalance, creditBalance, debit, credit, book, code }) {
  const sides = (BigInt(debit) << 32n) | BigInt.asUintN(32, BigInt(credit));
  return [amount, debitBalance, creditBalance, sides, (BigInt(book) << 16n) | BigInt(code)];
}

function writeUsage(client, u) {
  const row = [u.account, u.kind, u.day, u.dayAmount, u.dayCount, u.monthAmount, u.monthCount];
  return u.created
    ? all(client, 'count', INSERT_USAGE, row)
    : all(client, 'recount', UPDATE_USAGE, row);
}

async function all(client, name, text, parameters) {
  const { rows } = await client.query({ name: `naive ${name}`, text, values: parameters });
  return rows;
}

// Looks at all balances every fifth of a second, past everything that is under test.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { UNSECURED_LINE } from './world.mjs';

const EVERY_MS = 200;
/** A transfer id a batch that was committed has for ever, so the head never goes back. */
const STATE = `
WITH balance AS (
  SELECT a.book, a.subject_book, k.name AS kind, a.posted, a.held_debits, a.held_credits
  FROM ledger.account a JOIN ledger.account_kind k ON k.code = a.kind
)
SELECT
  (SELECT max(number) FROM ledger.head)::text AS head,
  (SELECT json_agg(b) FROM (
    SELECT book, sum(posted)::text AS off FROM balance GROUP BY book HAVING sum(posted) <> 0) AS b)
    AS "books that are not zero",
  (SELECT json_agg(b) FROM (
    SELECT * FROM balance WHERE
      kind IN ('member_wallet', 'merchant_wallet', 'liquidity', 'incentive_budget')
        AND posted - held_debits < 0
      OR kind IN ('till', 'vault', 'settlement_deposit') AND posted + held_credits > 0) AS b)
    AS "accounts beyond zero",
  (SELECT json_agg(b) FROM (
    SELECT c.* FROM balance c
    JOIN balance l ON l.kind = 'liquidity' AND l.subject_book = c.book
    WHERE c.kind = 'clearing' AND c.posted + c.held_credits > $1::bigint + l.posted) AS b)
    AS "debts beyond the cap",
  (SELECT json_agg(b) FROM (
    SELECT c.book, c.posted::text AS clearing, p.posted::text AS position FROM balance c
    JOIN balance p ON p.kind = 'position' AND p.subject_book = c.book
    WHERE c.kind = 'clearing' AND c.posted <> -p.posted) AS b)
    AS "positions that are not their clearing"`;

/** Looks until `isOver`. @returns how often it could look */
export async function watchBalances({ postgres, journal, isOver }) {
  let client;
  let looks = 0;
  let head = 0n;
  while (!isOver()) {
    const due = performance.now() + EVERY_MS;
    try {
      client ??= await connect(postgres.url);
      const { rows } = await client.query(STATE, [String(UNSECURED_LINE)]);
      head = judge(rows[0], head, journal);
      looks += 1;
    } catch {
      // The database is away; what is in it is looked at when it is back.
      await client?.end().catch(() => undefined);
      client = undefined;
    }
    await pause(Math.max(0, due - performance.now()));
  }
  await client?.end().catch(() => undefined);
  return looks;
}

function judge({ head: text, ...findings }, before, journal) {
  for (const [what, found] of Object.entries(findings)) {
    if (found !== null) journal.violation(`a snapshot shows ${what}`, found.slice(0, 5));
  }
  const head = BigInt(text);
  if (head < before) {
    journal.violation('a committed batch is gone', { before: String(before), now: text });
  }
  return head;
}

async function connect(connectionString) {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 2_000,
    query_timeout: 3_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

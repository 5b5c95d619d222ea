import { invariant } from '@app/core';
import pg from 'pg';
import { BinaryRows } from './binary-rows.js';
import type { LegRow, TransferRow } from './rows.js';

const COPY = `COPY ledger.transfer (batch, id, principal, amount, payer, payee, issuer, acquirer, fee_version, item, type,
  first_leg, leg_count, original, refusal, refusal_detail, reference, description, legs) FROM STDIN (FORMAT binary)`;
const FIELDS = 19;
/** Numbers in `legs` for each leg. */
const NUMBERS_PER_LEG = 5;

/** What the driver's connection can do beside what its types tell. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * Writes the transfers of a batch, with their legs, by COPY: whole pages at once, which costs the server a fraction of as many
 * INSERTs. The data goes out behind the command without waiting for the server to ask; should the command fail, the server skips it.
 */
export function copyTransfers(
  client: pg.ClientBase,
  batch: bigint,
  transfers: readonly TransferRow[],
  legs: readonly LegRow[],
): Promise<void> {
  const rows = binaryRows(batch, transfers, legs);
  return new Promise((resolve, reject) => {
    const query = new pg.Query(COPY, (error: Error | undefined) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
    Object.assign(query, {
      submit: (connection: CopyConnection) => {
        connection.query(COPY);
        connection.sendCopyFromChunk(rows);
        connection.endCopyFrom();
      },
      handleCopyInResponse: () => undefined,
    });
    client.query(query);
  });
}

function binaryRows(
  batch: bigint,
  transfers: readonly TransferRow[],
  legs: readonly LegRow[],
): Buffer {
  const rows = new BinaryRows(transfers.length * 320 + legs.length * NUMBERS_PER_LEG * 12);
  for (const t of transfers) {
    rows.begin(FIELDS);
    rows.int8(batch);
    rows.uuid(t.id);
    rows.uuid(t.principal);
    rows.int8(t.amount);
    rows.int4(t.payer);
    rows.int4(t.payee);
    rows.int4(t.issuer);
    rows.int4(t.acquirer);
    rows.int4(t.feeVersion);
    rows.int2(t.item);
    rows.int2(t.type);
    rows.int2(t.firstLeg);
    rows.int2(t.legCount);
    rows.uuid(t.original);
    rows.text(t.refusal);
    rows.text(t.refusalDetail);
    rows.text(t.reference);
    rows.text(t.description);
    packLegs(rows, legs, t);
  }
  return rows.end();
}

/** The numbers that the view `ledger.leg` reads again. */
function packLegs(rows: BinaryRows, legs: readonly LegRow[], { firstLeg, legCount }: TransferRow) {
  if (legCount === 0) {
    rows.null();
    return;
  }
  rows.int8Array(legCount * NUMBERS_PER_LEG);
  for (let position = firstLeg; position < firstLeg + legCount; position++) {
    const leg = legs[position];
    invariant(leg !== undefined, 'a transfer counts more legs than the batch has');
    rows.int8(leg.amount);
    rows.int8(leg.debitBalance);
    rows.int8(leg.creditBalance);
    rows.halves(leg.debit, leg.credit);
    // The book above the lowest 16 bits, the code in them.
    rows.halves(leg.book >> 16, (leg.book << 16) | leg.code);
  }
}

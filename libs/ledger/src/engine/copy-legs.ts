import pg from 'pg';
import type { LegRow } from './rows.js';

const COPY = `COPY ledger.leg (batch, amount, debit_balance, credit_balance, debit_account, credit_account, book,
  position, code) FROM STDIN (FORMAT binary)`;

const SIGNATURE = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const FIELDS = 9;
/** Field count, nine lengths, four of 8 bytes, three of 4, two of 2. */
const ROW = 2 + FIELDS * 4 + 4 * 8 + 3 * 4 + 2 * 2;
const TRAILER = 2;

/** What the driver's connection can do beside what its types tell. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * Writes the legs of a batch by COPY: whole pages at once, which costs the server a fraction of as many INSERTs. The data
 * goes out behind the command without waiting for the server to ask; should the command fail, the server skips it.
 */
export function copyLegs(
  client: pg.ClientBase,
  batch: bigint,
  legs: readonly LegRow[],
): Promise<void> {
  const rows = binaryRows(batch, legs);
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

function binaryRows(batch: bigint, legs: readonly LegRow[]): Buffer {
  const buffer = Buffer.allocUnsafe(SIGNATURE.length + legs.length * ROW + TRAILER);
  SIGNATURE.copy(buffer);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  let at = SIGNATURE.length;
  const int8 = (value: bigint) => {
    view.setInt32(at, 8);
    view.setBigInt64(at + 4, value);
    at += 12;
  };
  const int4 = (value: number) => {
    view.setInt32(at, 4);
    view.setInt32(at + 4, value);
    at += 8;
  };
  const int2 = (value: number) => {
    view.setInt32(at, 2);
    view.setInt16(at + 4, value);
    at += 6;
  };
  for (const [position, leg] of legs.entries()) {
    view.setInt16(at, FIELDS);
    at += 2;
    int8(batch);
    int8(leg.amount);
    int8(leg.debitBalance);
    int8(leg.creditBalance);
    int4(leg.debit);
    int4(leg.credit);
    int4(leg.book);
    int2(position);
    int2(leg.code);
  }
  view.setInt16(at, -1);
  return buffer;
}

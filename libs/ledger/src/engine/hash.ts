import { createHash } from 'node:crypto';
import type { BatchContent } from './rows.js';

/**
 * The hash of a batch: SHA-256 over the former batch's hash and a canonical text of everything the
 * batch posted, one line a row, fields parted by '|', free text as JSON, nothing for null. The
 * chain starts from SHA-256 of the network's uuid (16 bytes).
 *
 * What stands beside in mutable rows (counters, what is left of a hold, what was given back of a
 * transfer) needs no line of its own: it follows from the transfers and changes hashed here, and
 * the ledger's check compares the two.
 */
export function hashBatch(previous: Buffer, batch: BatchContent): Buffer {
  return createHash('sha256').update(previous).update(canonicalText(batch)).digest();
}

function canonicalText(batch: BatchContent): string {
  const lines = [`B|${batch.number}|${batch.postedAt}|${batch.cycle}`];
  for (const t of batch.transfers) {
    lines.push(
      `T|${t.item}|${t.id}|${t.type}|${t.principal}|${t.amount}|${t.payer ?? ''}|` +
        `${t.payee ?? ''}|${t.issuer ?? ''}|${t.acquirer ?? ''}|${t.feeVersion ?? ''}|` +
        `${t.firstLeg}|${t.legCount}|${t.original ?? ''}|${t.refusal ?? ''}|` +
        `${text(t.refusalDetail)}|${text(t.reference)}|${text(t.description)}`,
    );
  }
  for (const l of batch.legs) {
    lines.push(
      `L|${l.debit}|${l.credit}|${l.book}|${l.amount}|${l.debitBalance}|${l.creditBalance}|${l.code}`,
    );
  }
  for (const c of batch.changes) {
    lines.push(`C|${c.item}|${c.account}|${c.kind}|${c.before ?? ''}|${c.after ?? ''}`);
  }
  return lines.join('\n');
}

function text(value: string | null): string {
  return value === null ? '' : JSON.stringify(value);
}

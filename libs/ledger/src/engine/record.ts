import { readLegCode, transferTypeOf, type FailureDetail, type RefusalCode } from '@app/core';
import type { LegRecord, TransferRecord } from './outcome.js';
import type { BatchContent, LegRow, TransferRow } from './rows.js';

/** A transfer as the outside sees it, from the rows that its batch wrote. */
export function recordOf(row: TransferRow, batch: BatchContent, network: number): TransferRecord {
  const legs: LegRecord[] = [];
  for (let position = row.firstLeg; position < row.firstLeg + row.legCount; position++) {
    const leg = batch.legs[position];
    if (leg !== undefined) legs.push(legRecord(leg, position));
  }
  return {
    id: row.id,
    network,
    batch: batch.number,
    item: row.item,
    cycle: batch.cycle,
    postedAt: batch.postedAt,
    principal: row.principal,
    type: transferTypeOf(row.type),
    amount: row.amount,
    payer: row.payer,
    payee: row.payee,
    issuer: row.issuer,
    acquirer: row.acquirer,
    feeVersion: row.feeVersion,
    original: row.original,
    reference: row.reference,
    description: row.description,
    refusal: readRefusal(row.refusal, row.refusalDetail),
    legs,
  };
}

/** A leg row with its code read back into words. */
export function legRecord(row: LegRow, position: number): LegRecord {
  return {
    position,
    debit: row.debit,
    credit: row.credit,
    book: row.book,
    amount: row.amount,
    debitBalance: row.debitBalance,
    creditBalance: row.creditBalance,
    component: readLegCode(row.code).component,
  };
}

/** The stored refusal; written by this engine, so its code is one of ours. */
export function readRefusal(code: string | null, detail: string | null): TransferRecord['refusal'] {
  if (code === null) return null;
  return {
    code: code as RefusalCode,
    detail: detail === null ? {} : (JSON.parse(detail) as FailureDetail),
  };
}

import { TRANSFER_TYPES, type Sen } from '@app/core';
import { apply } from './apply.js';
import type { BatchState } from './batch-state.js';
import { claimId, keyClaim, referenceClaim, TICKETS } from './claims.js';
import { checkShape, judge, withCovered } from './judge.js';
import type { PostingRequest } from './request.js';
import { returnedMeanwhile } from './returns.js';
import type { BatchDraft, TransferRow } from './rows.js';
import type { Refusal } from './terms.js';

/** What the batch answers to one request; `decided` is stored, the others leave no trace. */
export type Decision =
  | { readonly kind: 'decided'; readonly row: TransferRow }
  | { readonly kind: 'seen'; readonly transfer: string }
  | { readonly kind: 'stale' }
  | { readonly kind: 'returned_meanwhile'; readonly returned: Sen }
  | { readonly kind: 'reused'; readonly code: 'idempotency_key_reused' | 'reference_reused' };

/**
 * Decides one request upon the state of its batch and, if it is accepted, applies it to that state, so that the
 * next request of the batch sees it. Pure but for the working copies in `state` and `draft`.
 *
 * Order of checks, the same everywhere: seen before → stale rules → returned meanwhile → closed or frozen → state and
 * time of what it completes, returns or uses up → limits → cap → funds. A refused request changes nothing but leaves its own row.
 * Throws InvariantError for a request that no correct caller makes (unknown accounts, legs across books).
 */
export function decide(state: BatchState, draft: BatchDraft, request: PostingRequest): Decision {
  const key = keyClaim(request.key);
  const seen = state.claims.get(claimId(key, request.principal));
  if (seen !== undefined) {
    return seen.requestHash === request.requestHash
      ? { kind: 'seen', transfer: seen.transfer }
      : { kind: 'reused', code: 'idempotency_key_reused' };
  }
  const reference = request.reference === undefined ? undefined : referenceClaim(request.reference);
  if (reference !== undefined && state.claims.has(claimId(reference, request.principal))) {
    return { kind: 'reused', code: 'reference_reused' };
  }
  if (request.epoch !== undefined && request.epoch !== state.epoch) return { kind: 'stale' };

  checkShape(state, request);
  const returned = returnedMeanwhile(state, request);
  if (returned !== undefined) return { kind: 'returned_meanwhile', returned };
  const refusal = judge(state, request);
  const item = draft.transfers.length;
  const firstLeg = draft.legs.length;
  if (refusal === undefined) apply(state, draft, withCovered(state, request), item);
  const row = transferRow(request, item, firstLeg, draft.legs.length - firstLeg, refusal);
  draft.transfers.push(row);
  claim(state, draft, request, key, request.principal);
  if (reference !== undefined) claim(state, draft, request, reference, request.principal);
  if (request.ticket !== undefined && refusal === undefined) {
    claim(state, draft, request, request.ticket.id, TICKETS);
  }
  return { kind: 'decided', row };
}

function claim(
  state: BatchState,
  draft: BatchDraft,
  { id: transfer, requestHash }: PostingRequest,
  value: string,
  principal: string,
): void {
  draft.claims.push({ value, principal, transfer, hash: requestHash });
  state.claims.set(claimId(value, principal), { transfer, requestHash });
}

function transferRow(
  request: PostingRequest,
  item: number,
  firstLeg: number,
  legCount: number,
  refusal: Refusal | undefined,
): TransferRow {
  return {
    id: request.id,
    principal: request.principal,
    amount: request.amount,
    payer: request.payer ?? null,
    payee: request.payee ?? null,
    issuer: request.issuer ?? null,
    acquirer: request.acquirer ?? null,
    feeVersion: request.feeVersion ?? null,
    item,
    type: TRANSFER_TYPES[request.type],
    firstLeg,
    legCount,
    original:
      request.completion?.obligation ?? request.returnOf?.transfer ?? request.original ?? null,
    refusal: refusal?.code ?? null,
    refusalDetail: refusal === undefined ? null : JSON.stringify(refusal.detail ?? {}),
    reference: request.reference ?? null,
    description: request.description ?? null,
  };
}

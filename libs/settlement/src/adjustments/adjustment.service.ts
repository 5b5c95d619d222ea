import { createHash } from 'node:crypto';
import {
  approvalKey,
  type Approval,
  type ApprovalKind,
  type ApprovalService,
  type Identity,
} from '@app/access';
import {
  encodeId,
  fail,
  invariant,
  newUuid,
  succeed,
  toMoney,
  type AccountKind,
  type FailureDetail,
  type Result,
  type Sen,
} from '@app/core';
import type { Balance, LedgerReads, PostingOutcome, PostingRequest } from '@app/ledger';
import type { Network } from '@app/participants';
import type { DataSource } from 'typeorm';
import { select } from '../sql.js';

export interface AdjustmentPorts {
  readonly dataSource: DataSource;
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly reads: Pick<LedgerReads, 'accountByUid'>;
  readonly approvals: Pick<ApprovalService, 'request'>;
}

/** From one account to another one of the same book. Accounts are uuids, amounts sen. */
export interface AdjustmentLeg {
  readonly debit: string;
  readonly credit: string;
  readonly amount: Sen;
}

export interface Adjustment {
  readonly network: Network;
  readonly legs: readonly AdjustmentLeg[];
  /** The number of the document that says why; one adjustment of a document waits at a time. */
  readonly document: string;
  readonly reason: string;
}

interface AdjustmentPayload {
  readonly document: string;
  readonly legs: readonly {
    readonly debit: number;
    readonly credit: number;
    readonly debitUid: string;
    readonly creditUid: string;
    /** In sen. */
    readonly amount: string;
  }[];
}

const KIND = 'adjustment';

/**
 * What other acts keep in step with each other or with the bank is theirs alone: nobody writes it by
 * hand. Cash is counted, not adjusted.
 */
const NOT_BY_HAND: ReadonlySet<AccountKind> = new Set<AccountKind>([
  'clearing',
  'position',
  'settlement_deposit',
  'liquidity',
  'settlement_bank',
  'till',
  'vault',
  'opening_balance',
]);

/** Whose a book is; no cooperative: the switch's. */
interface BookOwner {
  readonly network: number;
  readonly cooperative: string | null;
}

/** Corrections of a book that no other act makes: by two persons, with a document. */
export class AdjustmentService {
  constructor(private readonly ports: AdjustmentPorts) {}

  /**
   * Asks for one. Failures: `not_found` for an account that the caller doesn't reach, `validation_failed`
   * (detail `field`) for an amount of nothing, one that nobody may adjust or legs across two books, and those of
   * `ApprovalService.request`.
   */
  async request(caller: Identity, wanted: Adjustment): Promise<Result<Approval>> {
    const legs: AdjustmentPayload['legs'][number][] = [];
    let book: number | undefined;
    for (const { debit, credit, amount } of wanted.legs) {
      const [from, to] = [
        await this.ports.reads.accountByUid(debit),
        await this.ports.reads.accountByUid(credit),
      ];
      if (from === undefined || to === undefined) return fail('not_found');
      // Before anything is said of them: a foreign account is answered like a missing one.
      for (const { book: theirs } of [from, to]) {
        if (!isWithin(caller, wanted.network, await this.ownerOf(theirs))) return fail('not_found');
      }
      if (amount <= 0n) return fail('validation_failed', { field: 'amount' });
      book ??= from.book;
      const fault = faultOf(from, to, book);
      if (fault !== undefined) return fail('validation_failed', { field: fault });
      const amounts = { amount: amount.toString(), debitUid: debit, creditUid: credit };
      legs.push({ debit: from.account, credit: to.account, ...amounts });
    }
    if (book === undefined) return fail('validation_failed', { field: 'legs' });
    const owner = await this.ownerOf(book);
    const { network, document, reason } = wanted;
    const payload: AdjustmentPayload = { document, legs };
    return this.ports.approvals.request(caller, {
      network: network.id,
      cooperative: owner.cooperative,
      kind: KIND,
      subject: subjectOf(book, document),
      payload,
      reason,
    });
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<AdjustmentPayload> {
    return {
      name: KIND,
      title: { id: 'Koreksi pembukuan', en: 'Adjustment of a book' },
      makers: ['operator', 'treasurer', 'manager'],
      checkers: ['operator', 'manager'],
      read: readPayload,
      describe: ({ payload }) => ({
        document: payload.document,
        legs: payload.legs.map((leg) => ({
          debit_account_id: encodeId('acc', leg.debitUid),
          credit_account_id: encodeId('acc', leg.creditUid),
          amount: toMoney(BigInt(leg.amount)),
        })),
      }),
      execution: 'ledger',
      post: (_tx, approval) => this.post(approval),
    };
  }

  private async post(approval: Approval<AdjustmentPayload>): Promise<Result<FailureDetail>> {
    const { network, maker, payload, payloadHash } = approval;
    const legs = payload.legs.map(({ debit, credit, amount }) => ({
      debit,
      credit,
      amount: BigInt(amount),
      component: 'adjustment' as const,
    }));
    const outcome = await this.ports.ledger.post({
      id: newUuid(),
      network,
      principal: maker,
      key: approvalKey(approval),
      requestHash: payloadHash.slice(0, 32),
      type: 'adjustment',
      amount: legs.reduce((sum, { amount }) => sum + amount, 0n),
      description: payload.document,
      legs,
    });
    if (outcome.kind === 'unavailable' || outcome.kind === 'reused') return fail(outcome.code);
    invariant(outcome.kind === 'decided', `an adjustment was answered ${outcome.kind}`);
    const { refusal, id } = outcome.transfer;
    if (refusal !== null) return fail(refusal.code, refusal.detail);
    return succeed({ transfer_id: encodeId('trf', id) });
  }

  /** Uuid of the cooperative whose book it is; null: the switch's. */
  private async ownerOf(book: number): Promise<BookOwner> {
    const [row] = await select<BookOwner>(
      this.ports.dataSource.manager,
      `SELECT b.network, c.uid AS cooperative FROM ledger.book b
       LEFT JOIN participants.cooperative c ON c.book = b.id WHERE b.id = $1`,
      [book],
    );
    invariant(row !== undefined, `there is no book ${book}`);
    return row;
  }
}

function isWithin(caller: Identity, network: Network, owner: BookOwner): boolean {
  if (owner.network !== network.id) return false;
  return caller.cooperative === null || caller.cooperative === owner.cooperative;
}

/** Where the fault is; undefined if the leg is one that people may write. */
function faultOf(from: Balance, to: Balance, book: number): string | undefined {
  if (NOT_BY_HAND.has(from.kind) || from.book !== book) return 'debit_account_id';
  if (NOT_BY_HAND.has(to.kind) || to.book !== book) return 'credit_account_id';
  return from.account === to.account ? 'credit_account_id' : undefined;
}

/** The same uuid for the same document of a book, in the form of a name-based one. */
function subjectOf(book: number, document: string): string {
  const digest = createHash('sha256').update(`${KIND}\n${book}\n${document}`).digest('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => digest.slice(from, to));
  return `${a}-${b}-8${c}-8${d}-${e}`;
}

function readPayload(payload: unknown): AdjustmentPayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { document, legs }: Partial<Record<keyof AdjustmentPayload, unknown>> = payload;
  if (typeof document !== 'string' || !Array.isArray(legs) || legs.length === 0) return undefined;
  const items: readonly unknown[] = legs;
  return items.every(isLeg) ? { document, legs: items } : undefined;
}

function isLeg(leg: unknown): leg is AdjustmentPayload['legs'][number] {
  if (typeof leg !== 'object' || leg === null) return false;
  const fields: Partial<Record<keyof AdjustmentPayload['legs'][number], unknown>> = leg;
  const { debit, credit, debitUid, creditUid, amount } = fields;
  const numbers = [debit, credit].every((account) => Number.isInteger(account));
  const texts = [debitUid, creditUid, amount].every((text) => typeof text === 'string');
  return numbers && texts;
}

import { approvalKey, type AlertService, type Approval, type ApprovalKind } from '@app/access';
import type { ApprovalService, Executed, Identity } from '@app/access';
import { encodeId, fail, invariant, succeed, toMoney, type Failure, type Result } from '@app/core';
import type { Directory } from '@app/participants';
import type { EntityManager } from 'typeorm';

import { postPlanned, type PostingPorts } from '../posting/post-planned.js';
import { planClosing } from './till-postings.js';
import type { TillSessionService } from './till-session.service.js';
import { alertOf } from './till-session.js';
import type { TillSessionStore } from './till-session.store.js';

/** What two persons agree to: what was counted, what the books say, and that the rest is a difference. In sen. */
interface DifferencePayload {
  /** Uuids. */
  readonly till: string;
  readonly count: string;
  /** The till's number in the ledger, and its cooperative's book. */
  readonly account: number;
  readonly book: number;
  readonly counted: string;
  readonly expected: string;
}

export interface TillDifferencePorts extends PostingPorts {
  readonly directory: PostingPorts['directory'] & Pick<Directory, 'cooperativeByUid'>;
  readonly service: Pick<TillSessionService, 'counted'>;
  readonly sessions: TillSessionStore;
  readonly approvals: Pick<ApprovalService, 'register' | 'request'>;
  readonly alerts: Pick<AlertService, 'clear'>;
}

export const TILL_DIFFERENCE = 'till_difference';

/** Nobody knows yet what the ledger decided: the approval stays approved and is tried again. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'overloaded',
  'database_unavailable',
  'outcome_unknown',
  'shutting_down',
]);

/** What a till was counted short or over: posted once another person has agreed to it. */
export class TillDifferences {
  constructor(private readonly ports: TillDifferencePorts) {
    ports.approvals.register(this.kind());
  }

  /**
   * Asks a manager or treasurer to accept what a till differs by. Failures: `not_found`, `wrong_state` (the session is
   * not counted; or `no_difference`: count it again), `till_has_holds`, `already_exists` (detail `approval`) while
   * somebody is asked already.
   */
  async request(caller: Identity, session: string, reason: string): Promise<Result<Approval>> {
    const counted = await this.ports.service.counted(caller, session);
    if (!counted.ok) return counted;
    const { till, count, expected, held, difference } = counted.value;
    if (held > 0n) return fail('till_has_holds', { held: toMoney(held).value });
    if (difference === 0n) return fail('wrong_state', { state: 'no_difference' });
    const payload: DifferencePayload = {
      till: till.uid,
      count: count.uid,
      account: till.account,
      book: till.book,
      counted: count.counted.toString(),
      expected: expected.toString(),
    };
    return this.ports.approvals.request(caller, {
      network: till.network,
      cooperative: till.cooperative,
      kind: TILL_DIFFERENCE,
      subject: session,
      payload,
      reason,
    });
  }

  private kind(): ApprovalKind<DifferencePayload> {
    return {
      name: TILL_DIFFERENCE,
      title: { id: 'Selisih kas saat tutup laci', en: 'Difference of a till that is closed' },
      makers: ['teller', 'treasurer', 'manager'],
      checkers: ['treasurer', 'manager'],
      read: readPayload,
      describe: ({ subject, payload }) => {
        const [counted, expected] = [BigInt(payload.counted), BigInt(payload.expected)];
        return {
          till_session_id: encodeId('tls', subject),
          till_id: encodeId('til', payload.till),
          counted: toMoney(counted),
          expected: toMoney(expected),
          [counted < expected ? 'short' : 'over']: toMoney(
            counted < expected ? expected - counted : counted - expected,
          ),
        };
      },
      validate: (tx, approval) => this.validate(tx, approval),
      execution: 'ledger',
      post: (sql, approval) => this.post(sql, approval),
    };
  }

  /** What was counted again, or closed meanwhile, is no more what was agreed to. */
  private async validate(
    tx: EntityManager,
    { subject, payload }: Approval<DifferencePayload>,
  ): Promise<Failure | undefined> {
    const session = await this.ports.sessions.read(subject);
    const count = await this.ports.sessions.closingCount(subject, tx);
    if (session?.state !== 'counted') {
      return fail('wrong_state', { state: session?.state ?? 'failed' });
    }
    return count?.uid === payload.count ? undefined : fail('wrong_state', { state: 'recounted' });
  }

  /** The difference and the way to the vault in one posting, which leaves the till empty or is refused. */
  private async post(
    sql: EntityManager,
    approval: Approval<DifferencePayload>,
  ): Promise<Result<Executed>> {
    const { network, maker, payloadHash, subject, payload, reason } = approval;
    const { account, book } = payload;
    const counted = BigInt(payload.counted);
    const difference = counted - BigInt(payload.expected);
    const order = {
      network,
      principal: maker,
      key: approvalKey(approval),
      requestHash: payloadHash.slice(0, HASH_DIGITS),
      ...(reason !== null && { description: reason }),
    };
    const posted = await postPlanned(this.ports, order, (rules) =>
      planClosing(rules, { account, book }, counted, difference),
    );
    if (!posted.ok) {
      if (UNDECIDED.has(posted.code)) throw new Error(`the ledger says ${posted.code}`);
      return posted;
    }
    await this.ports.sessions.markClosed(subject, posted.value, sql);
    const session = await this.ports.sessions.read(subject);
    invariant(session !== undefined, 'a session is never deleted');
    await this.ports.alerts.clear(alertOf(session), sql);
    return succeed({ transfer_id: encodeId('trf', posted.value.id) });
  }
}

/** Hex digits of a request's hash. */
const HASH_DIGITS = 32;
const UUID = /^[0-9a-f-]{36}$/;
const SEN = /^[0-9]{1,19}$/;

function readPayload(payload: unknown): DifferencePayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(payload));
  const text = (name: string, form: RegExp) => {
    const value = fields.get(name);
    return typeof value === 'string' && form.test(value) ? value : undefined;
  };
  const whole = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
  };
  const [till, count] = [text('till', UUID), text('count', UUID)];
  const [counted, expected] = [text('counted', SEN), text('expected', SEN)];
  const [account, book] = [whole('account'), whole('book')];
  if (till === undefined || count === undefined) return undefined;
  if (counted === undefined || expected === undefined) return undefined;
  if (account === undefined || book === undefined) return undefined;
  return { till, count, account, book, counted, expected };
}

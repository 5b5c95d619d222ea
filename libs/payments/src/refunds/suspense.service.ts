import type { AlertService, Approval, ApprovalKind, ApprovalService, Identity } from '@app/access';
import {
  encodeId,
  fail,
  formatSen,
  invariant,
  succeed,
  sumSen,
  toMoney,
  type Failure,
  type FailureDetail,
  type Result,
  type Sen,
} from '@app/core';
import type { SqlRunner, TransferRecord } from '@app/ledger';
import type { Member, Network, Rules } from '@app/participants';

import { rulesKnowing } from '../current-rules.js';
import { cooperativeOf } from '../posting/plan-parts.js';
import {
  postPlanned,
  rulesKnow,
  RULES_TOO_OLD,
  type PostingPorts,
} from '../posting/post-planned.js';
import { planRelease, type ReleaseTarget } from './plan-release.js';

export interface SuspensePorts {
  readonly ledger: PostingPorts['ledger'];
  readonly reads: PostingPorts['reads'] & {
    transfer(id: string): Promise<TransferRecord | undefined>;
    transfersByOriginal(id: string): Promise<TransferRecord[]>;
  };
  readonly directory: PostingPorts['directory'] & {
    member(uid: string): Promise<Member | undefined>;
  };
  readonly facts: {
    read(ids: readonly number[]): Promise<ReadonlyMap<number, { readonly owner: string | null }>>;
  };
  readonly approvals: Pick<ApprovalService, 'request'>;
  readonly alerts: Pick<AlertService, 'raise' | 'clear'>;
  readonly sql: SqlRunner;
}

/** What a cooperative asks to have released. Ids are uuids. */
export interface ReleaseWish {
  /** The refund or reversal whose money waits. */
  readonly transfer: string;
  readonly to: 'wallet' | 'cash' | 'bank';
  /** Whose wallet; of the very person whose wallet was closed. */
  readonly member?: string | undefined;
  readonly reason: string;
}

/** Of an approval, as it is stored. */
interface ReleasePayload {
  readonly transfer: string;
  readonly to: 'wallet' | 'cash' | 'bank';
  readonly member?: string;
  /** In sen. */
  readonly amount: string;
}

/** Money that waits in suspense. */
interface Waiting {
  readonly transfer: TransferRecord;
  readonly book: number;
  readonly cooperative: string;
  readonly amount: Sen;
  /** The person it belongs to. */
  readonly person: string;
}

/** Transfers that a round of the worker looks at. */
const LOOKED_AT = 200;

export const SUSPENSE_RELEASE = 'suspense_release';

/** Money that could not reach a closed wallet waits in its cooperative's suspense until two persons have seen to it. */
export class SuspenseService {
  constructor(private readonly ports: SuspensePorts) {}

  /**
   * Asks for the release of all that one refund or reversal brought into suspense. Failures: `not_found` (of another
   * cooperative, nothing in suspense, no such member of the same person), `wrong_state` (released already), and those of
   * `ApprovalService.request`.
   */
  async request(caller: Identity, wish: ReleaseWish): Promise<Result<Approval>> {
    const waiting = await this.waiting(wish.transfer);
    if (waiting?.cooperative !== caller.cooperative || waiting === undefined) {
      return fail('not_found');
    }
    const { transfer, amount, cooperative } = waiting;
    const payload: ReleasePayload = {
      transfer: transfer.id,
      to: wish.to,
      ...(wish.member !== undefined && { member: wish.member }),
      amount: amount.toString(),
    };
    const fault = await this.faultOf(waiting, payload);
    if (fault !== undefined) return fault;
    return this.ports.approvals.request(caller, {
      network: transfer.network,
      cooperative,
      kind: SUSPENSE_RELEASE,
      subject: transfer.id,
      payload,
      reason: wish.reason,
    });
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<ReleasePayload> {
    return {
      name: SUSPENSE_RELEASE,
      title: {
        id: 'Keluarkan dana dari penampungan',
        en: 'Release money from suspense',
      },
      makers: ['teller', 'treasurer', 'manager'],
      checkers: ['manager'],
      execution: 'ledger',
      read: readPayload,
      describe: ({ payload }) => ({
        transfer_id: encodeId('trf', payload.transfer),
        to: payload.to,
        member_id: payload.member === undefined ? null : encodeId('mbr', payload.member),
        amount: toMoney(BigInt(payload.amount)),
      }),
      validate: async (_tx, { payload }) => {
        const waiting = await this.waiting(payload.transfer);
        return waiting === undefined ? fail('not_found') : this.faultOf(waiting, payload);
      },
      post: (_sql, approval) => this.release(approval),
    };
  }

  /**
   * Raises the alert of whatever reached suspense and has none: a process that stopped between the two left it
   * unsaid. For the worker.
   */
  async watch({ id: network }: Network): Promise<void> {
    const rows = (await this.ports.sql.query(UNSEEN, [network, LOOKED_AT])) as {
      id: string;
      cooperative: string;
      amount: string;
    }[];
    for (const { id, cooperative, amount } of rows) {
      await this.ports.alerts.raise({
        network,
        cooperative,
        kind: 'payee_closed',
        subject: id,
        detail: { amount: formatSen(BigInt(amount)) },
        dedupeKey: id,
      });
    }
  }

  private async waiting(id: string): Promise<Waiting | undefined> {
    const transfer = await this.ports.reads.transfer(id);
    if (transfer === undefined || transfer.refusal !== null) return undefined;
    const { type, original, issuer, network } = transfer;
    if ((type !== 'refund' && type !== 'reversal') || original === null) return undefined;
    const given = await this.ports.reads.transfer(original);
    const payer = given?.payer ?? null;
    if (payer === null || issuer === null) return undefined;
    const rules = await rulesKnowing(this.ports.directory, network, [issuer]);
    const { accounts, uid } = cooperativeOf(rules, issuer);
    const amount =
      sumSen(transfer.legs.filter((l) => l.credit === accounts.suspense).map((l) => l.amount)) -
      sumSen(transfer.legs.filter((l) => l.debit === accounts.suspense).map((l) => l.amount));
    if (amount <= 0n) return undefined;
    const owner = (await this.ports.facts.read([payer])).get(payer)?.owner;
    const member = owner ? await this.ports.directory.member(owner) : undefined;
    invariant(member !== undefined, `wallet ${payer} was of nobody`);
    return { transfer, book: issuer, cooperative: uid, amount, person: member.person };
  }

  private async faultOf(waiting: Waiting, payload: ReleasePayload): Promise<Failure | undefined> {
    const { released } = await this.releasesOf(waiting.transfer.id);
    if (released !== undefined) return fail('wrong_state', { state: 'released' });
    const target = await this.targetOf(waiting, payload);
    return target.ok ? undefined : target;
  }

  private async targetOf(
    { person, transfer }: Waiting,
    { to, member: uid }: ReleasePayload,
  ): Promise<Result<ReleaseTarget>> {
    if (to !== 'wallet') return succeed({ to });
    const member = uid === undefined ? undefined : await this.ports.directory.member(uid);
    // A wallet of another person answers like one that isn't there.
    if (member?.network !== transfer.network || member.person !== person) return fail('not_found');
    return succeed({ to, member });
  }

  /**
   * The transfer itself is the principal and the number of refused attempts is in the key, so however many approvals
   * there ever are, its money is released once.
   */
  private async release({
    uid,
    payload,
  }: Approval<ReleasePayload>): Promise<Result<FailureDetail>> {
    const waiting = await this.waiting(payload.transfer);
    invariant(waiting !== undefined, 'what was posted to suspense has been posted for ever');
    const { released, attempts } = await this.releasesOf(payload.transfer);
    if (released !== undefined) {
      if (released.reference !== uid) return fail('wrong_state', { state: 'released' });
      return this.done(waiting, released.id);
    }
    const target = await this.targetOf(waiting, payload);
    if (!target.ok) return target;
    const { transfer, book, amount } = waiting;
    const order = {
      network: transfer.network,
      principal: transfer.id,
      key: `release-${attempts}`,
      requestHash: uid.replaceAll('-', ''),
      reference: uid,
    };
    const answer = await postPlanned(this.ports, order, (rules: Rules) => {
      const home = target.value.to === 'wallet' ? target.value.member.book : book;
      if (!rulesKnow(rules, book, home)) return Promise.resolve(RULES_TOO_OLD);
      const plan = planRelease(rules, {
        book,
        original: transfer.id,
        amount,
        target: target.value,
      });
      return Promise.resolve(succeed(plan));
    });
    if (answer.ok) return this.done(waiting, answer.value.id);
    if (answer.refused !== undefined || answer.code === 'idempotency_key_reused') {
      return fail(answer.code, answer.detail);
    }
    // Nothing was decided: thrown, so that the approval stays approved and is tried again.
    throw new Error(`the release of ${transfer.id} is undecided: ${answer.code}`);
  }

  private async done({ transfer }: Waiting, release: string): Promise<Result<FailureDetail>> {
    const { network, id } = transfer;
    await this.ports.alerts.clear({ network, kind: 'payee_closed', dedupeKey: id });
    return succeed({ transfer: release });
  }

  private async releasesOf(id: string) {
    const all = await this.ports.reads.transfersByOriginal(id);
    const releases = all.filter(({ type }) => type === SUSPENSE_RELEASE);
    return {
      released: releases.find(({ refusal }) => refusal === null),
      attempts: releases.length,
    };
  }
}

function readPayload(payload: unknown): ReleasePayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { transfer, to, member, amount }: Partial<Record<keyof ReleasePayload, unknown>> = payload;
  if (typeof transfer !== 'string' || typeof amount !== 'string') return undefined;
  if (to !== 'wallet' && to !== 'cash' && to !== 'bank') return undefined;
  if (member !== undefined && typeof member !== 'string') return undefined;
  return { transfer, to, amount, ...(member !== undefined && { member }) };
}

/** Refunds (type 6) and reversals (type 7) that credited the suspense of a cooperative, without an alert of theirs. */
const UNSEEN = `
SELECT t.id, c.uid AS cooperative, e.amount::text AS amount
FROM participants.cooperative c
JOIN ledger.entry e ON e.account = c.suspense AND NOT e.debited
JOIN ledger.transfer t ON t.id = e.transfer AND t.type IN (6, 7)
WHERE c.network = $1 AND NOT EXISTS (
  SELECT FROM access.alert a
  WHERE a.network = c.network AND a.kind = 'payee_closed' AND a.dedupe_key = t.id::text)
LIMIT $2`;

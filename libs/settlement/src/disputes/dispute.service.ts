import {
  approvalKey,
  type AlertService,
  type Approval,
  type ApprovalKind,
  type ApprovalService,
  type Identity,
} from '@app/access';
import {
  encodeId,
  fail,
  formatSen,
  invariant,
  succeed,
  toMoney,
  type Failure,
  type FailureDetail,
  type Result,
  type Sen,
  type TransferType,
} from '@app/core';
import { inTransaction } from '@app/database';
import type { LedgerReads } from '@app/ledger';
import type { Calendar } from '@app/participants';
import type { DataSource, EntityManager } from 'typeorm';
import { endOfWorkingDays } from '../calendar/cutoffs.js';
import { select, type PageOf } from '../sql.js';
import { postChargeback, type ChargebackPorts } from './chargeback.js';
import {
  answerDispute,
  endDispute,
  insertDispute,
  listDisputes,
  networkNow,
  readDispute,
  type DisputeQuery,
} from './dispute.store.js';
import type { Dispute, DisputeAnswer, DisputeOutcome, DisputeReason } from './dispute.js';

export interface DisputePorts extends ChargebackPorts {
  readonly dataSource: DataSource;
  readonly reads: ChargebackPorts['reads'] & Pick<LedgerReads, 'transfer'>;
  readonly directory: ChargebackPorts['directory'] & {
    calendar(network: number): Promise<Calendar>;
  };
  readonly approvals: Pick<ApprovalService, 'request'>;
  readonly alerts: Pick<AlertService, 'raise' | 'clear'>;
}

export interface Claim {
  /** Uuid. */
  readonly transfer: string;
  /** In sen; all of it unless told. */
  readonly amount?: Sen | undefined;
  readonly reason: DisputeReason;
  readonly evidence: string;
}

interface OutcomePayload {
  readonly outcome: DisputeOutcome;
  /** In sen; of an upheld one. */
  readonly amount?: string;
}

const KIND = 'dispute_outcome';
/** What a respondent has to look things up. */
const ANSWER_DAYS = 5;
/** Acts in which money went from a member of one party to the other party. */
const DISPUTABLE: readonly TransferType[] = ['payment', 'withdrawal', 'transfer'];

/** Claims that a transfer was wrong: opened, answered, and decided by two persons. */
export class DisputeService {
  constructor(private readonly ports: DisputePorts) {}

  /**
   * Opens one, for the cooperative whose member paid; the other one has five working days. Failures:
   * `not_found` for a transfer that isn't the caller's cooperative's to claim, or was refused;
   * `wrong_state` for acts that can't be disputed; `refund_exceeds_payment`; `already_exists` while one
   * about this transfer is open.
   */
  async open(caller: Identity, claim: Claim): Promise<Result<Dispute>> {
    const transfer = await this.ports.reads.transfer(claim.transfer);
    if (transfer === undefined || transfer.refusal !== null) return fail('not_found');
    const { network, issuer, type } = transfer;
    if (issuer === null || !(await this.isOf(caller, network, issuer))) return fail('not_found');
    if (!DISPUTABLE.includes(type)) return fail('wrong_state', { state: type });
    const amount = claim.amount ?? transfer.amount;
    if (amount > transfer.amount) {
      return fail('refund_exceeds_payment', { left: formatSen(transfer.amount) });
    }
    const { manager } = this.ports.dataSource;
    const calendar = await this.ports.directory.calendar(network);
    const now = await networkNow(manager, network);
    const uid = await insertDispute(manager, {
      network,
      transfer: transfer.id,
      claimant: issuer,
      respondent: transfer.acquirer ?? issuer,
      amount,
      reason: claim.reason,
      evidence: claim.evidence,
      openedBy: caller.principal,
      answerUntil: endOfWorkingDays(calendar, now, ANSWER_DAYS),
    });
    if (uid === undefined) return fail('already_exists', { field: 'transfer_id' });
    return this.read(caller, uid);
  }

  /**
   * The respondent's word, until the deadline. Failures: `not_found`, `role_forbidden` for the other
   * party, `wrong_state`.
   */
  answer(
    caller: Identity,
    uid: string,
    answer: DisputeAnswer,
    evidence: string,
  ): Promise<Result<Dispute>> {
    return this.step(caller, uid, async (tx, dispute) => {
      if (!isParty(caller, dispute.respondentUid)) return fail('role_forbidden');
      if (dispute.state !== 'OPEN') return fail('wrong_state', { state: dispute.state });
      if ((await networkNow(tx, dispute.network)) > dispute.answerUntil) {
        return fail('wrong_state', { state: 'past_its_deadline' });
      }
      await answerDispute(tx, dispute, { by: caller.principal, answer, evidence });
      return undefined;
    });
  }

  /** Taken back by the claimant, while it is open. */
  withdraw(caller: Identity, uid: string): Promise<Result<Dispute>> {
    return this.step(caller, uid, async (tx, dispute) => {
      if (!isParty(caller, dispute.claimantUid)) return fail('role_forbidden');
      if (dispute.state === 'WITHDRAWN') return undefined;
      const { state } = dispute;
      if (state !== 'OPEN' && state !== 'ANSWERED') return fail('wrong_state', { state });
      await endDispute(tx, dispute, 'WITHDRAWN', null);
      return undefined;
    });
  }

  /**
   * Asks another operator to agree to an outcome, or above the network's limit somebody of either cooperative: once it
   * is answered, or its deadline is past. An upheld one gives back `amount`, or all that was claimed. Failures: `not_found`, `wrong_state`,
   * `refund_exceeds_payment`, and those of `ApprovalService.request`.
   */
  async decide(
    caller: Identity,
    uid: string,
    wish: { readonly outcome: DisputeOutcome; readonly amount?: Sen | undefined },
    reason: string,
  ): Promise<Result<Approval>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { network, amount: claimed, claimantUid, respondentUid } = found.value;
    const amount = wish.amount ?? claimed;
    if (amount > claimed) return fail('refund_exceeds_payment', { left: formatSen(claimed) });
    const payload: OutcomePayload = {
      outcome: wish.outcome,
      ...(wish.outcome === 'upheld' && { amount: amount.toString() }),
    };
    const movesBetween = wish.outcome === 'upheld' && claimantUid !== respondentUid;
    return this.ports.approvals.request(caller, {
      network,
      kind: KIND,
      subject: uid,
      payload,
      between: movesBetween ? { cooperatives: [claimantUid, respondentUid], amount } : undefined,
      reason,
    });
  }

  /** For `ApprovalService.register`. */
  kind(): ApprovalKind<OutcomePayload> {
    return {
      name: KIND,
      title: { id: 'Putusan sengketa', en: 'Outcome of a dispute' },
      makers: ['operator'],
      checkers: ['operator'],
      read: readPayload,
      describe: ({ subject, payload }) => ({
        dispute_id: encodeId('dsp', subject),
        outcome: payload.outcome,
        amount: payload.amount === undefined ? null : toMoney(BigInt(payload.amount)),
      }),
      validate: (tx, { subject }) => whyNotDecided(tx, subject),
      execution: 'ledger',
      post: (tx, approval) => this.carryOut(tx, approval),
    };
  }

  /** `not_found` unless the caller is of the network, and of one of the parties. */
  async read(caller: Identity, uid: string): Promise<Result<Dispute>> {
    const dispute = await readDispute(this.ports.dataSource.manager, uid);
    return dispute !== undefined && reaches(caller, dispute) ? succeed(dispute) : fail('not_found');
  }

  /** Newest first; the cursor is the uuid. A cooperative's staff find those that it is a party of. */
  list(caller: Identity, query: DisputeQuery, page: PageOf<string>): Promise<Dispute[]> {
    const party = caller.cooperative ?? query.party;
    return listDisputes(this.ports.dataSource.manager, { ...query, party }, page);
  }

  /** For the worker: tells of what waits for people past its deadline. */
  async watch(network: number): Promise<void> {
    const rows = await select<{ uid: string; told: boolean; waits: boolean }>(
      this.ports.dataSource.manager,
      `SELECT d.uid, d.state IN ('OPEN', 'ANSWERED') AS waits, a.uid IS NOT NULL AS told
       FROM settlement.dispute d
       LEFT JOIN access.alert a ON a.network = d.network AND a.kind = 'dispute_unanswered'
         AND a.dedupe_key = d.uid::text AND a.cleared_at IS NULL
       WHERE d.network = $1 AND (a.uid IS NOT NULL
         OR (d.state IN ('OPEN', 'ANSWERED') AND d.answer_until < ledger.network_now($1::smallint)))`,
      [network],
    );
    for (const { uid, told, waits } of rows) {
      const alert = { network, kind: 'dispute_unanswered', dedupeKey: uid } as const;
      if (!waits) await this.ports.alerts.clear(alert);
      else if (!told) {
        const detail = { dispute_id: encodeId('dsp', uid) };
        await this.ports.alerts.raise({ ...alert, subject: uid, detail });
      }
    }
  }

  private async carryOut(
    tx: EntityManager,
    approval: Approval<OutcomePayload>,
  ): Promise<Result<FailureDetail>> {
    const { subject, payload, maker, payloadHash } = approval;
    const dispute = await readDispute(tx, subject, 'FOR UPDATE OF d');
    invariant(dispute !== undefined, 'a dispute is never deleted');
    // Between the decision and here the claimant may have taken it back.
    if (dispute.state !== 'OPEN' && dispute.state !== 'ANSWERED') {
      return fail('wrong_state', { state: dispute.state });
    }
    if (payload.outcome === 'dismissed') {
      await endDispute(tx, dispute, 'DISMISSED', null);
      return succeed({ state: 'DISMISSED' });
    }
    const transfer = await this.ports.reads.transfer(dispute.transfer);
    invariant(transfer !== undefined, 'a transfer is never deleted');
    const posted = await postChargeback(this.ports, {
      transfer,
      claimant: dispute.claimant,
      respondent: dispute.respondent,
      amount: BigInt(payload.amount ?? 0),
      principal: maker,
      key: approvalKey(approval),
      requestHash: payloadHash.slice(0, 32),
    });
    if (!posted.ok) return posted;
    await endDispute(tx, dispute, 'UPHELD', posted.value.id);
    return succeed({ state: 'UPHELD', transfer_id: encodeId('trf', posted.value.id) });
  }

  private async step(
    caller: Identity,
    uid: string,
    work: (tx: EntityManager, dispute: Dispute) => Promise<Failure | undefined>,
  ): Promise<Result<Dispute>> {
    const refused = await inTransaction(this.ports.dataSource, async (tx) => {
      const dispute = await readDispute(tx, uid, 'FOR UPDATE OF d');
      if (dispute === undefined || !reaches(caller, dispute)) return fail('not_found');
      return work(tx, dispute);
    });
    return refused ?? this.read(caller, uid);
  }

  private async isOf(caller: Identity, network: number, book: number): Promise<boolean> {
    if (caller.network !== null && caller.network !== network) return false;
    if (caller.cooperative === null) return true;
    const { directory } = this.ports;
    const rules = await directory.rules(network);
    const known =
      rules.cooperatives.get(book) ?? (await directory.refresh(network)).cooperatives.get(book);
    return known?.uid === caller.cooperative;
  }
}

async function whyNotDecided(tx: EntityManager, uid: string): Promise<Failure | undefined> {
  const dispute = await readDispute(tx, uid, 'FOR UPDATE OF d');
  if (dispute === undefined) return fail('not_found');
  if (dispute.state === 'ANSWERED') return undefined;
  if (dispute.state !== 'OPEN') return fail('wrong_state', { state: dispute.state });
  const late = (await networkNow(tx, dispute.network)) > dispute.answerUntil;
  return late ? undefined : fail('wrong_state', { state: 'OPEN' });
}

function reaches(caller: Identity, dispute: Dispute): boolean {
  if (caller.network !== null && caller.network !== dispute.network) return false;
  const { claimantUid, respondentUid } = dispute;
  return isParty(caller, claimantUid) || isParty(caller, respondentUid);
}

/** Whether somebody acts for a cooperative; the operator does for any. */
function isParty(caller: Identity, cooperative: string): boolean {
  return caller.cooperative === null || caller.cooperative === cooperative;
}

function readPayload(payload: unknown): OutcomePayload | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { outcome, amount }: Partial<Record<keyof OutcomePayload, unknown>> = payload;
  if (outcome === 'dismissed') return { outcome };
  const whole = typeof amount === 'string' && /^\d{1,19}$/.test(amount);
  return outcome === 'upheld' && whole ? { outcome, amount } : undefined;
}

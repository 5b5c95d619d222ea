import { invariant } from '@app/core';
import { inTransaction } from '@app/database';
import type { PostingOutcome, PostingRequest } from '@app/ledger';
import type { Rules } from '@app/participants';
import type { DataSource, EntityManager } from 'typeorm';
import { lockCycle, moveCycle } from '../cycles/cycle.store.js';
import {
  insertReservations,
  readDirectLines,
  readHeadroom,
  readOpenDirectPayments,
  readOpenReservations,
} from './direct-line.store.js';
import { postDirect } from './direct-posting.js';
import { paymentRequest } from './payment-request.js';
import { isPaid, planNext, planReservations } from './plan.js';
import type { DecidedPayment, PlannedPayment, Settlement } from './settlement.js';
import {
  insertPayments,
  lockSettlement,
  moveSettlement,
  readLines,
  readLiquidity,
  readOpenPayments,
  readSettlement,
  readSwitchEarned,
  recordPayments,
} from './settlement.store.js';

/** What paying a settlement needs of the other rooms. */
export interface ExecutionPorts {
  readonly dataSource: DataSource;
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: {
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
  };
}

/**
 * Debtors, creditors and the end take four rounds; more come only of payments that the ledger
 * refused.
 */
const ROUNDS_MAX = 12;
/** Payments that are sent to the ledger at a time. */
const PAYMENTS_AT_ONCE = 500;

/**
 * Pays an approved settlement, as far as the liquidity of its debtors goes. Each round decides
 * payments under the settlement's lock, then posts what is decided under keys of its own, then
 * writes down what became of it. So it may end at any instant, and run in any number of processes
 * at once: run again, it goes on, and nothing is paid twice.
 */
export class SettlementExecution {
  constructor(private readonly ports: ExecutionPorts) {}

  /**
   * Returns when all is paid, the rest waits for liquidity, or the ledger can't be had: the state
   * tells which.
   */
  async run(uid: string): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const decided = await inTransaction(this.ports.dataSource, (tx) => decideNext(tx, uid));
      if (!decided || !(await this.postOpen(uid))) return;
    }
  }

  /** Posts whatever is decided; false if the ledger left some of it unanswered. */
  private async postOpen(uid: string): Promise<boolean> {
    const { manager } = this.ports.dataSource;
    const settlement = await readSettlement(manager, uid);
    invariant(settlement !== undefined, 'a settlement is never deleted');
    const open = await readOpenPayments(manager, uid);
    for (let at = 0; at < open.length; at += PAYMENTS_AT_ONCE) {
      const some = open.slice(at, at + PAYMENTS_AT_ONCE);
      if (!(await this.postSome(settlement, some))) return false;
    }
    return settlement.mode !== 'bilateral' || postDirect(this.ports, settlement);
  }

  private async postSome(
    settlement: Settlement,
    payments: readonly PlannedPayment[],
  ): Promise<boolean> {
    const rules = await this.rulesOf(settlement.network, payments);
    const answers = await Promise.allSettled(
      payments.map((payment) => this.post(settlement, payment, rules)),
    );
    const decided = answers.flatMap((answer) =>
      answer.status === 'fulfilled' && answer.value !== undefined ? [answer.value] : [],
    );
    await recordPayments(this.ports.dataSource.manager, settlement.uid, decided);
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    return decided.length === payments.length;
  }

  private async post(
    settlement: Settlement,
    payment: PlannedPayment,
    rules: Rules,
  ): Promise<DecidedPayment | undefined> {
    const cooperative = rules.cooperatives.get(payment.cooperative);
    invariant(cooperative !== undefined, `book ${payment.cooperative} is no cooperative`);
    const outcome = await this.ports.ledger.post(paymentRequest(settlement, payment, cooperative));
    if (outcome.kind === 'unavailable') return undefined;
    invariant(outcome.kind === 'decided', `a settlement's payment was answered ${outcome.kind}`);
    const { id, refusal } = outcome.transfer;
    return { ...payment, transfer: id, posted: refusal === null };
  }

  /** A cooperative's accounts never change, so rules of any age do if they know all of them. */
  private async rulesOf(network: number, payments: readonly PlannedPayment[]): Promise<Rules> {
    const rules = await this.ports.directory.rules(network);
    const known = payments.every(({ cooperative }) => rules.cooperatives.has(cooperative));
    return known ? rules : this.ports.directory.refresh(network);
  }
}

/** True if there is something to post: decided now, or before and perhaps not posted. */
async function decideNext(tx: EntityManager, uid: string): Promise<boolean> {
  const settlement = await lockSettlement(tx, uid);
  if (settlement.state !== 'APPROVED' && settlement.state !== 'SETTLING') return false;
  if (await hasOpen(tx, settlement)) return true;
  const lines = await readLines(tx, uid);
  const isBilateral = settlement.mode === 'bilateral';
  const direct = isBilateral ? await readDirectLines(tx, uid) : [];
  if (isPaid([...lines, ...direct])) {
    await moveSettlement(tx, settlement, 'SETTLED');
    await lockCycle(tx, settlement.cycle);
    await moveCycle(tx, settlement.cycle, 'SETTLED');
    return false;
  }
  const earned = await readSwitchEarned(tx, settlement);
  const payments = planNext(lines, await readLiquidity(tx, uid), earned);
  const reserved = isBilateral ? planReservations(direct, await readHeadroom(tx, uid)) : [];
  if (payments.length + reserved.length === 0) return false;
  // Until the first leg is decided it may still be given up.
  if (settlement.state === 'APPROVED') await moveSettlement(tx, settlement, 'SETTLING');
  if (payments.length > 0) await insertPayments(tx, uid, payments);
  if (reserved.length > 0) await insertReservations(tx, uid, reserved);
  return true;
}

async function hasOpen(tx: EntityManager, { uid, mode }: Settlement): Promise<boolean> {
  if ((await readOpenPayments(tx, uid)).length > 0) return true;
  if (mode !== 'bilateral') return false;
  if ((await readOpenReservations(tx, uid)).length > 0) return true;
  return (await readOpenDirectPayments(tx, uid)).length > 0;
}

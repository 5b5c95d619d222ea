import { isSameHuman } from '@app/access';
import { fail, invariant, succeed, type Failure, type Result } from '@app/core';
import { inTransaction } from '@app/database';
import type { PostingOutcome, PostingRequest, TransferRecord } from '@app/ledger';
import type { Rules } from '@app/participants';
import type { DataSource } from 'typeorm';
import {
  abortRequest,
  bookingRequest,
  commitRequest,
  type FundsAccounts,
} from './funds-request.js';
import {
  insertFunds,
  lockFunds,
  moveFunds,
  readFunds,
  readFundsByKey,
  readFundsUnderWay,
  type FundsStep,
} from './funds.store.js';
import type { Funds, FundsOrder } from './funds.js';

export interface FundsPorts {
  readonly dataSource: DataSource;
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: {
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
  };
}

/** A movement with what the ledger says of it. */
export interface BookedFunds {
  readonly funds: Funds;
  readonly transfer: TransferRecord;
}

export type FundsAnswer<T> = Result<T> & { readonly replayed: boolean };

/** Movements that one round of the worker brings to their end. */
const AT_ONCE = 50;

/**
 * Books what comes to and leaves the settlement bank. Each movement is written down before the
 * ledger is asked, and the ledger is asked under a key that is written down with it: so a movement is
 * booked once, whoever goes on after a crash; and the bank's reference is booked once in a network,
 * whoever books it.
 */
export class FundsDesk {
  constructor(private readonly ports: FundsPorts) {}

  /**
   * Books or reserves. Failures: `reference_reused` for a reference of the bank that stands for
   * another movement, `idempotency_key_reused`, what the ledger refuses (`cap_exceeded`,
   * `insufficient_funds`, `balance_overflow`), and those of a ledger that can't be had.
   */
  async book(order: FundsOrder): Promise<FundsAnswer<BookedFunds>> {
    const { manager } = this.ports.dataSource;
    const made = await insertFunds(manager, order);
    const funds =
      made === undefined
        ? await readFundsByKey(manager, order.principal, order.key)
        : await readFunds(manager, made);
    if (funds === undefined) return { ...fail('reference_reused'), replayed: false };
    if (funds.requestHash !== order.requestHash) {
      return { ...fail('idempotency_key_reused'), replayed: false };
    }
    return this.postBooking(funds);
  }

  /**
   * What was reserved has left the bank under this reference. Failures: `same_person` for whoever
   * asked for it, `wrong_state` (detail `state`), `reference_reused`, and those of a ledger that
   * can't be had: asked again, it goes on.
   */
  commit(uid: string, by: string, bankReference: string): Promise<FundsAnswer<Funds>> {
    return this.decide(uid, { to: 'COMMITTING', decidedBy: by, bankReference });
  }

  /** Gives up what was reserved. Failures: `wrong_state`, and those of a ledger that can't be had. */
  abort(uid: string, by: string): Promise<FundsAnswer<Funds>> {
    return this.decide(uid, { to: 'ABORTING', decidedBy: by });
  }

  /** Brings to its end what was interrupted. For the worker, of any number of processes. */
  async continueAll(network: number): Promise<void> {
    const waiting = await readFundsUnderWay(this.ports.dataSource.manager, network, AT_ONCE);
    for (const funds of waiting) {
      if (funds.state === 'REQUESTED') await this.postBooking(funds);
      else await this.postDecision(funds);
    }
  }

  private async decide(
    uid: string,
    step: FundsStep & { readonly to: 'COMMITTING' | 'ABORTING'; readonly decidedBy: string },
  ): Promise<FundsAnswer<Funds>> {
    const taken = await this.take(uid, step);
    if (!taken.ok) return { ...taken, replayed: false };
    const { replayed } = taken.value;
    const unposted = await this.postDecision(await this.read(uid));
    if (unposted !== undefined) return { ...unposted, replayed: false };
    return { ...succeed(await this.read(uid)), replayed };
  }

  private async take(
    uid: string,
    step: FundsStep & { readonly to: 'COMMITTING' | 'ABORTING'; readonly decidedBy: string },
  ): Promise<Result<{ readonly replayed: boolean }>> {
    try {
      return await inTransaction(this.ports.dataSource, async (tx) => {
        const funds = await lockFunds(tx, uid);
        if (isDecidedSo(funds, step)) return succeed({ replayed: true });
        if (funds.state !== 'RESERVED') return fail('wrong_state', { state: funds.state });
        const commits = step.to === 'COMMITTING';
        if (commits && (await isSameHuman(tx, funds.principal, step.decidedBy))) {
          return fail('same_person');
        }
        await moveFunds(tx, funds, step);
        return succeed({ replayed: false });
      });
    } catch (error) {
      if (isReferenceTaken(error)) return fail('reference_reused');
      throw error;
    }
  }

  /** The failure of a ledger that can't be had; else it is posted, by whomever. */
  private async postDecision(funds: Funds): Promise<Failure | undefined> {
    if (funds.state !== 'COMMITTING' && funds.state !== 'ABORTING') return undefined;
    const accounts = await this.accountsOf(funds);
    const commits = funds.state === 'COMMITTING';
    const request = commits ? commitRequest(funds, accounts) : abortRequest(funds, accounts);
    const outcome = await this.ports.ledger.post(request);
    if (outcome.kind === 'unavailable') return fail(outcome.code);
    invariant(
      outcome.kind === 'decided' && outcome.transfer.refusal === null,
      `the end of funds ${funds.uid} was not posted`,
    );
    const { id } = outcome.transfer;
    const step: FundsStep = commits ? { to: 'POSTED', transfer: id } : { to: 'ABORTED' };
    await moveFunds(this.ports.dataSource.manager, funds, step);
    return undefined;
  }

  /** Asked again, the ledger answers as the first time: so does this. */
  private async postBooking(funds: Funds): Promise<FundsAnswer<BookedFunds>> {
    const { manager } = this.ports.dataSource;
    const accounts = await this.accountsOf(funds);
    const outcome = await this.ports.ledger.post(bookingRequest(funds, accounts));
    if (outcome.kind === 'unavailable') return { ...fail(outcome.code), replayed: false };
    if (outcome.kind === 'reused') {
      if (funds.state === 'REQUESTED') {
        await moveFunds(manager, funds, { to: 'REFUSED', refusal: outcome.code });
      }
      return { ...fail(outcome.code), replayed: false };
    }
    // No rule of an epoch was read: a cooperative's accounts never change.
    invariant(outcome.kind === 'decided', `funds were answered ${outcome.kind}`);
    const { transfer } = outcome;
    // What is posted again under its own id looks new to the ledger.
    const replayed = outcome.replayed || funds.state !== 'REQUESTED';
    const { refusal } = transfer;
    if (funds.state === 'REQUESTED') {
      await moveFunds(
        manager,
        funds,
        refusal === null
          ? { to: funds.reserves ? 'RESERVED' : 'POSTED', transfer: transfer.id }
          : { to: 'REFUSED', refusal: refusal.code },
      );
    }
    if (refusal !== null) return { ...fail(refusal.code, refusal.detail), replayed };
    return { ...succeed({ funds: await this.read(funds.uid), transfer }), replayed };
  }

  private async read(uid: string): Promise<Funds> {
    const funds = await readFunds(this.ports.dataSource.manager, uid);
    invariant(funds !== undefined, 'funds are never deleted');
    return funds;
  }

  private async accountsOf({ network, cooperative }: Funds): Promise<FundsAccounts> {
    let rules = await this.ports.directory.rules(network);
    if (cooperative === null) return { cooperative: null, switch: rules.switchAccounts };
    if (!rules.cooperatives.has(cooperative)) rules = await this.ports.directory.refresh(network);
    const found = rules.cooperatives.get(cooperative);
    invariant(found !== undefined, `book ${cooperative} is no cooperative`);
    return { cooperative: found.accounts, switch: rules.switchAccounts };
  }
}

/** The same person's same decision, made before. */
function isDecidedSo(funds: Funds, { to, decidedBy, bankReference }: FundsStep): boolean {
  const commits = funds.state === 'COMMITTING' || (funds.state === 'POSTED' && funds.reserves);
  const aborts = funds.state === 'ABORTING' || funds.state === 'ABORTED';
  if (!(to === 'COMMITTING' ? commits : aborts) || funds.decidedBy !== decidedBy) return false;
  return bankReference === undefined || funds.bankReference === bankReference;
}

function isReferenceTaken(error: unknown): boolean {
  if (!(error instanceof Error) || !('constraint' in error)) return false;
  return error.constraint === 'funds_reference';
}

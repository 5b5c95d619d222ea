import type { Identity } from '@app/access';
import { fail, invariant, newUuid, succeed, type Result, type Sen } from '@app/core';
import type { PostingOutcome, PostingRequest, TransferRecord } from '@app/ledger';
import type { Cooperative, Rules } from '@app/participants';
import type { DataSource } from 'typeorm';
import { FundsDesk } from '../funds/funds-desk.js';
import { readAct } from '../settlements/settlement.store.js';
import type { KeyedRequest } from '../settlements/settlement.service.js';
import { readPosition, readPositions, type Position, type PositionPage } from './position.store.js';

export interface LiquidityPorts {
  readonly dataSource: DataSource;
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: {
    rules(network: number): Promise<Rules>;
    refresh(network: number): Promise<Rules>;
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
  };
}

/** Money that came in for a cooperative at the settlement bank. */
export interface FundsIn extends KeyedRequest {
  /** In sen, more than zero. */
  readonly amount: Sen;
  /** What the bank calls it, 1–64 characters: booked once in a network, whoever books it. */
  readonly bankReference: string;
  /** Uuid of the settlement that it pays. */
  readonly settlement?: string | undefined;
}

export interface CapChange extends KeyedRequest {
  /** What the cooperative may owe beyond what it prefunded, in sen. */
  readonly unsecuredLine: Sen;
}

type Answer = Result<TransferRecord> & { readonly replayed: boolean };

/**
 * Prefunded money and net debit caps: an operator's acts on one cooperative, and where each stands.
 */
export class LiquidityService {
  private readonly desk: FundsDesk;

  constructor(private readonly ports: LiquidityPorts) {
    this.desk = new FundsDesk(ports);
  }

  /**
   * Books money that arrived at the settlement bank; the cap rises by it. Failures: `not_found`,
   * `balance_overflow`, `reference_reused`, `idempotency_key_reused`, and those of a ledger that
   * can't be had.
   */
  async fundsIn(caller: Identity, cooperativeUid: string, order: FundsIn): Promise<Answer> {
    const cooperative = await this.find(caller, cooperativeUid);
    if (!cooperative.ok) return { ...cooperative, replayed: false };
    const { network, book } = cooperative.value;
    const { amount, bankReference, key, requestHash, settlement } = order;
    const { principal } = caller;
    const used = await readAct(this.ports.dataSource.manager, principal, key);
    if (used !== undefined) return { ...fail('idempotency_key_reused'), replayed: false };
    const booked = await this.desk.book({
      network,
      cooperative: book,
      direction: 'in',
      amount,
      reserves: false,
      bankReference,
      principal,
      key,
      requestHash,
      settlement,
    });
    return booked.ok ? { ...booked, value: booked.value.transfer } : booked;
  }

  /**
   * Sets the unsecured line: the cap becomes that plus what is prefunded and not reserved to be paid out. `cap_below_use` if the
   * cooperative already owes more, holds counted: suspend it instead.
   */
  async setUnsecuredLine(
    caller: Identity,
    cooperativeUid: string,
    change: CapChange,
  ): Promise<Answer> {
    const cooperative = await this.find(caller, cooperativeUid);
    if (!cooperative.ok) return { ...cooperative, replayed: false };
    return this.postUnsecuredLine(caller.principal, cooperativeUid, change);
  }

  /** The same in the name of a person whose request was agreed to. */
  async postUnsecuredLine(
    principal: string,
    cooperativeUid: string,
    change: CapChange,
  ): Promise<Answer> {
    const cooperative = await this.ports.directory.cooperativeByUid(cooperativeUid);
    if (cooperative === undefined) return { ...fail('not_found'), replayed: false };
    const { clearing, settlementDeposit } = cooperative.accounts;
    return this.post(principal, cooperative, change, {
      type: 'cap_change',
      amount: change.unsecuredLine,
      legs: [],
      bounds: [
        {
          account: clearing,
          bound: 'maximum',
          set: change.unsecuredLine,
          plusAssetsOf: settlementDeposit,
        },
      ],
    });
  }

  /** Where a cooperative that the caller reaches stands; `not_found` otherwise. */
  async position(caller: Identity, cooperativeUid: string): Promise<Result<Position, 'not_found'>> {
    const cooperative = await this.find(caller, cooperativeUid);
    if (!cooperative.ok) return cooperative;
    return succeed(await readPosition(this.ports.dataSource.manager, cooperativeUid));
  }

  /**
   * Where the cooperatives of a network stand, oldest first; the cursor of the page is the uuid.
   */
  positions(network: number, page: PositionPage): Promise<Position[]> {
    return readPositions(this.ports.dataSource.manager, network, page);
  }

  /** A cooperative that the caller reaches; `not_found` otherwise. */
  async find(caller: Identity, uid: string): Promise<Result<Cooperative, 'not_found'>> {
    const found = await this.ports.directory.cooperativeByUid(uid);
    if (found === undefined) return fail('not_found');
    const inNetwork = caller.network === null || caller.network === found.network;
    const own = caller.cooperative === null || caller.cooperative === found.uid;
    return inNetwork && own ? succeed(found) : fail('not_found');
  }

  private async post(
    principal: string,
    { book, network }: Cooperative,
    { key, requestHash }: KeyedRequest,
    act: Pick<PostingRequest, 'type' | 'amount' | 'reference' | 'legs' | 'bounds'>,
  ): Promise<Answer> {
    const used = await readAct(this.ports.dataSource.manager, principal, key);
    if (used !== undefined) return { ...fail('idempotency_key_reused'), replayed: false };
    const outcome = await this.ports.ledger.post({
      ...act,
      id: newUuid(),
      network,
      principal,
      key,
      requestHash,
      issuer: book,
    });
    if (outcome.kind === 'reused' || outcome.kind === 'unavailable') {
      return { ...fail(outcome.code), replayed: false };
    }
    // No rule of an epoch was read: a cooperative's accounts never change.
    invariant(outcome.kind === 'decided', 'an act without an epoch was answered stale');
    const { transfer, replayed } = outcome;
    return transfer.refusal === null
      ? { ...succeed(transfer), replayed }
      : { ...fail(transfer.refusal.code, transfer.refusal.detail), replayed };
  }
}

import type { Identity } from '@app/access';
import { fail, fundsIn, invariant, newUuid, succeed, type Result, type Sen } from '@app/core';
import type { PostingOutcome, PostingRequest, TransferRecord } from '@app/ledger';
import type { Cooperative, Rules } from '@app/participants';
import type { DataSource } from 'typeorm';
import { readAct } from '../settlements/settlement.store.js';
import type { KeyedRequest } from '../settlements/settlement.service.js';
import { readPosition, readPositions, type Position, type PositionPage } from './position.store.js';

export interface LiquidityPorts {
  readonly dataSource: DataSource;
  readonly ledger: { post(request: PostingRequest): Promise<PostingOutcome> };
  readonly directory: {
    rules(network: number): Promise<Rules>;
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
  };
}

/** Money that came in for a cooperative at the settlement bank. */
export interface FundsIn extends KeyedRequest {
  /** In sen, more than zero. */
  readonly amount: Sen;
  /** What the bank calls it, 1–64 characters: booked once by the same person, whatever the key. */
  readonly bankReference: string;
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
  constructor(private readonly ports: LiquidityPorts) {}

  /**
   * Books money that arrived at the settlement bank; the cap rises by it. Failures: `not_found`,
   * `balance_overflow`, `reference_reused`, `idempotency_key_reused`, and those of a ledger that
   * can't be had.
   */
  async fundsIn(caller: Identity, cooperativeUid: string, order: FundsIn): Promise<Answer> {
    const cooperative = await this.find(caller, cooperativeUid);
    if (!cooperative.ok) return { ...cooperative, replayed: false };
    const { network, accounts } = cooperative.value;
    const { settlementBank } = (await this.ports.directory.rules(network)).switchAccounts;
    const { amount, bankReference } = order;
    return this.post(caller, cooperative.value, order, {
      type: 'funds_in',
      amount,
      reference: bankReference,
      legs: fundsIn({
        cooperative: { settlementDeposit: accounts.settlementDeposit, bank: accounts.bank },
        switch: { settlementBank, liquidity: accounts.liquidity },
        amount,
      }),
      bounds: [{ account: accounts.clearing, bound: 'maximum', add: amount }],
    });
  }

  /**
   * Sets the unsecured line: the cap becomes that plus what is prefunded. `cap_below_use` if the
   * cooperative already owes more, holds counted: suspend it instead.
   */
  async setUnsecuredLine(
    caller: Identity,
    cooperativeUid: string,
    change: CapChange,
  ): Promise<Answer> {
    const cooperative = await this.find(caller, cooperativeUid);
    if (!cooperative.ok) return { ...cooperative, replayed: false };
    const { clearing, settlementDeposit } = cooperative.value.accounts;
    return this.post(caller, cooperative.value, change, {
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

  private async find(caller: Identity, uid: string): Promise<Result<Cooperative, 'not_found'>> {
    const found = await this.ports.directory.cooperativeByUid(uid);
    if (found === undefined) return fail('not_found');
    const inNetwork = caller.network === null || caller.network === found.network;
    const own = caller.cooperative === null || caller.cooperative === found.uid;
    return inNetwork && own ? succeed(found) : fail('not_found');
  }

  private async post(
    caller: Identity,
    { book, network }: Cooperative,
    { key, requestHash }: KeyedRequest,
    act: Pick<PostingRequest, 'type' | 'amount' | 'reference' | 'legs' | 'bounds'>,
  ): Promise<Answer> {
    const { principal } = caller;
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

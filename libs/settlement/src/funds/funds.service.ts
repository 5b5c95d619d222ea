import type { Identity } from '@app/access';
import { fail, formatSen, succeed, type Result, type Sen } from '@app/core';
import type { DataSource } from 'typeorm';
import { readPosition } from '../liquidity/position.store.js';
import type { LiquidityService } from '../liquidity/liquidity.service.js';
import type { KeyedRequest } from '../settlements/settlement.service.js';
import type { PageOf } from '../sql.js';
import type { FundsAnswer, FundsDesk } from './funds-desk.js';
import { listFunds, readFunds, readFundsByKey, type FundsQuery } from './funds.store.js';
import type { Funds } from './funds.js';

export interface FundsServicePorts {
  readonly dataSource: DataSource;
  readonly desk: FundsDesk;
  readonly liquidity: Pick<LiquidityService, 'find'>;
}

/** A cooperative wants back what it has at the settlement bank. */
export interface FundsOut extends KeyedRequest {
  /** In sen, whole rupiah, more than zero. */
  readonly amount: Sen;
}

/** What moves at the settlement bank, as people ask for it and read it. */
export class FundsService {
  constructor(private readonly ports: FundsServicePorts) {}

  /**
   * Reserves prefunded money to be paid out: neither the cooperative's cap nor its settlements can
   * use it from now on. Failures: `not_found`, `cooperative_suspended`, `insufficient_funds` (what closed cycles need stays),
   * `cap_exceeded` (what is owed and held needs it), `idempotency_key_reused`, those of a ledger that
   * can't be had.
   */
  async fundsOut(caller: Identity, uid: string, order: FundsOut): Promise<FundsAnswer<Funds>> {
    const found = await this.ports.liquidity.find(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    const { book, network, state } = found.value;
    const { principal } = caller;
    const { key, requestHash, amount } = order;
    const { manager } = this.ports.dataSource;
    if ((await readFundsByKey(manager, principal, key)) === undefined) {
      if (state === 'suspended') return { ...fail('cooperative_suspended'), replayed: false };
      const position = await readPosition(manager, uid);
      const due = position.clearing - position.openCycle;
      const free = position.liquidity - position.liquidityHeld - (due > 0n ? due : 0n);
      if (amount > free) {
        const available = formatSen(free > 0n ? free : 0n);
        return { ...fail('insufficient_funds', { available }), replayed: false };
      }
    }
    const booked = await this.ports.desk.book({
      network,
      cooperative: book,
      direction: 'out',
      amount,
      reserves: true,
      bankReference: null,
      principal,
      key,
      requestHash,
    });
    return booked.ok ? { ...booked, value: booked.value.funds } : booked;
  }

  /** See {@link FundsDesk.commit}; `not_found` for what the caller doesn't reach. */
  async commit(caller: Identity, uid: string, reference: string): Promise<FundsAnswer<Funds>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    return this.ports.desk.commit(uid, caller.principal, reference);
  }

  /** See {@link FundsDesk.abort}; `not_found` for what the caller doesn't reach. */
  async abort(caller: Identity, uid: string): Promise<FundsAnswer<Funds>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return { ...found, replayed: false };
    return this.ports.desk.abort(uid, caller.principal);
  }

  async read(caller: Identity, uid: string): Promise<Result<Funds, 'not_found'>> {
    const funds = await readFunds(this.ports.dataSource.manager, uid);
    if (funds === undefined) return fail('not_found');
    const inNetwork = caller.network === null || caller.network === funds.network;
    const own = caller.cooperative === null || caller.cooperative === funds.cooperativeUid;
    return inNetwork && own ? succeed(funds) : fail('not_found');
  }

  /** Newest first; the cursor of the page is the uuid. A cooperative's staff find its own. */
  list(caller: Identity, query: FundsQuery, page: PageOf<string>): Promise<Funds[]> {
    const cooperative = caller.cooperative ?? query.cooperative;
    return listFunds(this.ports.dataSource.manager, { ...query, cooperative }, page);
  }
}

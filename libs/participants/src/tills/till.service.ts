import type { Identity } from '@app/access';
import {
  fail,
  invariant,
  newUuid,
  succeed,
  tillStates,
  type Result,
  type TillState,
} from '@app/core';
import { Ledger } from '@app/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { admitsNewcomers } from '../cooperatives/newcomers.js';
import type { Cooperative } from '../directory/directory-types.js';
import { reaches } from '../reach.js';
import { abandon, transact } from '../transact.js';
import type { UidPage } from '../uid-page.js';
import {
  insertTill,
  isInUse,
  listTills,
  lockTill,
  moveTill,
  readTill,
  readTillOfAccount,
  type Till,
} from './till.store.js';

/** Cash drawers of cooperatives: making them, taking them out of use. Who has one when is told by its sessions. */
@Injectable()
export class TillService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Makes a till with an empty account, frozen until somebody opens a session. `already_exists` (detail `field`) for a
   * name that the cooperative has, `wrong_state` in a cooperative that is suspended or has left.
   */
  async create(caller: Identity, cooperative: Cooperative, name: string): Promise<Result<Till>> {
    const refusal = admitsNewcomers(cooperative);
    if (refusal !== undefined) return refusal;
    const uid = newUuid();
    const made = await transact(this.dataSource, (tx) =>
      insertTill(tx, { uid, cooperative, name }),
    );
    if (!made.ok) return made;
    const till = await readTill(this.dataSource.manager, uid);
    invariant(till !== undefined, 'a till written a moment ago is there');
    await this.setAccount(till, caller.principal, 'frozen');
    return succeed(till);
  }

  /** `not_found` outside the caller's network or cooperative. */
  async read(caller: Identity, uid: string): Promise<Result<Till, 'not_found'>> {
    const till = await readTill(this.dataSource.manager, uid);
    return till !== undefined && reaches(caller, till) ? succeed(till) : fail('not_found');
  }

  /** The till of an account of the ledger; undefined if it is no till's. */
  ofAccount(account: number): Promise<Till | undefined> {
    return readTillOfAccount(this.dataSource.manager, account);
  }

  /** Tills that the caller reaches, of one cooperative if told, oldest first. */
  async list(caller: Identity, cooperative: string | undefined, page: UidPage): Promise<Till[]> {
    const own = caller.cooperative;
    if (own !== null && cooperative !== undefined && cooperative !== own) return [];
    const filter = { network: caller.network, cooperative: own ?? cooperative ?? null };
    return listTills(this.dataSource.manager, filter, page);
  }

  /**
   * Takes a till out of use, back into it, or away for good; one that is in that state already is left as it is.
   * `till_in_use` while a session is open at it, `wrong_state` (detail `state`) for one that is retired, `not_found`
   * for a foreign one.
   */
  async changeState(
    caller: Identity,
    uid: string,
    to: TillState,
    reason: string,
  ): Promise<Result<Till>> {
    const changed = await transact(this.dataSource, async (tx) => {
      const till = await lockTill(tx, uid);
      if (till === undefined || !reaches(caller, till)) return abandon(fail('not_found'));
      if (till.state === to) return till;
      if (!tillStates.canMove(till.state, to)) {
        return abandon(fail('wrong_state', { state: till.state }));
      }
      if (to !== 'open' && (await isInUse(tx, uid))) return abandon(fail('till_in_use'));
      await moveTill(tx, till, { to, principal: caller.principal, reason });
      return { ...till, state: to };
    });
    // A till that is gone stays frozen: its account is closed where an account may be, at the engine.
    if (changed.ok && to === 'retired') await this.setAccount(changed.value, uid, 'closed');
    return changed;
  }

  /** Posted under a key of the till's own: done again it changes nothing. */
  private async setAccount(
    { uid, network, account }: Till,
    principal: string,
    to: 'frozen' | 'closed',
  ): Promise<void> {
    await this.ledger.post({
      id: newUuid(),
      network,
      principal,
      key: `till-${to}-${uid}`,
      requestHash: uid.replaceAll('-', ''),
      type: 'account_status',
      amount: 0n,
      legs: [],
      statuses: [{ account, to }],
    });
  }
}

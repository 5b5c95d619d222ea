import { PersonStore, type Identity } from '@app/access';
import { fail, succeed, type Result } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Directory } from '../directory/directory.js';
import type { CashierLimits, Merchant } from '../directory/directory-types.js';
import { limitsBody } from '../limits/limits-body.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { moveStaff } from '../staff/staff.store.js';
import { abandon, transact } from '../transact.js';
import type { UidPage } from '../uid-page.js';
import { listCashiers, lockCashier, writeCashierLimits, type CashierRow } from './cashier.store.js';
import { MerchantService } from './merchant.service.js';

export interface CashierView extends CashierRow {
  readonly fullName: string;
}

/** The cashiers of a shop, whose owner, manager or operator oversees them. A foreign shop or cashier answers like a missing one. */
@Injectable()
export class CashierService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
    private readonly merchants: MerchantService,
    private readonly people: PersonStore,
  ) {}

  /** In the order in which they were taken on, former ones too. `not_found`. */
  async list(caller: Identity, merchant: string, page: UidPage): Promise<Result<CashierView[]>> {
    const shop = await this.merchants.read(caller, merchant);
    if (!shop.ok) return shop;
    return succeed(
      await this.withNames(await listCashiers(this.dataSource.manager, merchant, page)),
    );
  }

  /**
   * Sets what a cashier may give back, given what held; it holds from the next refund on, and bounds of the shop hold beside it.
   * `not_found`; `wrong_state` for a former cashier.
   */
  changeLimits(
    caller: Identity,
    merchant: string,
    uid: string,
    change: (current: CashierLimits['limits']) => CashierLimits['limits'],
  ): Promise<Result<CashierView>> {
    return this.change(caller, merchant, uid, async (tx, { network }, cashier) => {
      if (cashier.endedAt !== null) abandon(fail('wrong_state', { state: 'ended' }));
      const limits = change(cashier.limits);
      await writeCashierLimits(tx, merchant, cashier, limits);
      const body = { cashier: uid, ...limitsBody(limits) };
      await recordRuleChange(tx, caller, { network, kind: 'limits', subject: merchant, body });
      return { ...cashier, limits };
    });
  }

  /**
   * Ends a cashier's post for good: from the commit on nobody signs in for it, and within a second no process believes a token of
   * theirs. Done again it changes nothing. `not_found`.
   */
  end(
    caller: Identity,
    merchant: string,
    uid: string,
    reason: string,
  ): Promise<Result<CashierView>> {
    return this.change(caller, merchant, uid, async (tx, _, cashier) => {
      if (cashier.endedAt !== null) return cashier;
      await moveStaff(tx, uid, 'ended', reason);
      return (await lockCashier(tx, merchant, uid)) ?? cashier;
    });
  }

  private async change(
    caller: Identity,
    uid: string,
    cashierUid: string,
    work: (tx: EntityManager, shop: Merchant, cashier: CashierRow) => Promise<CashierRow>,
  ): Promise<Result<CashierView>> {
    const shop = await this.merchants.read(caller, uid);
    if (!shop.ok) return shop;
    const { merchant } = shop.value;
    const changed = await transact(this.dataSource, async (tx) => {
      const cashier = (await lockCashier(tx, uid, cashierUid)) ?? abandon(fail('not_found'));
      return work(tx, merchant, cashier);
    });
    if (!changed.ok) return changed;
    this.directory.forget(merchant.network);
    const [view] = await this.withNames([changed.value]);
    return view === undefined ? fail('not_found') : succeed(view);
  }

  private async withNames(rows: readonly CashierRow[]): Promise<CashierView[]> {
    const known = await this.people.readMany(
      this.dataSource.manager,
      rows.map(({ person }) => person),
    );
    return rows.flatMap((row) => {
      const person = known.get(row.person);
      return person === undefined ? [] : [{ ...row, fullName: person.fullName }];
    });
  }
}

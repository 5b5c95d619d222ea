import type { Identity } from '@app/access';
import {
  fail,
  invariant,
  newUuid,
  succeed,
  type AccountKind,
  type CooperativeState,
  type Result,
} from '@app/core';
import { openAccount, openBook } from '@app/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Directory } from '../directory/directory.js';
import type { Cooperative, Network } from '../directory/directory-types.js';
import { readCooperatives, select } from '../directory/directory.store.js';
import { pageClause, type UidPage } from '../uid-page.js';
import { reaches } from '../reach.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { orAbandon, transact } from '../transact.js';
import { moveCooperative } from './cooperative-state.js';

export interface NewCooperative {
  readonly name: string;
  /** At most 25 characters: on receipts and small screens. */
  readonly shortName: string;
  readonly city: string;
}

export interface CooperativeFilter {
  /** Number of the network. */
  readonly network?: number | undefined;
  readonly state?: CooperativeState | undefined;
}

/** The accounts of its own book that a cooperative is given, in the order of the columns. */
const OWN_ACCOUNTS = [
  'clearing',
  'fee_income',
  'interchange_income',
  'switch_fee_expense',
  'bank',
  'settlement_deposit',
  'opening_balance',
  'vault',
  'interchange_expense',
  'incentive_expense',
  'incentive_budget',
  'trade_payable',
  'trade_receivable',
  'receivable',
  'cash_difference',
  'suspense',
] as const satisfies readonly AccountKind[];

/** The accounts of the switch's book that mirror it. */
const MIRRORS = ['position', 'liquidity'] as const satisfies readonly AccountKind[];

/** Admitting cooperatives to a network, and their life in it. */
@Injectable()
export class CooperativeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
  ) {}

  /**
   * Invites a cooperative: its book and accounts are opened with a net debit cap of zero. It may transact once its
   * state is `active`. `already_exists` for a name or short name that the network has.
   */
  async create(
    caller: Identity,
    network: Network,
    wanted: NewCooperative,
  ): Promise<Result<Cooperative>> {
    const uid = newUuid();
    const created = await transact(this.dataSource, (tx) =>
      this.insert(tx, caller, network.id, uid, wanted),
    );
    if (!created.ok) return created;
    this.directory.forget(network.id);
    return this.read(caller, uid);
  }

  /** `not_found` for a cooperative that isn't there or that the caller doesn't reach. */
  async read(caller: Identity, uid: string): Promise<Result<Cooperative, 'not_found'>> {
    const found = await this.directory.cooperativeByUid(uid);
    if (found === undefined) return fail('not_found');
    const reached = reaches(caller, { network: found.network, cooperative: found.uid });
    return reached ? succeed(found) : fail('not_found');
  }

  /** Cooperatives that the caller reaches, oldest first. */
  async list(caller: Identity, filter: CooperativeFilter, page: UidPage): Promise<Cooperative[]> {
    const rows = await select<{ book: number }>(
      this.dataSource.manager,
      `SELECT c.book FROM participants.cooperative c
       WHERE ($1::smallint IS NULL OR c.network = $1) AND ($2::smallint IS NULL OR c.network = $2)
         AND ($3::uuid IS NULL OR c.uid = $3) AND ($4::text IS NULL OR c.state = $4)
         ${pageClause(page, 'c.uid', 5)}`,
      [
        caller.network,
        filter.network ?? null,
        caller.cooperative,
        filter.state ?? null,
        page.after ?? page.before ?? null,
        page.limit,
      ],
    );
    const books = rows.map(({ book }) => book);
    const found = await readCooperatives(this.dataSource.manager, 'c.book = ANY ($1)', [books]);
    const byBook = new Map(found.map((cooperative) => [cooperative.book, cooperative]));
    return books.flatMap((book) => byBook.get(book) ?? []);
  }

  /**
   * Moves a cooperative along its states. From the commit on, the engine posts nothing that was computed under
   * the former state. `wrong_state` (detail `state`) for a step that the table of states doesn't have;
   * `cooperative_not_empty` (detail: what is left) for one that would leave with debts or with members' money.
   */
  async changeState(
    caller: Identity,
    uid: string,
    to: CooperativeState,
    reason: string,
  ): Promise<Result<Cooperative>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const step = { cooperative: found.value, to, reason };
    const changed = await transact(this.dataSource, async (tx) =>
      orAbandon(await moveCooperative(tx, caller, step)),
    );
    if (!changed.ok) return changed;
    this.directory.forget(found.value.network);
    return this.read(caller, uid);
  }

  /**
   * Switches a cooperative of a sandbox off, or on again: what it takes part in is answered `outcome_unknown` meanwhile, and
   * nothing is posted. `wrong_state` (detail `state`) in any other network.
   */
  async setReachable(
    caller: Identity,
    uid: string,
    reachable: boolean,
  ): Promise<Result<Cooperative>> {
    const found = await this.read(caller, uid);
    if (!found.ok) return found;
    const { network } = found.value;
    const { sandbox } = (await this.directory.network(network)) ?? {};
    if (sandbox !== true) return fail('wrong_state', { state: 'not_a_sandbox' });
    const changed = await transact(this.dataSource, async (tx) => {
      await tx.query('UPDATE participants.cooperative SET unreachable = $2 WHERE uid = $1', [
        uid,
        !reachable,
      ]);
      await recordRuleChange(tx, caller, {
        network,
        kind: 'cooperative_reach',
        subject: uid,
        body: { reachable },
      });
    });
    if (!changed.ok) return changed;
    this.directory.forget(network);
    return this.read(caller, uid);
  }

  private async insert(
    tx: EntityManager,
    caller: Identity,
    network: number,
    uid: string,
    wanted: NewCooperative,
  ): Promise<void> {
    const { name, shortName, city } = wanted;
    const [hub] = await select<{ book: number }>(
      tx,
      'SELECT switch_book AS book FROM participants.network WHERE id = $1',
      [network],
    );
    invariant(hub !== undefined, `there is no network ${network}`);
    const book = await openBook(tx, network, uid);
    const accounts: number[] = [];
    for (const kind of OWN_ACCOUNTS) accounts.push((await openAccount(tx, { book, kind })).id);
    for (const kind of MIRRORS) {
      accounts.push((await openAccount(tx, { book: hub.book, kind, subjectBook: book })).id);
    }
    await tx.query(
      `INSERT INTO participants.cooperative (uid, book, network, name, short_name, city, created_at,
         ${[...OWN_ACCOUNTS, ...MIRRORS].join(', ')})
       VALUES ($1, $2, $3, $4, $5, $6, ledger.network_now($3),
         ${accounts.map((_, index) => `$${index + 7}`).join(', ')})`,
      [uid, book, network, name, shortName, city, ...accounts],
    );
    await recordRuleChange(tx, caller, {
      network,
      kind: 'cooperative_created',
      subject: uid,
      body: { name, shortName, city },
    });
  }
}

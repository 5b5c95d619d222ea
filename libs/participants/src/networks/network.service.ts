import type { Identity } from '@app/access';
import { fail, invariant, succeed, type Result, type Sen } from '@app/core';
import { setClock } from '@app/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Directory } from '../directory/directory.js';
import type { Calendar, Network } from '../directory/directory-types.js';
import { select } from '../directory/directory.store.js';
import { limitsBody } from '../limits/limits-body.js';
import type { Limits } from '../limits/limits.js';
import { readLimits, writeLimits } from '../limits/limits.store.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { sqlStateOf, transact } from '../transact.js';
import {
  CLOCK_MAX,
  inOrder,
  insertNetwork,
  whyNotOpened,
  type NewCalendar,
  type NewNetwork,
} from './open-network.js';

/** A network with what may change of it. */
export interface NetworkState {
  readonly network: Network;
  /** The network's time. */
  readonly now: Date;
  readonly limits: Limits;
  readonly calendar: Calendar;
  /** Above it, in sen, what two persons agree on between two cooperatives needs somebody of each; null: never. */
  readonly jointApprovalAbove: Sen | null;
}

const CLOCK_BACKWARDS = 'SM002';

/** The networks of a deployment: opening them, their clocks, limits and calendars. For operators only. */
@Injectable()
export class NetworkService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: Directory,
  ) {}

  /**
   * Opens a network with the switch's book and accounts. `validation_failed` for an unknown time zone or too late a
   * start, `clock_fixed` for a live network that should start at another time, `already_exists` for a name in use.
   */
  async create(caller: Identity, wanted: NewNetwork): Promise<Result<NetworkState>> {
    if (caller.network !== null) return fail('role_forbidden');
    const refusal = whyNotOpened(wanted);
    if (refusal !== undefined) return refusal;
    const created = await transact(this.dataSource, (tx) => insertNetwork(tx, caller, wanted));
    return created.ok ? this.read(caller, created.value) : created;
  }

  /** All networks that the caller reaches, oldest first. */
  async list(caller: Identity): Promise<NetworkState[]> {
    const networks = await this.directory.networks();
    const reached = networks.filter(({ id }) => caller.network === null || caller.network === id);
    return Promise.all(reached.map((network) => this.stateOf(network)));
  }

  /** `not_found` for a network that isn't there or is another one than the caller's. */
  async read(caller: Identity, uid: string): Promise<Result<NetworkState, 'not_found'>> {
    const found = await this.find(caller, uid);
    return found.ok ? succeed(await this.stateOf(found.value)) : found;
  }

  /**
   * The network that a request is about: the one it names, else the caller's own, else the only one. `not_found` for
   * a foreign one, `validation_failed` (detail `field`) when there are several to choose from.
   */
  async choose(
    caller: Identity,
    uid: string | undefined,
  ): Promise<Result<Network, 'not_found' | 'validation_failed'>> {
    if (uid !== undefined) return this.find(caller, uid);
    if (caller.network !== null) {
      const own = await this.directory.network(caller.network);
      return own === undefined ? fail('not_found') : succeed(own);
    }
    const [only, ...others] = await this.directory.networks();
    if (only === undefined || others.length > 0) {
      return fail('validation_failed', { field: 'network_id' });
    }
    return succeed(only);
  }

  /**
   * Moves a clock forward. `clock_fixed` on a live network, `clock_backwards` for what is past already,
   * `validation_failed` (detail `field`) for what is so far ahead that times would outgrow their form: there is
   * no way back.
   */
  async moveClock(caller: Identity, uid: string, now: Date): Promise<Result<NetworkState>> {
    const found = await this.find(caller, uid);
    if (!found.ok) return found;
    if (found.value.live) return fail('clock_fixed');
    if (now > CLOCK_MAX) return fail('validation_failed', { field: 'now' });
    try {
      await setClock(this.dataSource.manager, found.value.id, now);
    } catch (error) {
      if (sqlStateOf(error) === CLOCK_BACKWARDS) return fail('clock_backwards');
      throw error;
    }
    return succeed(await this.stateOf(found.value));
  }

  /** Sets all limits of the network; they hold from the next act on. */
  async setLimits(caller: Identity, uid: string, limits: Limits): Promise<Result<NetworkState>> {
    return this.changeLimits(caller, uid, () => limits);
  }

  /**
   * Changes the limits of the network, given those in force. Two changes at once come one after the other, so neither
   * undoes the other. From the commit on, nothing is posted that was computed under the former ones.
   */
  async changeLimits(
    caller: Identity,
    uid: string,
    change: (current: Limits) => Limits,
  ): Promise<Result<NetworkState>> {
    const found = await this.find(caller, uid);
    if (!found.ok) return found;
    const network = found.value;
    const changed = await transact(this.dataSource, async (tx) => {
      await tx.query('SELECT 1 FROM participants.network WHERE id = $1 FOR UPDATE', [network.id]);
      const limits = change(await readLimits(tx, network.id));
      await writeLimits(tx, network.id, limits);
      await recordRuleChange(tx, caller, {
        network: network.id,
        kind: 'limits',
        subject: network.uid,
        body: limitsBody(limits),
      });
    });
    if (!changed.ok) return changed;
    this.directory.forget(network.id);
    return succeed(await this.stateOf(network));
  }

  /** Sets when cycles are cut off. Not a rule of payments, but written down like one. */
  async setCalendar(
    caller: Identity,
    uid: string,
    calendar: NewCalendar,
  ): Promise<Result<NetworkState>> {
    const found = await this.find(caller, uid);
    if (!found.ok) return found;
    const network = found.value;
    const tidy = inOrder(calendar);
    const changed = await transact(this.dataSource, async (tx) => {
      await tx.query(
        `UPDATE participants.network SET cutoffs = $2, skip_sundays = $3, holidays = $4,
           weekday_cutoffs = $5 WHERE id = $1`,
        [network.id, tidy.cutoffs, tidy.skipSundays, tidy.holidays, tidy.weekdayCutoffs],
      );
      await recordRuleChange(tx, caller, {
        network: network.id,
        kind: 'calendar',
        subject: network.uid,
        body: tidy,
      });
    });
    return changed.ok ? succeed(await this.stateOf(network)) : changed;
  }

  private async find(caller: Identity, uid: string): Promise<Result<Network, 'not_found'>> {
    const network = await this.directory.network(uid);
    if (network === undefined) return fail('not_found');
    if (caller.network !== null && caller.network !== network.id) return fail('not_found');
    return succeed(network);
  }

  private async stateOf(network: Network): Promise<NetworkState> {
    const [row] = await select<{ now: Date; joint: string | null }>(
      this.dataSource.manager,
      `SELECT ledger.network_now(id) AS now, joint_approval_above AS joint
       FROM participants.network WHERE id = $1`,
      [network.id],
    );
    invariant(row !== undefined, 'a network that the directory knows is there');
    return {
      network,
      now: row.now,
      jointApprovalAbove: row.joint === null ? null : BigInt(row.joint),
      limits: await readLimits(this.dataSource.manager, network.id),
      calendar: await this.directory.calendar(network.id),
    };
  }
}

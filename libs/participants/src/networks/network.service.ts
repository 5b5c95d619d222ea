import type { Identity } from '@app/access';
import { fail, invariant, newUuid, succeed, type Result } from '@app/core';
import { openAccount, openNetwork, setClock } from '@app/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Directory } from '../directory/directory.js';
import { WEEKDAYS, type Calendar, type Network } from '../directory/directory-types.js';
import { select } from '../directory/directory.store.js';
import { limitsBody } from '../limits/limits-body.js';
import type { Limits } from '../limits/limits.js';
import { readLimits, writeLimits } from '../limits/limits.store.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { sqlStateOf, transact } from '../transact.js';
import { DEFAULT_LIMITS } from './default-limits.js';

export interface NewNetwork {
  readonly name: string;
  /** Real money: its clock is the real one for ever. */
  readonly live: boolean;
  /** IANA name; Asia/Jakarta unless told. */
  readonly timeZone?: string | undefined;
  /** Where the clock of a network that is not live starts; now unless told. */
  readonly now?: Date | undefined;
  /** Every day but Sunday at 16:00 unless told. */
  readonly calendar?: NewCalendar | undefined;
}

export type NewCalendar = Omit<Calendar, 'timeZone' | 'weekdayCutoffs'> &
  Partial<Pick<Calendar, 'weekdayCutoffs'>>;

/** A network with what may change of it. */
export interface NetworkState {
  readonly network: Network;
  /** The network's time. */
  readonly now: Date;
  readonly limits: Limits;
  readonly calendar: Calendar;
}

const DEFAULT_TIME_ZONE = 'Asia/Jakarta';
const DEFAULT_CALENDAR: NewCalendar = { cutoffs: ['16:00'], skipSundays: true, holidays: [] };
const CLOCK_BACKWARDS = 'SM002';
/** Centuries after any story; a year of five digits is no time of RFC 3339 any more. */
const CLOCK_MAX = new Date('2999-12-31T23:59:59Z');

/** The accounts that the switch's book opens with, in the order of the columns. */
const SWITCH_ACCOUNTS = [
  'switch_fee_income',
  'settlement_bank',
  'suspense',
  'incentive_budget',
] as const;

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
    const timeZone = wanted.timeZone ?? DEFAULT_TIME_ZONE;
    if (!isTimeZone(timeZone)) return fail('validation_failed', { field: 'time_zone' });
    if (wanted.live && wanted.now !== undefined) return fail('clock_fixed');
    if (wanted.now !== undefined && wanted.now > CLOCK_MAX) {
      return fail('validation_failed', { field: 'now' });
    }
    const created = await transact(this.dataSource, (tx) =>
      this.insert(tx, caller, { ...wanted, timeZone }),
    );
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
    const [clock] = await select<{ now: Date }>(
      this.dataSource.manager,
      'SELECT ledger.network_now($1) AS now',
      [network.id],
    );
    invariant(clock !== undefined, 'a SELECT without FROM gives one row');
    return {
      network,
      now: clock.now,
      limits: await readLimits(this.dataSource.manager, network.id),
      calendar: await this.directory.calendar(network.id),
    };
  }

  private async insert(
    tx: EntityManager,
    caller: Identity,
    wanted: NewNetwork & { timeZone: string },
  ): Promise<string> {
    const { name, live, timeZone } = wanted;
    const uid = newUuid();
    const id = await nextNumber(tx);
    const offsetSeconds = wanted.now === undefined ? 0 : await secondsUntil(tx, wanted.now);
    const book = await openNetwork(tx, { id, uid, name, live, timeZone, offsetSeconds });
    const accounts: number[] = [];
    for (const kind of SWITCH_ACCOUNTS) {
      accounts.push((await openAccount(tx, { book, kind })).id);
    }
    const calendar = inOrder(wanted.calendar ?? DEFAULT_CALENDAR);
    await tx.query(
      `INSERT INTO participants.network (id, uid, name, switch_book, switch_fee_income,
         settlement_bank, suspense, incentive_budget, cutoffs, skip_sundays, holidays,
         weekday_cutoffs)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        uid,
        name,
        book,
        ...accounts,
        calendar.cutoffs,
        calendar.skipSundays,
        calendar.holidays,
        calendar.weekdayCutoffs,
      ],
    );
    await writeLimits(tx, id, DEFAULT_LIMITS);
    await recordRuleChange(tx, caller, {
      network: id,
      kind: 'network_created',
      subject: uid,
      body: { name, live, timeZone, calendar, limits: limitsBody(DEFAULT_LIMITS) },
    });
    return uid;
  }
}

async function nextNumber(tx: EntityManager): Promise<number> {
  const [row] = await select<{ id: number }>(
    tx,
    `SELECT nextval('participants.network_number')::integer AS id`,
  );
  invariant(row !== undefined, 'a sequence gives a number');
  return row.id;
}

async function secondsUntil(tx: EntityManager, now: Date): Promise<number> {
  const [row] = await select<{ seconds: string }>(
    tx,
    'SELECT extract(epoch FROM $1::timestamptz - clock_timestamp())::text AS seconds',
    [now],
  );
  return Number(row?.seconds);
}

/** As it is kept: times in order, other ones by the number of the weekday. */
function inOrder(calendar: NewCalendar) {
  const times = (some: readonly string[]) => [...new Set(some)].sort();
  const ofWeekdays = [...(calendar.weekdayCutoffs ?? [])].map(
    ([day, cutoffs]) => [WEEKDAYS.indexOf(day) + 1, times(cutoffs)] as const,
  );
  return {
    cutoffs: times(calendar.cutoffs),
    weekdayCutoffs: Object.fromEntries(ofWeekdays),
    skipSundays: calendar.skipSundays,
    holidays: [...new Set(calendar.holidays)].sort(),
  };
}

/** Names only: an offset such as "+07:00" means one thing to JavaScript and the opposite to PostgreSQL. */
function isTimeZone(name: string): boolean {
  return name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);
}

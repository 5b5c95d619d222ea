import type { Identity } from '@app/access';
import { fail, invariant, newUuid, type Failure } from '@app/core';
import { openAccount, openNetwork } from '@app/ledger';
import type { EntityManager } from 'typeorm';

import { WEEKDAYS, type Calendar } from '../directory/directory-types.js';
import { select } from '../directory/directory.store.js';
import { limitsBody } from '../limits/limits-body.js';
import { writeLimits } from '../limits/limits.store.js';
import { recordRuleChange } from '../rules/rule-change.store.js';
import { DEFAULT_JOINT_APPROVAL, DEFAULT_LIMITS } from './default-limits.js';

export interface NewNetwork {
  readonly name: string;
  /** Real money: its clock is the real one for ever. */
  readonly live: boolean;
  /** For developers; never live, and decided now for ever. */
  readonly sandbox?: boolean | undefined;
  /** IANA name; Asia/Jakarta unless told. */
  readonly timeZone?: string | undefined;
  /** Where the clock of a network that is not live starts; now unless told. */
  readonly now?: Date | undefined;
  /** Every day but Sunday at 16:00 unless told. */
  readonly calendar?: NewCalendar | undefined;
}

export type NewCalendar = Omit<Calendar, 'timeZone' | 'weekdayCutoffs'> &
  Partial<Pick<Calendar, 'weekdayCutoffs'>>;

const DEFAULT_TIME_ZONE = 'Asia/Jakarta';
const DEFAULT_CALENDAR: NewCalendar = { cutoffs: ['16:00'], skipSundays: true, holidays: [] };
/** Centuries after any story; a year of five digits is no time of RFC 3339 any more. */
export const CLOCK_MAX = new Date('2999-12-31T23:59:59Z');

/** The accounts that the switch's book opens with, in the order of the columns. */
const SWITCH_ACCOUNTS = [
  'switch_fee_income',
  'settlement_bank',
  'suspense',
  'incentive_budget',
] as const;

/**
 * Why a network can't be opened so: `validation_failed` (detail `field`) for an unknown time zone, too late a start or a live sandbox,
 * `clock_fixed` for a live network that should start at another time.
 */
export function whyNotOpened({ timeZone, live, sandbox, now }: NewNetwork): Failure | undefined {
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return fail('validation_failed', { field: 'time_zone' });
  }
  if (live && sandbox === true) return fail('validation_failed', { field: 'sandbox' });
  if (live && now !== undefined) return fail('clock_fixed');
  if (now !== undefined && now > CLOCK_MAX) return fail('validation_failed', { field: 'now' });
  return undefined;
}

/** Opens a network that {@link whyNotOpened} has nothing against, with the switch's book and accounts; its uuid. */
export async function insertNetwork(
  tx: EntityManager,
  caller: Pick<Identity, 'principal'>,
  wanted: NewNetwork,
): Promise<string> {
  const { name, live, sandbox = false, timeZone = DEFAULT_TIME_ZONE } = wanted;
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
       weekday_cutoffs, joint_approval_above, sandbox)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
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
      DEFAULT_JOINT_APPROVAL.toString(),
      sandbox,
    ],
  );
  await writeLimits(tx, id, DEFAULT_LIMITS);
  await recordRuleChange(tx, caller, {
    network: id,
    kind: 'network_created',
    subject: uid,
    body: { name, live, sandbox, timeZone, calendar, limits: limitsBody(DEFAULT_LIMITS) },
  });
  return uid;
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

/** A calendar as it is kept: times in order, other ones by the number of the weekday. */
export function inOrder(calendar: NewCalendar) {
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

import { SEN_PER_RUPIAH } from '@app/core';
import { CLOSING_SHOP, SURIP } from '../world/cast.js';
import { SILENT, TRAINING } from '../world/cooperatives.js';
import { buildWorld } from '../world/world.js';
import type { PlannedAct } from './acts.js';
import { HISTORY_DAYS, isSunday, PlayCalendar } from './dates.js';
import { FIRST_ACTS, SHORT_DAY, SHORTAGE, SILENT_FROM } from './errands.js';
import { FIRST_PAYMENT } from './first-payment.js';
import { Model } from './model.js';
import { LEBARAN, paymentsOf, planHistory, turnoverAWeek } from './traffic.js';

const world = buildWorld();
const history = planHistory(world);
const payments = paymentsOf(history);
const acts = history.days.flatMap(({ day, moments }) =>
  moments.flatMap((moment) => moment.acts.map((planned) => ({ day, planned }))),
);

describe('the demo world', () => {
  it('has the people that its description promises', () => {
    expect(world.members).toHaveLength(1_200);
    expect(world.merchants).toHaveLength(60);
    expect(world.staff.filter(({ role }) => role === 'teller')).toHaveLength(12);
    expect(world.staff.filter(({ role }) => role === 'treasurer')).toHaveLength(8);
    expect(world.staff.filter(({ role }) => role === 'manager')).toHaveLength(9);
  });

  it('calls everybody by another name, phone and number', () => {
    const phones = world.merchants.flatMap(({ owner }) => ('phone' in owner ? [owner.phone] : []));
    for (const texts of [
      world.members.map(({ name }) => name),
      world.merchants.map(({ name }) => name),
      world.members.map(({ number }) => number),
      [...world.members.map(({ phone }) => phone), ...phones],
      world.staff.map(({ username }) => username),
    ]) {
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('has phones as Indonesia writes them', () => {
    for (const { phone } of world.members) expect(phone).toMatch(/^\+62812\d{8}$/);
  });

  it('is the same every time', () => {
    expect(buildWorld()).toEqual(world);
    expect(planHistory(buildWorld()).days).toEqual(history.days);
  });
});

describe('the history', () => {
  it('has between two and three thousand payments of whole rupiah', () => {
    expect(payments.length).toBeGreaterThan(2_000);
    expect(payments.length).toBeLessThan(3_000);
    for (const { amount } of payments) {
      expect(amount > 0n && amount % SEN_PER_RUPIAH === 0n).toBe(true);
    }
  });

  it('takes nobody below zero and no cooperative over its cap', () => {
    const model = new Model(world);
    for (const act of [FIRST_PAYMENT, ...FIRST_ACTS]) model.play(act);
    for (const { fundsIn, moments, hasCutoff } of history.days) {
      for (const { cooperative, amount } of fundsIn) model.fundsIn(cooperative, amount);
      for (const planned of moments.flatMap((moment) => moment.acts)) {
        model.play(planned);
        const loser = loserOf(planned);
        if (loser !== undefined) expect(model.balance(loser)).toBeGreaterThanOrEqual(0n);
        for (const { short } of world.cooperatives) {
          if (model.headroom(short) < 0n) throw new Error(`${short} is over its cap`);
        }
      }
      if (hasCutoff) model.settle();
      // A debtor whose liquidity ran out would leave its cycle unsettled.
      for (const { short } of world.cooperatives) {
        expect(model.standing(short).liquidity).toBeGreaterThanOrEqual(0n);
      }
    }
  });

  it('has some of every other act, and one drawer that is short', () => {
    const of = (kind: PlannedAct['act']) => acts.filter(({ planned }) => planned.act === kind);
    for (const kind of ['deposit', 'withdraw', 'send'] as const) {
      expect(of(kind).length).toBeGreaterThan(50);
    }
    for (const kind of ['refund', 'pay_out', 'request', 'invoice'] as const) {
      expect(of(kind).length).toBeGreaterThan(0);
    }
    const short = of('close_till').filter(
      ({ planned }) => 'amount' in planned && planned.amount > 0n,
    );
    expect(short).toEqual([
      { day: SHORT_DAY, planned: expect.objectContaining({ amount: SHORTAGE }) },
    ]);
  });

  it('is busiest before Lebaran', () => {
    const busy = history.days.map(({ day }) => payments.filter((one) => one.day === day).length);
    const busiest = busy.indexOf(Math.max(...busy));
    expect(busiest).toBeGreaterThanOrEqual(LEBARAN[0]);
    expect(busiest).toBeLessThanOrEqual(LEBARAN[1]);
  });

  it('lets Cemorokandang turn over about five million rupiah a week', () => {
    const millions = turnoverAWeek(history, world, 'Cemorokandang') / (1_000_000n * SEN_PER_RUPIAH);
    expect(millions).toBe(5n);
  });

  it('hears nothing of the silent cooperative at the end, and never of the one in training', () => {
    const cooperativesOf = (from: number) =>
      payments
        .filter(({ day }) => day >= from)
        .flatMap(({ payer, merchant }) => [
          history.model.home(payer),
          history.model.home(merchant),
        ]);
    expect(cooperativesOf(0)).toContain(SILENT);
    expect(cooperativesOf(SILENT_FROM)).not.toContain(SILENT);
    expect(cooperativesOf(0)).not.toContain(TRAINING);
    // The market day itself is the ninth.
    expect(HISTORY_DAYS - SILENT_FROM).toBe(8);
  });

  it('leaves alone whom the market day needs as they are', () => {
    expect(history.model.balance(SURIP)).toBe(1_500n * SEN_PER_RUPIAH);
    expect(payments.some(({ merchant }) => merchant === CLOSING_SHOP)).toBe(false);
  });

  it('settles every evening but on Sundays', () => {
    for (const { day, hasCutoff } of history.days) expect(hasCutoff).toBe(!isSunday(day));
  });
});

/** Whose wallet an act takes from. */
function loserOf(planned: PlannedAct): string | undefined {
  if ('payer' in planned) return planned.payer;
  if (planned.act === 'refund') return planned.payment.merchant;
  return planned.act === 'withdraw' ? planned.holder : undefined;
}

describe('the calendar of the play', () => {
  it.each([
    ['2026-11-22T05:52:00Z', '2026-11-21'],
    ['2026-11-21T16:59:59Z', '2026-11-14'],
    ['2026-11-21T17:00:00Z', '2026-11-21'],
    ['2026-11-27T12:00:00Z', '2026-11-21'],
  ])('at %s plays the latest Saturday before today in Malang, %s', (now, saturday) => {
    const calendar = new PlayCalendar(new Date(now));
    expect(calendar.date(HISTORY_DAYS)).toBe(saturday);
    expect(calendar.at(HISTORY_DAYS, '00:00').getTime()).toBeLessThan(Date.parse(now));
  });

  it('begins on a Monday, eighty-nine days before', () => {
    const calendar = new PlayCalendar(new Date('2026-11-22T05:52:00Z'));
    expect(calendar.date(0)).toBe('2026-08-24');
    expect(new Date(calendar.date(0)).getUTCDay()).toBe(1);
    expect(new Date(calendar.date(6)).getUTCDay()).toBe(0);
    expect(isSunday(6)).toBe(true);
  });

  it('means times of day in Malang', () => {
    const calendar = new PlayCalendar(new Date('2026-11-22T05:52:00Z'));
    expect(calendar.at(0, '08:30').toISOString()).toBe('2026-08-24T01:30:00.000Z');
    expect(calendar.at(1, '16:00:05').toISOString()).toBe('2026-08-25T09:00:05.000Z');
  });
});

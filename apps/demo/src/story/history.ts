import { formatRupiah, toMoney } from '@app/core';
import { DemoError } from '../demo-error.js';
import type { History } from '../play/traffic.js';
import type { PaymentPlan } from '../play/model.js';
import { senOf } from '../print/books.js';
import type { Screen } from '../print/screen.js';
import { inParallel } from '../rest/in-parallel.js';
import { memberAt, textAt, type Reply } from '../rest/rest-client.js';
import type { World } from '../world/plans.js';
import type { PlayClock } from './clock.js';
import { FIRST_COOPERATIVES, isFirst } from './first-payment.js';
import type { Office } from './office.js';
import type { Town } from './town.js';

/** Everybody who was not needed for the first payment. */
export async function peopleTheTown(
  { town, office, world }: { town: Town; office: Office; world: World },
  screen: Screen,
): Promise<void> {
  const cooperatives = world.cooperatives.filter(
    ({ short }) => !FIRST_COOPERATIVES.includes(short),
  );
  await inParallel(cooperatives, async (plan) => {
    await town.addCooperative(plan);
    if (plan.state !== 'active') return;
    await office.setLine(plan.short, plan.line);
    await office.fundsIn(plan.short, plan.liquidity);
  });
  const members = world.members.filter(({ name }) => !isFirst(name));
  const counted = countOn(screen, 'members', world.members.length - members.length);
  await inParallel(members, (plan) =>
    town.addMember(plan).then(() => counted(world.members.length)),
  );
  const shops = world.merchants.filter(({ name }) => !isFirst(name));
  await inParallel(shops, (plan) => town.addMerchant(plan));
  await inParallel(world.staff, (plan) => town.appoint(plan));
}

function countOn(screen: Screen, what: string, already: number): (of: number) => void {
  let done = already;
  return (of) => {
    done += 1;
    if (done % 50 === 0 || done === of) screen.progress(what, done, of);
  };
}

/** The cycle and settlement of the last day that was settled. */
export interface LastSettlement {
  readonly cycle: Reply;
  readonly settlement: Reply;
}

/**
 * Ninety days but the last: shopping, a cut-off each evening but on Sundays, settled the same day.
 *
 * @throws DemoError if a payment is refused or a settlement not paid
 */
export async function playHistory(
  { town, office, clock }: { town: Town; office: Office; clock: PlayClock },
  history: History,
  screen: Screen,
): Promise<LastSettlement> {
  const all = history.days.flatMap(({ visits }) => visits).flatMap(({ payments }) => payments);
  let done = 0;
  let last: LastSettlement | undefined;
  for (const { day, fundsIn, visits, hasCutoff } of history.days) {
    await clock.moveTo(day, '08:05');
    await inParallel(fundsIn, ({ cooperative, amount }) => office.fundsIn(cooperative, amount));
    for (const { time, payments } of visits) {
      await clock.moveTo(day, time);
      await inParallel(payments, (payment, at) => pay(town, payment, `${day} ${time} ${at}`));
      done += payments.length;
      screen.progress('payments', done, all.length);
    }
    if (!hasCutoff) continue;
    await clock.moveTo(day, '16:00');
    const cycle = await office.cutOff();
    last = { cycle, settlement: await office.settle(cycle.text('id')) };
  }
  if (last === undefined) throw new DemoError('The history had no cut-off.');
  return last;
}

async function pay(
  town: Town,
  { payer, merchant, amount }: PaymentPlan,
  at: string,
): Promise<void> {
  const token = await town.sessions.member(town.member(payer)?.phone ?? '');
  await town.client.must('POST', '/v1/payments', {
    token,
    body: { merchant_id: town.merchantId(merchant), amount: toMoney(amount) },
    key: `history-${at.replaceAll(' ', '-')}`,
  });
}

/** @throws DemoError if a cooperative stands elsewhere than the plan of the history says */
export function comparePositions(positions: readonly unknown[], history: History): void {
  for (const position of positions) {
    const name = textAt(position, 'short_name');
    const { owes, liquidity } = history.model.standing(name);
    const clearing = senOf(memberAt(position, 'clearing.amount'));
    const isOwed = textAt(position, 'clearing.side') === 'is_owed';
    const seen = [isOwed ? -clearing : clearing, senOf(memberAt(position, 'liquidity'))];
    if (seen[0] === owes && seen[1] === liquidity) continue;
    throw new DemoError(
      `${name} should owe ${formatRupiah(owes)} and have ${formatRupiah(liquidity)} prefunded, ` +
        `but the server says ${seen.map((one) => formatRupiah(one ?? 0n)).join(' and ')}.`,
    );
  }
}

import { formatRupiah, SEN_PER_RUPIAH, type Sen } from '@app/core';
import { CHECKER } from '../credentials.js';
import { DemoError } from '../demo-error.js';
import type { History } from '../play/traffic.js';
import { senOf } from '../print/books.js';
import type { Screen } from '../print/screen.js';
import { inParallel } from '../rest/in-parallel.js';
import { memberAt, textAt, type Reply } from '../rest/rest-client.js';
import { DEAR_FEES, DEMO_FEES } from '../world/fees.js';
import type { World } from '../world/plans.js';
import type { ActPlayer } from './act-player.js';
import type { PlayClock } from './clock.js';
import { FIRST_COOPERATIVES, isFirst } from './first-payment.js';
import type { Office } from './office.js';
import { importMembers } from './import-members.js';
import type { Town } from './town.js';

/** Whose members come from the spreadsheet that it kept. */
const IMPORTED = 'Madyopuro';

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
  const members = world.members.filter(
    ({ name, cooperative }) => !isFirst(name) && cooperative !== IMPORTED,
  );
  const counted = countOn(
    screen,
    'members',
    world.members.filter(({ name }) => isFirst(name)).length,
  );
  const imported = world.members.filter(({ cooperative }) => cooperative === IMPORTED);
  const toAdd = world.members.length - imported.length;
  await inParallel(members, (plan) => town.addMember(plan).then(() => counted(toAdd)));
  const shops = world.merchants.filter(({ name }) => !isFirst(name));
  await inParallel(shops, (plan) => town.addMerchant(plan));
  await inParallel(world.staff, (plan) => town.appoint(plan));
  await importMembers(town, IMPORTED, imported);
  screen.line(`members from the spreadsheet of ${IMPORTED}: ${imported.length}`);
  await openCounters({ town, world });
  await agreeOnFees(town, office);
}

const VAULT: Sen = 60_000_000n * SEN_PER_RUPIAH;

/** Cash in every vault, and a drawer for each teller. */
async function openCounters({ town, world }: { town: Town; world: World }): Promise<void> {
  const active = world.cooperatives.filter(({ state }) => state === 'active');
  await inParallel(active, ({ short }) => town.fillVault(short, VAULT));
  await inParallel(world.staff, async ({ role, username, cooperative }) => {
    if (role === 'teller' && cooperative !== null) await town.makeTill(username, cooperative);
  });
}

/** One operator draws prices up, and the other one agrees to the second schedule only. */
async function agreeOnFees(town: Town, office: Office): Promise<void> {
  const dear = await town.draftFees(DEAR_FEES, 'kas jaringan perlu diisi');
  const rejected = await office.reject(dear, CHECKER, 'MDR 2 % terlalu berat untuk usaha mikro');
  const agreed = await town.draftFees(DEMO_FEES, 'hasil rapat anggota');
  const approved = await office.approve(agreed, CHECKER);
  const states = [rejected, approved].map((reply) => reply.text('state')).join(' ');
  if (states !== 'REJECTED EXECUTED') throw new DemoError(`The fee schedules were left ${states}.`);
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
 * @throws DemoError if an act is refused or a settlement not paid
 */
export async function playHistory(
  { office, clock, acts }: { office: Office; clock: PlayClock; acts: ActPlayer },
  history: History,
  screen: Screen,
): Promise<LastSettlement> {
  const all = history.days.flatMap(({ moments }) => moments).flatMap((one) => one.acts);
  let done = 0;
  let last: LastSettlement | undefined;
  for (const { day, fundsIn, moments, hasCutoff } of history.days) {
    await clock.moveTo(day, '08:05');
    await inParallel(fundsIn, ({ cooperative, amount }) => office.fundsIn(cooperative, amount));
    for (const { time, acts: planned } of moments) {
      await clock.moveTo(day, time);
      await inParallel(planned, (act, at) => acts.play(act, `history-${day}-${time}-${at}`));
      done += planned.length;
      screen.progress('acts', done, all.length);
    }
    if (!hasCutoff) continue;
    await clock.moveTo(day, '16:00');
    const cycle = await office.cutOff();
    last = { cycle, settlement: await office.settle(cycle.text('id')) };
  }
  if (last === undefined) throw new DemoError('The history had no cut-off.');
  return last;
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

import { formatRupiah, toMoney } from '@app/core';
import { OPERATORS } from '../credentials.js';
import { DemoError } from '../demo-error.js';
import { FIRST_PAYMENT } from '../play/first-payment.js';
import { showBooks } from '../print/books.js';
import type { Screen } from '../print/screen.js';
import { inParallel } from '../rest/in-parallel.js';
import type { SetUpOperator } from '../rest/child-server.js';
import type { Reply } from '../rest/rest-client.js';
import { SITI } from '../world/cast.js';
import type { World } from '../world/plans.js';
import type { Office } from './office.js';
import type { Town } from './town.js';

/** As docs/books.md has it. */
const EXPECTED_BOOKS: readonly string[] = [
  'Dinoyo member_wallet Rp100.000 ',
  'Dinoyo interchange_income  Rp280',
  'Dinoyo clearing  Rp99.720',
  'Bumiayu clearing Rp99.580 ',
  'Bumiayu merchant_wallet  Rp99.300',
  'Bumiayu fee_income  Rp280',
  'switch position:Dinoyo Rp99.720 ',
  'switch position:Bumiayu  Rp99.580',
  'switch switch_fee_income  Rp140',
];

export const FIRST_COOPERATIVES: readonly string[] = ['Dinoyo', 'Bumiayu'];

/** Whom the first payment needs, so that the rest of the world comes after it. */
export function isFirst(name: string): boolean {
  return [FIRST_PAYMENT.payer, FIRST_PAYMENT.merchant, SITI].includes(name);
}

/** Gives the network two cooperatives and as few people as a payment takes. */
export async function openForFirstPayment(
  { town, office, world }: { town: Town; office: Office; world: World },
  codes: readonly SetUpOperator[],
): Promise<void> {
  await inParallel(OPERATORS, async ({ username }) => {
    const code = codes.find((one) => one.username === username)?.code;
    if (code === undefined) throw new DemoError(`Setting up gave ${username} no code.`);
    await town.activateStaff(username, code);
  });
  await town.enterNetwork();
  const cooperatives = world.cooperatives.filter(({ short }) => FIRST_COOPERATIVES.includes(short));
  await inParallel(cooperatives, async (plan) => {
    await town.addCooperative(plan);
    await office.setLine(plan.short, plan.line);
    await office.fundsIn(plan.short, plan.liquidity);
  });
  const members = world.members.filter(({ name }) => isFirst(name));
  await inParallel(members, (plan) => town.addMember(plan));
  const shops = world.merchants.filter(({ name }) => isFirst(name));
  await inParallel(shops, (plan) => town.addMerchant(plan));
}

/**
 * Pak Budi asks what it costs, pays, and the books are shown.
 *
 * @throws DemoError if a single sen is elsewhere than the worked example has it
 */
export async function firstPayment(town: Town, screen: Screen): Promise<Reply> {
  const { payer, merchant, amount } = FIRST_PAYMENT;
  const token = await town.sessions.member(town.member(payer)?.phone ?? '');
  const order = { merchant_id: town.merchantId(merchant), amount: toMoney(amount) };
  const quote = await town.client.must('POST', '/v1/quotes', { token, body: order });
  const body = { ...order, quote_id: quote.text('id'), description: 'beras dan gula' };
  const request = { token, body, key: 'first-payment' };
  const payment = await town.client.must('POST', '/v1/payments', request);
  screen.line(
    `Pak Budi (Dinoyo) pays ${formatRupiah(amount)} to ${merchant} (Bumiayu): ` +
      `${payment.text('status')}, receipt ${payment.text('short_code')}.`,
  );
  const transfer = await town.asOperator('GET', `/v1/transfers/${payment.text('transfer_id')}`);
  const books = showBooks(screen, transfer, town.cooperativeNames);
  if (JSON.stringify(books) !== JSON.stringify(EXPECTED_BOOKS)) {
    throw new DemoError('The books of the first payment are not those of the worked example.');
  }
  return payment;
}

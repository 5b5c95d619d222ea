import { moneyTyped, outcomeOf, unknown, type DayDesk, type Doing } from './day-desk.js';
import type { DayRow } from './row.js';

/** An hour, in seconds. */
const AUTHORISED_FOR = 3_600;

/** Sending, shops' takings, money given back, reserved, asked for and undone. */
export function shopActs(desk: DayDesk) {
  const about = (row: DayRow, path: string, body: object, success: string) =>
    desk.ask(row, path, { ...body, ...desk.referenceOf(row) }, success);
  const ofHold = (row: DayRow): string => `/v1/authorisations/${desk.idOf(row, 'aut')}`;
  const ofRequest = (row: DayRow): string => `/v1/payment-requests/${desk.idOf(row, 'prq')}`;

  return {
    send: (row) => {
      const body = { payee_member_id: desk.memberOf(row), amount: moneyTyped(row.amount) };
      return about(row, '/v1/transfers', body, 'posted');
    },
    pay_out: async (row) => {
      const { town } = desk;
      const member = town.member(row.actor);
      const phone = town.ownerOf(row.counterpart);
      if (member === undefined || phone === undefined) return unknown(row.counterpart);
      const token = await town.sessions.owner(phone);
      const body = { member_id: member.id, amount: moneyTyped(row.amount) };
      const request = { token, body, key: desk.keyOf(row) };
      return outcomeOf(await town.client.send('POST', '/v1/payouts', request), 'posted');
    },
    refund: (row) => {
      const body = { payment_id: desk.idOf(row, 'pay'), amount: moneyTyped(row.amount) };
      return about(row, '/v1/refunds', body, 'posted');
    },
    authorise: (row) => {
      const body = {
        merchant_id: desk.merchantOf(row),
        amount: moneyTyped(row.amount),
        expires_in: AUTHORISED_FOR,
      };
      return about(row, '/v1/authorisations', body, 'held');
    },
    capture: (row) => {
      const body = row.amount === '' ? {} : { amount: moneyTyped(row.amount) };
      return about(row, `${ofHold(row)}/capture`, body, 'posted');
    },
    void: (row) => desk.ask(row, `${ofHold(row)}/void`),
    ask: (row) => {
      const body = { payer_member_id: desk.memberOf(row), amount: moneyTyped(row.amount) };
      return desk.ask(row, '/v1/payment-requests', body);
    },
    pay_asked: (row) => desk.ask(row, `${ofRequest(row)}/pay`, {}, 'posted'),
    decline: (row) => desk.ask(row, `${ofRequest(row)}/decline`, {}),
    reverse: async (row) => {
      const reply = await desk.post(row, '/v1/reversals', desk.referenceOf(row));
      const isDone = reply.ok && reply.text('status') === 'posted';
      return outcomeOf(reply, isDone ? 'ok' : 'waiting');
    },
  } satisfies Record<string, Doing>;
}

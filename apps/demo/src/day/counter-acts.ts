import { parseMoney, type Sen } from '@app/core';
import { countedAs } from '../story/counter.js';
import { moneyTyped, outcomeOf, unknown, type DayDesk, type Doing } from './day-desk.js';
import type { DayRow } from './row.js';

const REASON = 'sudah dihitung dua kali';

/** What happens over a counter: drawers, cash in, cash out. */
export function counterActs(desk: DayDesk) {
  /** Sessions by teller, and the newest codes by member. */
  const sessions = new Map<string, string>();
  const codes = new Map<string, string>();
  const sessionOf = ({ actor }: DayRow): string =>
    `/v1/till-sessions/${sessions.get(actor) ?? 'tls_none'}`;

  /** @param alter what becomes of the code on the way to the counter */
  const holdWith = (row: DayRow, alter: (code: string) => string) => {
    const code = alter(codes.get(row.counterpart) ?? '00000000');
    const body = { member: { member_id: desk.memberOf(row) }, code };
    return desk.ask(row, '/v1/withdrawals', body, 'held');
  };

  return {
    open_till: async (row) => {
      const till = desk.town.tillOf(row.actor);
      if (till === undefined) return unknown(row.actor);
      const body = { till_id: till, ...countedAs(senTyped(row.amount)) };
      const reply = await desk.post(row, '/v1/till-sessions', body);
      if (reply.ok) sessions.set(row.actor, reply.text('id'));
      return outcomeOf(reply);
    },
    close_till: async (row) => {
      const body = countedAs(senTyped(row.amount));
      const reply = await desk.post(row, `${sessionOf(row)}/close`, body);
      const isClosed = reply.ok && reply.text('session.status') === 'closed';
      return outcomeOf(reply, isClosed ? 'ok' : 'counted');
    },
    ask_difference: (row) =>
      desk.ask(row, `${sessionOf(row)}/difference`, { reason: REASON }, 'waiting'),
    approve: (row) => decide(desk, row, 'approve'),
    reject: (row) => decide(desk, row, 'reject'),
    deposit: (row) => {
      const body = {
        member: { member_id: desk.memberOf(row) },
        amount: moneyTyped(row.amount),
        ...desk.referenceOf(row),
      };
      return desk.ask(row, '/v1/deposits', body, 'posted');
    },
    cash_code: async (row) => {
      const body = { amount: moneyTyped(row.amount) };
      const reply = await desk.send(row, 'POST', '/v1/withdrawal-codes', { body });
      if (reply.ok) codes.set(row.actor, reply.text('code'));
      return outcomeOf(reply);
    },
    hold_cash: (row) => holdWith(row, (code) => code),
    wrong_code: (row) => holdWith(row, anotherCode),
    hand_out: (row) =>
      desk.ask(row, `/v1/withdrawals/${desk.idOf(row, 'wdr')}/confirm`, undefined, 'posted'),
    let_go: (row) => desk.ask(row, `/v1/withdrawals/${desk.idOf(row, 'wdr')}/cancel`),
  } satisfies Record<string, Doing>;
}

function decide(desk: DayDesk, row: DayRow, verb: 'approve' | 'reject') {
  const hash = desk.answerTo(row.about)?.at('payload_hash');
  const body = {
    payload_hash: typeof hash === 'string' ? hash : '0'.repeat(64),
    ...(verb === 'reject' && { remark: 'hitung sekali lagi' }),
  };
  return desk.ask(row, `/v1/approvals/${desk.idOf(row, 'apr')}/${verb}`, body);
}

/** The last digit is another one. */
function anotherCode(code: string): string {
  return code.slice(0, -1) + String((Number(code.at(-1)) + 1) % 10);
}

/** Cash has no other form than notes and coins: what is no amount is none. */
function senTyped(amount: string): Sen {
  const parsed = parseMoney({ ...moneyTyped(amount), value: `${amount}.00` });
  return parsed.ok ? parsed.sen : 0n;
}

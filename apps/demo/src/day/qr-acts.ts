import { moneyTyped, type DayDesk, type Doing, type Outcome } from './day-desk.js';
import type { DayRow } from './row.js';

/** How long a code for one bill is on the screen, in seconds. */
const SHOWN_FOR = 300;

/** A shop's codes, and paying them. */
export function qrActs(desk: DayDesk) {
  const payloadOf = ({ about }: DayRow): string => {
    const shown = desk.answerTo(about);
    return shown?.ok === true ? shown.text('payload') : '?';
  };
  const pay = (row: DayRow, qr: string): Promise<Outcome> => {
    const amount = row.amount === '' ? {} : { amount: moneyTyped(row.amount) };
    return desk.ask(row, '/v1/payments', { qr, ...amount, ...desk.referenceOf(row) }, 'posted');
  };

  return {
    show_qr: (row) => {
      const amount = moneyTyped(row.amount);
      const bill = { kind: 'dynamic', amount, expires_in_seconds: SHOWN_FOR };
      return desk.ask(row, '/v1/qr-codes', row.amount === '' ? { kind: 'static' } : bill);
    },
    pay_qr: (row) => pay(row, payloadOf(row)),
    pay_edited_qr: (row) => {
      const cheaper = '1'.padEnd(row.amount.length, '0');
      return pay(row, payloadOf(row).replace(row.amount, cheaper));
    },
  } satisfies Record<string, Doing>;
}

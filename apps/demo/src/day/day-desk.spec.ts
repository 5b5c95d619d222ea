import { moneyTyped } from './day-desk.js';

describe('an amount as typed', () => {
  it.each([
    ['25000', '25000', 'IDR'],
    ['10.000', '10.000', 'IDR'],
    ['USD 10.00', '10.00', 'USD'],
    ['idr 10000', '10000', 'idr'],
    ['sepuluh ribu', 'sepuluh ribu', 'IDR'],
    ['', '', 'IDR'],
  ])('"%s" is sent as %s %s', (amount, value, currency) => {
    expect(moneyTyped(amount)).toEqual({ value, currency });
  });
});

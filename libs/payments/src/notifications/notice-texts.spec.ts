import { NOTICE_KINDS } from './notice.service.js';
import { rupiahIn, textOfNotice } from './notice-texts.js';

describe('the text of a notice', () => {
  it.each(NOTICE_KINDS)('of %s is whole with every detail and with none', (kind) => {
    const detail = { amount: '50000.00', name: 'Toko Siti', minutes: 12 };
    for (const told of [detail, {}]) {
      const { id, en } = textOfNotice(kind, told);
      for (const text of [id, en]) {
        expect(text).toMatch(/^[A-Z].*\.$/);
        expect(text).not.toMatch(/undefined|null|[{}]| {2}| \./);
      }
    }
  });

  it('names amount, shop and minutes in the ways of both languages', () => {
    const { id, en } = textOfNotice('payment_requested', {
      amount: '1250000.00',
      name: 'Toko Siti',
    });
    expect(id).toBe('Ada permintaan pembayaran Rp1.250.000 (Toko Siti).');
    expect(en).toBe('You are asked for a payment of Rp1,250,000 (Toko Siti).');
    expect(textOfNotice('pin_locked', { minutes: 12 }).id).toContain('12 menit');
  });
});

describe('rupiah in two languages', () => {
  it('differ in their marks', () => {
    expect(rupiahIn(1_234_567_50n)).toEqual({ id: 'Rp1.234.567,50', en: 'Rp1,234,567.50' });
  });
});

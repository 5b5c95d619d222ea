import { SEN_PER_RUPIAH, type Sen } from '@app/core';
import { AGUS, BUDI, TOKO_SITI } from '../world/cast.js';
import type { Scene } from './scenes.js';

const rupiah = (amount: bigint): Sen => amount * SEN_PER_RUPIAH;

const SHOP = { actor: 'kasir.toko.siti', cooperative: 'Bumiayu', counterpart: TOKO_SITI };
const BUDI_AT = { actor: BUDI, cooperative: 'Dinoyo', counterpart: TOKO_SITI };
const budiBuys = (amount: bigint) => ({
  payer: BUDI,
  merchant: TOKO_SITI,
  amount: rupiah(amount),
});

const bills: Scene = {
  from: '14:10:05',
  play: (day) => {
    const bill = { ...SHOP, amount: '18000', key: 'siti-bill', expected: 'ok' };
    day.add('show_qr', { ...bill, note: 'on the screen for five minutes' });
    const edited = { amount: '18000', about: 'siti-bill', expected: 'qr_code_invalid' };
    day.later(20).add('pay_edited_qr', { ...BUDI_AT, ...edited, note: 'made cheaper' });
    const other = { amount: '17000', about: 'siti-bill', expected: 'validation_failed' };
    day.later().add('pay_qr', { ...BUDI_AT, ...other, note: 'the code says how much' });
    day.later().posted(budiBuys(18_000n), { about: 'siti-bill' }, 'pay_qr');
    const again = { counterpart: TOKO_SITI, about: 'siti-bill', expected: 'qr_code_used' };
    const agus = { actor: AGUS, cooperative: 'Sawojajar', ...again };
    day.later().add('pay_qr', { ...agus, note: 'scanned over a shoulder' });
    const late = { ...SHOP, amount: '22000', key: 'siti-late', expected: 'ok' };
    day.later().add('show_qr', late);
    const expired = { amount: '22000', about: 'siti-late', expected: 'qr_code_expired' };
    day.later(400).add('pay_qr', { ...BUDI_AT, ...expired, note: 'after a chat' });
  },
};

const sign: Scene = {
  from: '14:40:05',
  play: (day) => {
    day.add('show_qr', { ...SHOP, key: 'siti-sign', expected: 'ok', note: 'a sign by the door' });
    const about = 'siti-sign';
    day.later().posted(budiBuys(7_000n), { about, note: 'he says how much' }, 'pay_qr');
    day.later().posted(budiBuys(7_000n), { about, note: 'and once more' }, 'pay_qr');
  },
};

/** Toko Siti's codes: two bills and a sign. */
export const QR_SCENES: readonly Scene[] = [bills, sign];

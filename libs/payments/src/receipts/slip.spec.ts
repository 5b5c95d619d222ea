import { newUuid } from '@app/core';
import fc from 'fast-check';

import type { OwnReceipt } from './receipt.service.js';
import { SLIP_COLUMNS, slipOf } from './slip.js';

const HOME = {
  uid: newUuid(),
  name: 'Koperasi Kelurahan Merah Putih Dinoyo',
  city: 'Malang',
};

const WITHDRAWAL: OwnReceipt = {
  shortCode: '0007-K3M2',
  type: 'withdrawal',
  status: 'posted',
  amount: 1_500_000_00n,
  fee: 2_500_00n,
  returned: 0n,
  postedAt: '2025-07-31T07:05:09.123456Z',
  timeZone: 'Asia/Makassar',
  cooperatives: [HOME, { ...HOME, name: 'KKMP Bumiayu', city: 'Kab. Brebes' }],
  payer: { kind: 'member', uid: newUuid(), name: 'Bu*** Sa***', cooperative: HOME.uid },
  payee: null,
  transfer: newUuid(),
  description: null,
};

describe('a slip', () => {
  it('says what happened where, for how much, and how to check it', () => {
    expect(slipOf(WITHDRAWAL)).toBe(
      [
        '          KKMP Bumiayu',
        '          Kab. Brebes',
        '--------------------------------',
        '          TARIK TUNAI',
        '            BERHASIL',
        '--------------------------------',
        'Waktu      31/07/2025 15.05 WITA',
        'Kode                   0007-K3M2',
        'Dari                 Bu*** Sa***',
        'Koperasi',
        '  Koperasi Kelurahan Merah Putih',
        '                          Dinoyo',
        '--------------------------------',
        'JUMLAH               Rp1.500.000',
        'Biaya                    Rp2.500',
        '--------------------------------',
        ' Periksa struk ini dengan kode',
        '      0007-K3M2 dan jumlah',
        '           1500000.00',
        '',
      ].join('\n'),
    );
  });

  it('never has a longer line, nor anything but ASCII, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.bigInt({ min: 1n, max: 10n ** 14n }),
        (institution, name, amount) => {
          const slip = slipOf({
            ...WITHDRAWAL,
            amount,
            cooperatives: [{ ...HOME, name: institution }, HOME],
            payee: { kind: 'merchant', uid: newUuid(), name, cooperative: HOME.uid },
          });
          expect(slip).toMatch(/^[\n -~]+$/);
          for (const line of slip.split('\n')) {
            expect(line.length).toBeLessThanOrEqual(SLIP_COLUMNS);
          }
        },
      ),
    );
  });
});

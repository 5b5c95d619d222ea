import { newUuid } from '@app/core';
import type { ReturnObligation, TransferRecord } from '@app/ledger';
import type { Network } from '@app/participants';

import { shortCodeOf } from '../payment/short-code.js';
import { ReceiptService } from './receipt.service.js';

function aNetwork(id: number, live: boolean): Network {
  return {
    id,
    uid: newUuid(),
    name: `Jaringan ${id}`,
    live,
    sandbox: false,
    timeZone: 'Asia/Jakarta',
  };
}

function aTransfer(network: number, more: Partial<TransferRecord> = {}): TransferRecord {
  return {
    id: newUuid(),
    network,
    batch: BigInt(network) * 1_000_000_000_000n + 7n,
    item: 3,
    cycle: 1,
    postedAt: '2025-07-31T07:05:09.123456Z',
    principal: newUuid(),
    type: 'payment',
    amount: 50_000_00n,
    payer: null,
    payee: null,
    issuer: null,
    acquirer: null,
    feeVersion: null,
    original: null,
    reference: null,
    description: null,
    refusal: null,
    legs: [],
    ...more,
  };
}

function serviceOver(
  networks: readonly Network[],
  transfers: readonly TransferRecord[],
  back?: Pick<ReturnObligation, 'returned' | 'state'>,
) {
  return new ReceiptService({
    directory: { networks: async () => networks, cooperatives: async () => new Map() },
    parties: { read: async () => new Map() },
    facts: {
      transferAt: async (batch, item) =>
        transfers.find((one) => one.batch === batch && one.item === item)?.id,
    },
    reads: {
      transfer: async (id) => transfers.find((one) => one.id === id),
      returnObligation: async (transfer) =>
        back && { transfer, network: 1, whole: 50_000_00n, ...back },
    },
  });
}

const NETWORK = aNetwork(1, true);
const PAYMENT = aTransfer(1);
const CODE = shortCodeOf(PAYMENT);

describe('a receipt that somebody holds', () => {
  it.each([
    [undefined, 'posted'],
    [{ returned: 0n, state: 'open' }, 'posted'],
    [{ returned: 20_000_00n, state: 'open' }, 'partly_refunded'],
    [{ returned: 50_000_00n, state: 'open' }, 'refunded'],
    [{ returned: 50_000_00n, state: 'reversed' }, 'reversed'],
  ] as const)('of what was given back as %p is %s', async (back, status) => {
    const receipt = await serviceOver([NETWORK], [PAYMENT], back).check(CODE, '50000');
    expect(receipt).toMatchObject({ ok: true, value: { status, shortCode: CODE } });
  });

  it.each(['50001', '50000.01', '5e4', '-50000', '', '050000'])(
    'is not found with the amount %p',
    async (amount) => {
      const receipt = await serviceOver([NETWORK], [PAYMENT]).check(CODE, amount);
      expect(receipt).toEqual({ ok: false, code: 'not_found' });
    },
  );

  it('shows nothing that only the parties may see', async () => {
    const receipt = await serviceOver([NETWORK], [PAYMENT]).check(CODE, '50000');
    for (const name of ['transfer', 'fee', 'returned', 'description']) {
      expect(receipt.ok && receipt.value).not.toHaveProperty(name);
    }
  });

  it('is of no act that was refused or that nobody has a receipt of', async () => {
    const refusal = { code: 'insufficient_funds', detail: {} } as const;
    for (const transfer of [aTransfer(1, { refusal }), aTransfer(1, { type: 'settlement' })]) {
      const receipt = await serviceOver([NETWORK], [transfer]).check(CODE, '50000');
      expect(receipt.ok).toBe(false);
    }
  });

  it('is of the network that is named; without one the live network comes first', async () => {
    const training = aNetwork(2, false);
    const both = [PAYMENT, aTransfer(2, { description: 'latihan' })];
    const service = serviceOver([training, NETWORK], both);
    const ofTraining = await service.check(CODE, '50000', training.uid);
    expect(ofTraining.ok).toBe(true);
    expect((await service.check(CODE, '50000', newUuid())).ok).toBe(false);
    expect((await service.check(CODE, '50000')).ok).toBe(true);
  });
});

import { EVENT_TYPES } from './event-types.js';
import { eventOf, type EventFacts } from './event.js';
import type { PostedTransfer } from '@app/ledger';

const ID = '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d70';
const MEMBER = '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d71';
const SHOP = '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d72';
const HOLD = '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d73';
const DINOYO = '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d74';
const BUMIAYU = '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d75';
const NETWORK = '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d76';

const facts: EventFacts = {
  networkUid: NETWORK,
  cooperativeOf: (book) => ({ 2: DINOYO, 3: BUMIAYU })[book],
  codeReferenceOf: () => 'NOTA-1',
};

const payer = { account: 10, kind: 'member_wallet', owner: MEMBER } as const;
const payee = { account: 11, kind: 'merchant_wallet', owner: SHOP } as const;
const till = { account: 12, kind: 'till', owner: HOLD } as const;

const transfer = (what: Partial<PostedTransfer>): PostedTransfer => ({
  id: ID,
  network: 1,
  batch: 1_000_000_000_042n,
  item: 3,
  postedAt: '2026-01-31T03:15:42.123456Z',
  type: 'payment',
  amount: 2_500_000n,
  payer,
  payee,
  issuer: 2,
  acquirer: 3,
  books: [1, 2, 3],
  original: null,
  ticket: null,
  ...what,
});

describe('the event of a posted transfer', () => {
  it('says what a payment was in ids of the wire, to the shop and both cooperatives once each', () => {
    const event = eventOf(transfer({ ticket: HOLD }), facts);
    expect(event).toMatchObject({
      merchants: [SHOP],
      cooperatives: [DINOYO, BUMIAYU],
      object: ID,
      place: { batch: 1_000_000_000_042n, item: 3 },
      body: {
        type: 'payment.posted',
        created_at: '2026-01-31T03:15:42.123456Z',
        data: { amount: { value: '25000.00', currency: 'IDR' }, qr_code_reference: 'NOTA-1' },
      },
    });
    expect(event?.body.id.slice(4)).toBe(event?.body.data.id.slice(4));
    expect(event?.body.data.payee?.id).toMatch(/^mrc_/);
  });

  it.each<[string, Partial<PostedTransfer>, string, RegExp]>([
    ['an authorisation', { type: 'hold' }, 'authorisation.held', /^aut_/],
    ['cash that is held', { type: 'hold', payee: till }, 'withdrawal.held', /^wdr_/],
    [
      'its end',
      {
        type: 'expiry',
        payee: till,
        original: { id: HOLD, type: 'hold', toTill: true, root: HOLD },
      },
      'withdrawal.expired',
      /^wdr_/,
    ],
    [
      'an authorisation let go',
      { type: 'void', original: { id: HOLD, type: 'hold', toTill: false, root: HOLD } },
      'authorisation.voided',
      /^aut_/,
    ],
    [
      'a code taken back',
      { type: 'code_cancellation', ticket: HOLD, payer: null },
      'qr_code.cancelled',
      /^qrc_/,
    ],
    [
      'a settlement',
      { type: 'settlement', payer: null, payee: null },
      'settlement.posted',
      /^trf_/,
    ],
  ])('is of %s: its type, and the id of what it is about', (_what, of, type, id) => {
    const event = eventOf(transfer(of), facts);
    expect(event?.type).toBe(type);
    expect(event?.body.data.id).toMatch(id);
    expect(EVENT_TYPES).toContain(event?.type);
  });

  it('of what ends or gives back something is of the same object, to be told after it', () => {
    const original = { id: HOLD, type: 'hold', toTill: false, root: HOLD } as const;
    expect(eventOf(transfer({ type: 'hold', id: HOLD }), facts)?.object).toBe(HOLD);
    expect(eventOf(transfer({ type: 'void', original }), facts)?.object).toBe(HOLD);
    const captured = eventOf(transfer({ original }), facts);
    expect(captured?.object).toBe(HOLD);
    expect(captured?.body.data.original_id).toMatch(/^aut_/);
    const payment = { id: '0198f2b4-7c1e-7a5b-9d2f-3e6a8b1c4d71', type: 'payment' } as const;
    const refunded = { ...payment, toTill: false, root: HOLD };
    expect(eventOf(transfer({ type: 'refund', original: refunded }), facts)?.object).toBe(HOLD);
  });

  it('is none for what concerns nobody outside', () => {
    for (const type of ['cap_change', 'account_status', 'internal'] as const) {
      expect(eventOf(transfer({ type }), facts)).toBeUndefined();
    }
  });
});

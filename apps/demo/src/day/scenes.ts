import { SEN_PER_RUPIAH, type Sen } from '@app/core';
import { CHECKER, MAKER } from '../credentials.js';
import {
  AGUS,
  ANGKOT_AGUS,
  BUDI,
  CLOSING_SHOP,
  KARSO,
  NEWCOMER,
  PUTRA,
  SITI,
  SURIP,
  TARI,
  TOKO_SITI,
  TRAINING_SHOP,
} from '../world/cast.js';
import { rupiahOf, type DayWriter } from './day-writer.js';

/** Something that happens on the day beside the shopping: when, and what. */
export interface Scene {
  readonly from: string;
  readonly play: (day: DayWriter) => void;
}

const rupiah = (amount: bigint): Sen => amount * SEN_PER_RUPIAH;
const budiBuys = (amount: bigint) => ({
  payer: BUDI,
  merchant: TOKO_SITI,
  amount: rupiah(amount),
});

const TYPED_WRONG: readonly (readonly [amount: string, code: string, note: string])[] = [
  ['0', 'amount_not_positive', 'nothing'],
  ['0.00', 'amount_not_positive', 'nothing, with decimals'],
  ['-5000', 'amount_invalid', 'a sign'],
  ['10.000', 'amount_invalid', 'thousands as people write them'],
  ['10,000', 'amount_invalid', 'thousands the English way'],
  ['Rp10000', 'amount_invalid', 'with Rp'],
  ['1e4', 'amount_invalid', 'an exponent'],
  ['010000', 'amount_invalid', 'a leading zero'],
  ['10000.5', 'amount_invalid', 'one decimal'],
  ['sepuluh ribu', 'amount_invalid', 'in words'],
  ['١٠٠٠٠', 'amount_invalid', 'foreign digits'],
  ['10000.50', 'amount_not_whole_rupiah', 'half a rupiah'],
  ['0.01', 'amount_not_whole_rupiah', 'one sen'],
  ['USD 10.00', 'currency_unsupported', 'dollars'],
  ['idr 10000', 'currency_unsupported', 'the currency in small letters'],
  ['1000000000001', 'amount_too_large', 'over a trillion'],
];

const mistyped: Scene = {
  from: '07:40:05',
  play: (day) => {
    for (const [amount, expected, note] of TYPED_WRONG) {
      day.refused({ payer: BUDI, merchant: TOKO_SITI, amount }, { expected, note });
    }
    day.later();
    for (const [amount, expected, note] of TYPED_WRONG.slice(0, 4)) {
      const cells = { actor: BUDI, cooperative: 'Dinoyo', counterpart: TOKO_SITI };
      day.add('quote', { ...cells, amount, expected, note });
    }
    day.later().balance(BUDI, 'none of that moved money');
  },
};

const atTheDoor: Scene = {
  from: '07:10:05',
  play: (day) => {
    const siti = { actor: SITI, cooperative: 'Bumiayu' };
    const karso = { actor: KARSO, cooperative: 'Bandungrejosari' };
    day.add('wrong_pin', { ...siti, expected: 'credentials_invalid', note: 'a slip' });
    day.later().add('sign_in', { ...siti, expected: 'ok' });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const note = `${attempt} of three`;
      day.later().add('wrong_pin', { ...karso, expected: 'credentials_invalid', note });
    }
    day.later().add('sign_in', { ...karso, expected: 'pin_locked', note: 'even the right one' });
    day.later().add('balance', { actor: '-', expected: 'token_missing' });
    const nobody = { counterpart: TOKO_SITI, amount: '5000', expected: 'token_missing' };
    day.add('pay', { actor: '-', ...nobody });
  },
};

const keys: Scene = {
  from: '08:20:05',
  play: (day) => {
    day.posted(budiBuys(12_500n), { key: 'budi-rice' });
    const again = { actor: BUDI, cooperative: 'Dinoyo', counterpart: TOKO_SITI, key: 'budi-rice' };
    day
      .later()
      .add('replay', { ...again, amount: '12500', expected: 'posted', note: 'a time-out' });
    day.add('replay', { ...again, amount: '12500', expected: 'posted', note: 'and once more' });
    const other = { expected: 'idempotency_key_reused', note: 'the same key, another amount' };
    day.later().add('pay', { ...again, amount: '21500', ...other });
    const without = { key: '-', expected: 'idempotency_key_missing', note: 'no key' };
    day.refused({ payer: BUDI, merchant: TOKO_SITI, amount: '12500' }, without);
    day.later().posted(budiBuys(7_000n), { reference: 'BON-0017' });
    const reused = { reference: 'BON-0017', expected: 'reference_reused', note: 'one bill twice' };
    day.later().refused({ payer: BUDI, merchant: TOKO_SITI, amount: '7000' }, reused);
    day.later().balance(BUDI, 'twenty thousand less, not forty');
  },
};

const wrongPayees: Scene = {
  from: '08:50:05',
  play: (day) => {
    const own = { expected: 'payer_is_payee', note: 'the own shop' };
    day.refused({ payer: SITI, merchant: TOKO_SITI, amount: '15000' }, own);
    day.refused({ payer: AGUS, merchant: ANGKOT_AGUS, amount: '5000' }, own);
    const nobody = { expected: 'not_found', note: 'a code that no shop has' };
    day.refused({ payer: BUDI, merchant: '?', amount: '15000' }, nobody);
    const training = { expected: 'cooperative_not_active', note: 'still in training' };
    day.refused({ payer: NEWCOMER, merchant: TOKO_SITI, amount: '15000' }, training);
    day.refused({ payer: AGUS, merchant: TRAINING_SHOP, amount: '15000' }, training);
  },
};

const lastRupiah: Scene = {
  from: '09:20:05',
  play: (day) => {
    day.balance(SURIP, 'all he has');
    const fare = { payer: SURIP, merchant: ANGKOT_AGUS, amount: '5000' };
    const short = { expected: 'insufficient_funds', note: 'the fare', key: 'surip-fare' };
    day.later().refused(fare, short);
    const { payer: actor, merchant: counterpart, amount } = fare;
    const cells = { actor, cooperative: 'Kedungkandang', counterpart, amount };
    day.later().add('replay', { ...cells, ...short, note: 'refused once, refused for ever' });
    const oneMore = { expected: 'insufficient_funds', note: 'one rupiah too much' };
    day.later().refused({ ...fare, amount: '1501' }, oneMore);
    day.later().posted({ payer: SURIP, merchant: ANGKOT_AGUS, amount: rupiah(1_500n) });
    day.later().balance(SURIP, 'nothing left');
  },
};

const limits: Scene = {
  from: '09:50:05',
  play: (day) => {
    const putra = (amount: string) => ({ payer: PUTRA, merchant: TOKO_SITI, amount });
    const over = { expected: 'limit_exceeded', note: 'no identity card shown yet' };
    const limit = { actor: MAKER, counterpart: 'unregistered', expected: 'ok' };
    day.refused(putra('2000001'), over);
    const big = { expected: 'limit_exceeded', note: 'more than a wallet may hold' };
    day.refused({ payer: BUDI, merchant: TOKO_SITI, amount: '20000001' }, big);
    day.later().add('limit', { ...limit, amount: '500000', note: 'stricter' });
    day.later().refused(putra('500001'), over);
    day.later().posted({ payer: PUTRA, merchant: TOKO_SITI, amount: rupiah(500_000n) });
    day.later().add('limit', { ...limit, amount: '2000000', note: 'as it was' });
    day.later().posted({ payer: PUTRA, merchant: TOKO_SITI, amount: rupiah(500_001n) });
  },
};

const lostPhone: Scene = {
  from: '10:20:05',
  play: (day) => {
    const tari = { cooperative: 'Dinoyo', counterpart: TARI, expected: 'ok' };
    const shop = { cooperative: 'Bumiayu', counterpart: TOKO_SITI, expected: 'ok' };
    const pays = { payer: TARI, merchant: TOKO_SITI, amount: '30000' };
    day.posted({ ...pays, amount: rupiah(30_000n) });
    day.later().add('freeze', { actor: 'manajer.dinoyo', ...tari, note: 'the phone is lost' });
    day.later().refused(pays, { expected: 'payer_frozen' });
    day.balance(TARI, 'reading goes on');
    day.later().add('reopen', { actor: 'manajer.dinoyo', ...tari, note: 'found again' });
    day.later().posted({ ...pays, amount: rupiah(31_000n) });
    day.later().add('freeze', { actor: MAKER, ...shop, note: 'a complaint' });
    day.later().refused({ ...pays, payer: BUDI }, { expected: 'payee_frozen' });
    day.later().add('reopen', { actor: MAKER, ...shop });
    day.later().posted(budiBuys(32_000n));
  },
};

const goodbyes: Scene = {
  from: '10:50:05',
  play: (day) => {
    const karso = { cooperative: 'Bandungrejosari', counterpart: KARSO };
    const corner = { cooperative: 'Sawojajar', counterpart: CLOSING_SHOP };
    day.add('close', { actor: 'manajer.bandungrejosari', ...karso, expected: 'ok', note: 'moves' });
    day.add('close', { actor: MAKER, ...corner, expected: 'ok', note: 'never sold anything' });
    const full = { cooperative: 'Bumiayu', counterpart: TOKO_SITI, expected: 'account_not_empty' };
    day.later().add('close', { actor: MAKER, ...full, note: 'there is money in it' });
    day.refused(
      { payer: BUDI, merchant: CLOSING_SHOP, amount: '9000' },
      { expected: 'payee_closed' },
    );
    const closed = { expected: 'account_closed', note: 'closed is closed' };
    day.add('reopen', { actor: MAKER, ...karso, ...closed });
    const foreign = { expected: 'not_found', note: 'another cooperative’s member' };
    day.later().add('freeze', { actor: 'manajer.dinoyo', ...karso, ...foreign });
  },
};

const suspension: Scene = {
  from: '11:20:05',
  play: (day) => {
    const at = { cooperative: 'Bandungrejosari' };
    const shop = 'Toko Makmur Bandungrejosari';
    const pays = { payer: BUDI, merchant: shop, amount: '18000' };
    const forbidden = { ...at, expected: 'role_forbidden' };
    day.add('suspend', { actor: 'rina.kedungkandang', ...forbidden, note: 'a teller' });
    day.add('suspend', { actor: 'nuning.auditor', ...forbidden, note: 'an auditor' });
    day.add('suspend', { actor: BUDI, ...forbidden, note: 'a member' });
    day.later().add('activate', { actor: MAKER, ...at, expected: 'wrong_state', note: 'it is' });
    day
      .later()
      .add('suspend', { actor: MAKER, ...at, expected: 'ok', note: 'books not handed in' });
    day.later().refused(pays, { expected: 'cooperative_suspended', note: 'to it' });
    const quoted = { actor: BUDI, cooperative: 'Dinoyo', counterpart: shop, amount: '18000' };
    day.add('quote', { ...quoted, expected: 'cooperative_suspended' });
    day.later().add('activate', { actor: CHECKER, ...at, expected: 'ok', note: 'handed in' });
    day.later().posted({ ...pays, amount: rupiah(18_000n) });
  },
};

const wrongRoles: Scene = {
  from: '12:20:05',
  play: (day) => {
    const buys = { counterpart: TOKO_SITI, amount: '5000', expected: 'role_forbidden' };
    for (const actor of ['rina.kedungkandang', 'hadi.cemorokandang', 'dinas.malang', MAKER]) {
      day.add('pay', { actor, ...buys, note: 'staff have no wallet' });
    }
    day.add('cap', {
      actor: 'hadi.cemorokandang',
      cooperative: 'Cemorokandang',
      amount: '90000000',
      expected: 'role_forbidden',
      note: 'his own cap',
    });
    const noBalance = { actor: 'dinas.malang', expected: 'role_forbidden', note: 'figures only' };
    day.add('balance', noBalance);
    day.add('freeze', {
      actor: BUDI,
      cooperative: 'Bumiayu',
      counterpart: TOKO_SITI,
      expected: 'role_forbidden',
      note: 'an angry customer',
    });
  },
};

const promises: Scene = {
  from: '13:20:05',
  play: (day) => {
    const asks = { actor: BUDI, cooperative: 'Dinoyo', counterpart: TOKO_SITI };
    day.add('quote', { ...asks, amount: '44000', expected: 'ok' });
    day.later(60).posted(budiBuys(44_000n), { note: 'as promised' }, 'pay_quoted');
    day.later().add('quote', { ...asks, amount: '45000', expected: 'ok' });
    day.later(400).add('pay_quoted', {
      ...asks,
      amount: '45000',
      expected: 'quote_expired',
      note: 'six minutes later',
    });
    day.later().add('quote', { ...asks, amount: '46000', expected: 'ok' });
    const other = { expected: 'wrong_state', note: 'quoted for another amount' };
    day.later().add('pay_quoted', { ...asks, amount: '46500', ...other });
  },
};

const tightCap: Scene = {
  from: '15:30:05',
  play: (day) => {
    const { owes, liquidity, line } = day.model.standing('Dinoyo');
    const headroom = rupiah(60_000n);
    const tight = ((owes + headroom - liquidity) / SEN_PER_RUPIAH) * SEN_PER_RUPIAH;
    if (tight <= rupiah(100_000n)) throw new Error('Dinoyo does not owe enough for this scene');
    const dinoyo = { actor: MAKER, cooperative: 'Dinoyo' };
    const setLine = (amount: Sen, note: string) => {
      day.later().add('cap', { ...dinoyo, amount: rupiahOf(amount), expected: 'ok', note });
      day.model.setLine('Dinoyo', amount);
    };
    setLine(tight, 'Rp60,000 are left');
    const buys = { payer: BUDI, merchant: TOKO_SITI, amount: '250000' };
    day.later().refused(buys, { expected: 'cap_exceeded', note: 'he has it, his cooperative not' });
    day.later().posted(budiBuys(50_000n), { note: 'this much goes' });
    const below = { amount: rupiahOf(tight - rupiah(100_000n)), expected: 'cap_below_use' };
    day.later().add('cap', { ...dinoyo, ...below, note: 'it owes more already' });
    const paidIn = { amount: '1000000', reference: 'BANK-2211', expected: 'ok' };
    day.later().add('funds_in', { ...dinoyo, ...paidIn, note: 'the treasurer pays in' });
    day.model.fundsIn('Dinoyo', rupiah(1_000_000n));
    const twice = { expected: 'reference_reused', note: 'one bank transfer, booked once' };
    day.later().add('funds_in', { ...dinoyo, ...paidIn, ...twice });
    day.later().posted(budiBuys(250_000n), { note: 'now it goes' });
    setLine(line, 'as it was');
  },
};

const cutoff: Scene = {
  from: '16:00:00',
  play: (day) => {
    day.add('cutoff', { actor: MAKER, expected: 'ok', note: 'not settled before Monday' });
  },
};

/** The percentage of its cap that Dinoyo uses when the day ends. */
export const DINOYO_USES = 91n;

const nearTheCap: Scene = {
  from: '17:55:00',
  play: (day) => {
    const { owes, liquidity } = day.model.standing('Dinoyo');
    const cap = (owes * 100n) / DINOYO_USES;
    // Up to the next rupiah, so that a use of just under 91 percent is shown as that.
    const line = ((cap - liquidity) / SEN_PER_RUPIAH + 1n) * SEN_PER_RUPIAH;
    if (line < 0n) throw new Error('Dinoyo does not owe enough to be near a cap');
    const note = `${DINOYO_USES} percent of its cap are in use`;
    const amount = rupiahOf(line);
    day.add('cap', { actor: MAKER, cooperative: 'Dinoyo', amount, expected: 'ok', note });
    day.model.setLine('Dinoyo', line);
  },
};

/** In order of time. */
export const SCENES: readonly Scene[] = [
  atTheDoor,
  mistyped,
  keys,
  wrongPayees,
  lastRupiah,
  limits,
  lostPhone,
  goodbyes,
  suspension,
  wrongRoles,
  promises,
  tightCap,
  cutoff,
  nearTheCap,
];

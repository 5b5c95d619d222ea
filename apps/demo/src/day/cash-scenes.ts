import { SEN_PER_RUPIAH, type Sen } from '@app/core';
import { RINA_LOGIN } from '../play/errands.js';
import { AGUS, BUDI, PUTRA, SITI, SURIP, TARI, TOKO_SITI } from '../world/cast.js';
import { rupiahOf } from './day-writer.js';
import type { Scene } from './scenes.js';

const rupiah = (amount: bigint): Sen => amount * SEN_PER_RUPIAH;

const CASHIER = 'kasir.toko.siti';
/** At the counter where the scenes happen; the other one of this cooperative stays closed. */
const RINA = { actor: RINA_LOGIN, cooperative: 'Kedungkandang' };
const NO_COUNTER = { actor: 'teller2.kedungkandang', cooperative: 'Kedungkandang' };
const BUDI_AT = { actor: BUDI, cooperative: 'Dinoyo' };
const SHOP = { actor: CASHIER, cooperative: 'Bumiayu', counterpart: TOKO_SITI };
const FLOAT = rupiah(3_000_000n);

/** The counters that are open all day, beside Bu Rina's. */
export const OPEN_COUNTERS: readonly string[] = [
  'teller.dinoyo',
  'teller.bumiayu',
  'teller.sawojajar',
  'teller.bandungrejosari',
  'teller.madyopuro',
  'teller.cemorokandang',
];

const countersOpen: Scene = {
  from: '07:02:00',
  play: (day) => {
    const early = { ...NO_COUNTER, counterpart: BUDI, amount: '50000' };
    day.add('deposit', { ...early, expected: 'till_session_missing', note: 'no drawer yet' });
    const more = { ...RINA, amount: '99000000', expected: 'vault_short' };
    day.add('open_till', { ...more, note: 'more than the vault has' });
    day.later();
    for (const teller of [RINA_LOGIN, ...OPEN_COUNTERS]) day.openTill(teller, FLOAT);
    const twice = { ...RINA, amount: '1000000', expected: 'till_in_use', note: 'one is enough' };
    day.later().add('open_till', twice);
  },
};

const cashIn: Scene = {
  from: '08:05:05',
  play: (day) => {
    const budi = { holder: BUDI, teller: RINA_LOGIN, amount: rupiah(250_000n) };
    day.deposit(budi, { reference: 'SLIP-001', note: 'at another cooperative' });
    const again = { ...RINA, counterpart: BUDI, amount: '250000', reference: 'SLIP-001' };
    const twice = { expected: 'reference_reused', note: 'one slip twice' };
    day.later().add('deposit', { ...again, ...twice });
    const nobody = { ...RINA, counterpart: '?', amount: '50000', expected: 'not_found' };
    day.add('deposit', { ...nobody, note: 'a number that nobody has' });
    const full = { ...RINA, counterpart: BUDI, amount: '20000000' };
    const over = { expected: 'balance_limit_exceeded', note: 'more than a wallet may hold' };
    day.later().add('deposit', { ...full, ...over });
    const half = { ...RINA, counterpart: BUDI, amount: '1000.50' };
    day.add('deposit', { ...half, expected: 'amount_not_whole_rupiah' });
    const member = { ...BUDI_AT, counterpart: AGUS, amount: '50000' };
    day.add('deposit', { ...member, expected: 'role_forbidden', note: 'a member is no teller' });
    day.later().balance(BUDI, 'once');
  },
};

const cashOut: Scene = {
  from: '08:35:05',
  play: (day) => {
    const out = { holder: BUDI, teller: RINA_LOGIN, amount: rupiah(150_000n) };
    const budi = { ...RINA, counterpart: BUDI };
    const none = { expected: 'withdrawal_code_invalid', note: 'no code was made' };
    day.add('hold_cash', { ...budi, ...none });
    day.later().withdrawal(out, 'budi-cash', 'market money');
    const gone = { about: 'budi-cash', expected: 'hold_not_open', note: 'handed out already' };
    day.later().add('hand_out', { ...budi, ...gone });
    const used = { expected: 'withdrawal_code_invalid', note: 'a code is good for once' };
    day.add('hold_cash', { ...budi, ...used });
    day.later().code(BUDI, rupiah(100_000n));
    const wrong = { expected: 'withdrawal_code_invalid', note: 'one digit is wrong' };
    day.later().add('wrong_code', { ...budi, ...wrong });
    day.later().add('hold_cash', { ...budi, key: 'budi-changes', expected: 'held' });
    const kept = { about: 'budi-changes', expected: 'ok', note: 'he changes his mind' };
    day.later().add('let_go', { ...budi, ...kept });
    day.later().balance(BUDI, 'only what was handed out');
    day.code(BUDI, rupiah(120_000n));
    const late = { expected: 'withdrawal_code_invalid', note: 'eleven minutes later' };
    day.later(660).add('hold_cash', { ...budi, ...late });
    day.later().code(BUDI, rupiah(4_000_000n));
    const short = { expected: 'till_short', note: 'the drawer has less' };
    day.later().add('hold_cash', { ...budi, ...short });
  },
};

const lockedCode: Scene = {
  from: '09:35:05',
  play: (day) => {
    const tari = { ...RINA, counterpart: TARI };
    day.code(TARI, rupiah(50_000n), { note: 'she tells it to nobody' });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const expected = attempt < 5 ? 'withdrawal_code_invalid' : 'withdrawal_code_locked';
      day.later().add('wrong_code', { ...tari, expected, note: `${attempt} of five` });
    }
    const right = { expected: 'withdrawal_code_locked', note: 'even the right one' };
    day.later().add('hold_cash', { ...tari, ...right });
    day
      .later()
      .withdrawal(
        { holder: TARI, teller: 'teller.dinoyo', amount: rupiah(50_000n) },
        'tari-cash',
        'a new code, at her own cooperative',
      );
  },
};

const sending: Scene = {
  from: '10:05:05',
  play: (day) => {
    day.sending({ payer: BUDI, payee: AGUS, amount: rupiah(75_000n) }, { reference: 'ARISAN-11' });
    const sends = { ...BUDI_AT, counterpart: AGUS, amount: '75000' };
    const twice = { reference: 'ARISAN-11', expected: 'reference_reused' };
    day.later().add('send', { ...sends, ...twice });
    day.add('send', { ...sends, counterpart: BUDI, expected: 'payer_is_payee' });
    day.add('send', { ...sends, counterpart: '?', expected: 'not_found' });
    const surip = { actor: SURIP, cooperative: 'Kedungkandang', counterpart: BUDI };
    day.add('send', { ...surip, amount: '20000', expected: 'insufficient_funds' });
    const tiny = { amount: '1000', expected: 'fee_exceeds_amount', note: 'the fee is as much' };
    day.add('send', { ...surip, ...tiny });
    const putra = { actor: PUTRA, cooperative: 'Madyopuro', counterpart: BUDI };
    const forbidden = { expected: 'act_forbidden_for_tier', note: 'no identity card shown yet' };
    day.add('send', { ...putra, amount: '10000', ...forbidden });
    day.add('cash_code', { ...putra, counterpart: '', amount: '10000', ...forbidden });
    day.later().balance(BUDI).balance(AGUS);
  },
};

const takings: Scene = {
  from: '10:35:05',
  play: (day) => {
    const owner = { actor: SITI, cooperative: 'Bumiayu', counterpart: TOKO_SITI };
    const more = { amount: '10000000', expected: 'insufficient_funds' };
    day.add('pay_out', { ...owner, ...more, note: 'more than the shop has' });
    day.model.send({ payer: TOKO_SITI, payee: SITI, amount: rupiah(40_000n) });
    const home = { amount: '40000', expected: 'posted', note: 'to her own wallet' };
    day.later().add('pay_out', { ...owner, ...home });
    day.later().balance(SITI);
  },
};

const givenBack: Scene = {
  from: '11:05:05',
  play: (day) => {
    const bought = { payer: BUDI, merchant: TOKO_SITI, amount: rupiah(90_000n) };
    day.posted(bought, { key: 'budi-oil' });
    const back = (amount: bigint, note: string) =>
      day.later().refund({ payment: bought, amount: rupiah(amount) }, 'budi-oil', CASHIER, note);
    back(30_000n, 'one bottle was broken');
    back(20_000n, 'another one');
    const more = { ...SHOP, about: 'budi-oil', amount: '40001' };
    const over = { expected: 'refund_exceeds_payment', note: 'one rupiah too much' };
    day.later().add('refund', { ...more, ...over });
    back(40_000n, 'all of it');
    day.later().add('refund', { ...more, amount: '1', expected: 'refund_exceeds_payment' });
    const other = { actor: 'kasir.pupuk', cooperative: 'Cemorokandang', amount: '1000' };
    const foreign = { expected: 'not_found', note: 'another shop’s sale' };
    day.add('refund', { ...other, about: 'budi-oil', counterpart: TOKO_SITI, ...foreign });
    day.add('refund', {
      ...BUDI_AT,
      about: 'budi-oil',
      amount: '1000',
      expected: 'role_forbidden',
    });
    day.later().balance(BUDI, 'as before');
  },
};

const reserved: Scene = {
  from: '12:05:05',
  play: (day) => {
    const holds = { ...BUDI_AT, counterpart: TOKO_SITI };
    const shop = { ...SHOP, about: 'budi-order' };
    const order = { amount: '200000', key: 'budi-order', note: 'ordered, weighed later' };
    day.add('authorise', { ...holds, ...order, expected: 'held' });
    const tooMuch = { amount: '200001', expected: 'capture_exceeds_hold' };
    day.later().add('capture', { ...shop, ...tooMuch });
    day.model.pay({ payer: BUDI, merchant: TOKO_SITI, amount: rupiah(180_000n) });
    const weighed = { amount: '180000', expected: 'posted', note: 'the rest is let go' };
    day.later().add('capture', { ...shop, ...weighed });
    day.later().add('capture', { ...shop, amount: '1000', expected: 'hold_not_open' });
    const other = { amount: '60000', key: 'budi-cake', expected: 'held' };
    day.later().add('authorise', { ...holds, ...other });
    day.later().add('void', { ...shop, about: 'budi-cake', expected: 'ok', note: 'sold out' });
    const gone = { amount: '60000', expected: 'hold_not_open' };
    day.later().add('capture', { ...shop, about: 'budi-cake', ...gone });
    day.later().balance(BUDI);
  },
};

const askedFor: Scene = {
  from: '12:35:05',
  play: (day) => {
    const asks = { ...SHOP, counterpart: BUDI, expected: 'ok' };
    day.add('ask', { ...asks, amount: '27000', key: 'bill-1', note: 'written up since Monday' });
    day.add('ask', { ...asks, amount: '99000', key: 'bill-2', note: 'not his' });
    day.later();
    const other = { actor: AGUS, cooperative: 'Sawojajar', about: 'bill-1' };
    day.add('pay_asked', { ...other, expected: 'not_found', note: 'not asked of him' });
    day.model.pay({ payer: BUDI, merchant: TOKO_SITI, amount: rupiah(27_000n) });
    day.add('pay_asked', { ...BUDI_AT, about: 'bill-1', expected: 'posted' });
    day.add('decline', { ...BUDI_AT, about: 'bill-2', expected: 'ok' });
    day.later().add('pay_asked', { ...BUDI_AT, about: 'bill-1', expected: 'wrong_state' });
    day.add('pay_asked', { ...BUDI_AT, about: 'bill-2', expected: 'wrong_state' });
    day.later().balance(BUDI);
  },
};

const undone: Scene = {
  from: '13:50:05',
  play: (day) => {
    const shop = { ...BUDI_AT, counterpart: TOKO_SITI, amount: '35000' };
    const undoes = { ...BUDI_AT, reference: 'HP-77' };
    const lost = { note: 'no answer came', reference: 'HP-77', key: 'budi-lost' };
    day.add('pay', { ...shop, ...lost, expected: 'posted' });
    day.later().add('reverse', { ...undoes, expected: 'ok', note: 'so he takes it back' });
    day.later().add('reverse', { ...undoes, expected: 'already_reversed' });
    const back = { ...SHOP, about: 'budi-lost', amount: '1000', expected: 'already_reversed' };
    day.later().add('refund', back);
    const never = { ...BUDI_AT, reference: 'HP-78', expected: 'ok' };
    day.add('reverse', { ...never, note: 'it never arrived' });
    const late = { reference: 'HP-78', expected: 'reversed_before_arrival' };
    day.later().add('pay', { ...shop, ...late, note: 'and arrives now' });
    const kept = { payer: BUDI, merchant: TOKO_SITI, amount: rupiah(36_000n) };
    day.later().posted(kept, { reference: 'HP-79', key: 'budi-late' });
    const tooLate = { ...BUDI_AT, reference: 'HP-79', expected: 'reversal_too_late' };
    day.later(660).add('reverse', { ...tooLate, note: 'eleven minutes later' });
    day.later().balance(BUDI, 'only the last one was paid');
  },
};

const countersClose: Scene = {
  from: '15:10:05',
  play: (day) => {
    day.code(TARI, rupiah(60_000n));
    const tari = { ...RINA, counterpart: TARI };
    day.later().add('hold_cash', { ...tari, key: 'tari-waits', expected: 'held' });
    const all = rupiahOf(day.model.till(RINA_LOGIN));
    const open = { ...RINA, amount: all, expected: 'till_has_holds' };
    day.later().add('close_till', { ...open, note: 'Tari still waits' });
    day.later().add('let_go', { ...tari, about: 'tari-waits', expected: 'ok' });
    const over = rupiahOf(day.model.till(RINA_LOGIN) + rupiah(5_000n));
    const counted = { ...RINA, amount: over, expected: 'counted' };
    day.later().add('close_till', { ...counted, note: 'Rp5,000 too much' });
    const frozen = { ...tari, amount: '10000', expected: 'till_closed|till_session_missing' };
    day.later().add('deposit', { ...frozen, note: 'not before that is clear' });
    const asks = { ...RINA, key: 'rina-asks', expected: 'waiting' };
    day.later().add('ask_difference', { ...asks, note: 'for her manager to agree' });
    const decides = { cooperative: 'Kedungkandang', about: 'rina-asks' };
    const herself = { ...decides, actor: RINA_LOGIN, expected: 'same_person|role_forbidden' };
    day.later().add('approve', herself);
    const manager = { ...decides, actor: 'manajer.kedungkandang', expected: 'ok' };
    day.later().add('reject', { ...manager, note: 'count once more' });
    day.later().add('approve', { ...manager, expected: 'wrong_state', note: 'decided already' });
    day.later().closeTill(RINA_LOGIN, 'now it is right');
    for (const teller of OPEN_COUNTERS) day.closeTill(teller);
  },
};

/** In order of time. */
export const CASH_SCENES: readonly Scene[] = [
  countersOpen,
  cashIn,
  cashOut,
  lockedCode,
  sending,
  takings,
  givenBack,
  reserved,
  askedFor,
  undone,
  countersClose,
];

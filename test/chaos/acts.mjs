// What people do in a run: every act that moves money, each with what it must do to the wallets once it is done.
import { newUuid } from '../../dist/libs/core/src/index.js';
import { doneBody } from './client.mjs';

const LEAST_RUPIAH = 1_000;
const MOST_RUPIAH = 40_000;
/** Off-us a member pays this for sending money and for cash (`scheduleOfTheDay` of the benchmark's world). */
const MEMBER_FEE = 1_000;
/** Off-us the payer's cooperative owes this beside what is sent. */
const ISSUER_PAYS = 1_000;
/** The cooperative that pays more than it earns, so that it reaches its cap. */
const SPENDER = 0;
const SPENDS_MORE = 0.3;
const KEPT_MOST = 400;

/** How often each act is begun. */
const WEIGHTS = {
  payment: 34,
  quotedPayment: 4,
  transfer: 11,
  deposit: 11,
  withdrawal: 9,
  authorisation: 8,
  refund: 8,
  reversal: 5,
  raceOfReversal: 2,
  demand: 5,
  invoice: 2,
  fundsIn: 1,
  edgeOfCap: 3,
  edgeOfWallet: 3,
};

/** 0.7 % in whole rupiah, half up: computed here again, and not by the code that is under test. */
export function discountOf(rupiah) {
  return Math.floor((rupiah * 7 + 500) / 1_000);
}

/** One who acts: draws what to do next from a chance of its own. */
export class Actor {
  #people;
  #chance;
  #client;
  #shared;
  #weights;

  /**
   * @param shared what all actors see: `payments` that may be given back, and `races`
   * @param weights how often each act is begun, unless as usual
   */
  constructor({ people, chance, client, shared, weights = WEIGHTS }) {
    this.#weights = weights;
    this.#people = people;
    this.#chance = chance;
    this.#client = client;
    this.#shared = shared;
  }

  async next() {
    await this.#acts[this.#chance.weighted(this.#weights)]();
  }

  /** @param effect what it does to wallets: pairs of a person with a wallet and rupiah */
  async #act(kind, who, path, body, effect = []) {
    const entry = { kind, who, path, body, key: newUuid(), effect };
    await this.#client.act(entry);
    return entry;
  }

  #acts = {
    payment: () => this.#payment(),
    quotedPayment: () => this.#quotedPayment(),
    transfer: () => this.#transfer(),
    deposit: () => this.#deposit(),
    withdrawal: () => this.#withdrawal(),
    authorisation: () => this.#authorisation(),
    refund: () => this.#refund(),
    reversal: () => this.#reversal(),
    raceOfReversal: () => this.#raceOfReversal(),
    demand: () => this.#demand(),
    invoice: () => this.#invoice(),
    fundsIn: () => this.#fundsIn(),
    edgeOfCap: () => this.#edgeOfCap(),
    edgeOfWallet: () => this.#edgeOfWallet(),
  };

  #payer() {
    const { members } = this.#people;
    if (!this.#chance.isLikely(SPENDS_MORE)) return this.#chance.oneOf(members);
    return this.#chance.oneOf(members.filter(({ place }) => place === SPENDER));
  }

  #rupiah() {
    return LEAST_RUPIAH + this.#chance.below(MOST_RUPIAH - LEAST_RUPIAH);
  }

  async #payment(more = {}) {
    const payer = this.#payer();
    const shop = this.#chance.oneOf(this.#people.merchants);
    const rupiah = this.#rupiah();
    const body = { merchant_id: shop.id, amount: idr(rupiah), ...more };
    const entry = await this.#act(
      'payment',
      payer,
      '/v1/payments',
      body,
      paid(payer, shop, rupiah),
    );
    this.#keep({ entry, payer, shop, rupiah });
    return entry;
  }

  /** What may be given back later, of a payment or a capture. */
  #keep(payment) {
    const { payments } = this.#shared;
    if (payments.length < KEPT_MOST) payments.push(payment);
    else payments[this.#chance.below(KEPT_MOST)] = payment;
  }

  async #quotedPayment() {
    const payer = this.#payer();
    const shop = this.#chance.oneOf(this.#people.merchants);
    const rupiah = this.#rupiah();
    const wanted = { merchant_id: shop.id, amount: idr(rupiah) };
    const quote = doneBody(await this.#ask(payer, '/v1/quotes', wanted));
    if (quote === undefined) return;
    const body = { ...wanted, quote_id: quote.id };
    await this.#act('quoted payment', payer, '/v1/payments', body, paid(payer, shop, rupiah));
  }

  /** Something that moves nothing and has no key: asked until it is answered, and not written down. */
  async #ask(who, path, body, method = 'POST') {
    const entry = { kind: 'question', who, path, body, method, effect: [] };
    await this.#client.decide(entry);
    return entry;
  }

  async #transfer() {
    const payer = this.#payer();
    const payee = this.#chance.oneOf(this.#people.members);
    if (payee === payer) return;
    const rupiah = this.#rupiah();
    const body = { payee_member_id: payee.id, amount: idr(rupiah) };
    await this.#act('transfer', payer, '/v1/transfers', body, sent(payer, payee, rupiah));
  }

  async #deposit(more = {}) {
    const teller = this.#chance.oneOf(this.#people.tellers);
    const member = this.#chance.oneOf(this.#people.members);
    const rupiah = this.#rupiah();
    const body = { member: { member_id: member.id }, amount: idr(rupiah), ...more };
    return this.#act('deposit', teller, '/v1/deposits', body, [[member, rupiah]]);
  }

  /** A code on the phone, a hold at the counter, and then cash or a change of mind. */
  async #withdrawal() {
    const member = this.#payer();
    const teller = this.#chance.oneOf(this.#people.tellers);
    const rupiah = 10_000 * (1 + this.#chance.below(4));
    const made = await this.#askForCode(member, '/v1/withdrawal-codes', { amount: idr(rupiah) });
    if (made === undefined) return;
    const body = { member: { member_id: member.id }, code: made.code };
    const held = doneBody(await this.#act('withdrawal', teller, '/v1/withdrawals', body));
    if (held === undefined) return;
    const path = `/v1/withdrawals/${held.id}`;
    if (this.#chance.isLikely(0.2)) {
      await this.#act('withdrawal given up', teller, `${path}/cancel`);
      return;
    }
    const fee = teller.place === member.place ? 0 : MEMBER_FEE;
    await this.#act('cash out', teller, `${path}/confirm`, undefined, [[member, -rupiah - fee]]);
  }

  /** A code is made under a key, but is secret: what it was can't be shown again, so nothing is replayed. */
  async #askForCode(who, path, body) {
    const entry = { kind: 'code', who, path, body, key: newUuid(), effect: [] };
    await this.#client.decide(entry);
    return doneBody(entry);
  }

  async #authorisation() {
    const payer = this.#payer();
    const shop = this.#chance.oneOf(this.#people.merchants);
    const rupiah = this.#rupiah();
    const body = { merchant_id: shop.id, amount: idr(rupiah), expires_in: 3_600 };
    const held = doneBody(await this.#act('authorisation', payer, '/v1/authorisations', body));
    if (held === undefined) return;
    const path = `/v1/authorisations/${held.id}`;
    const taken = this.#chance.isLikely(0.5) ? rupiah : Math.ceil(rupiah / 2);
    const capture = () =>
      this.#act(
        'capture',
        shop,
        `${path}/capture`,
        { amount: idr(taken) },
        paid(payer, shop, taken),
      );
    const release = () => this.#act('void', shop, `${path}/void`);
    const choice = this.#chance.next();
    if (choice < 0.55) {
      this.#keep({ entry: await capture(), payer, shop, rupiah: taken });
    } else if (choice < 0.75) {
      await release();
    } else if (choice < 0.95) {
      // Both at once: exactly one of them may win.
      const rivals = await Promise.all([capture(), release()]);
      this.#shared.races.push({ rivals, most: 1, of: 'capture and void of one hold' });
    }
  }

  async #refund() {
    const { payments } = this.#shared;
    if (payments.length === 0) return;
    const payment = this.#chance.oneOf(payments);
    const done = doneBody(payment.entry);
    if (done === undefined) return;
    const { payer, shop, rupiah } = payment;
    const part = this.#chance.isLikely(0.4) ? rupiah : Math.ceil(rupiah / 3);
    const body = { payment_id: done.id, amount: idr(part) };
    const entry = await this.#act('refund', shop, '/v1/refunds', body, [
      [payer, part],
      [shop, -part],
    ]);
    entry.refund = { payment, part };
  }

  /** Undone by who sent it, by the reference that it was sent with. */
  async #reversal() {
    const reference = newUuid();
    const original = await (this.#chance.isLikely(0.5)
      ? this.#payment({ reference })
      : this.#deposit({ reference }));
    await this.#reverse(original, reference);
  }

  /** The reversal may overtake its original, which then must never take effect. */
  async #raceOfReversal() {
    const reference = newUuid();
    const teller = this.#chance.oneOf(this.#people.tellers);
    const member = this.#chance.oneOf(this.#people.members);
    const rupiah = this.#rupiah();
    const body = { member: { member_id: member.id }, amount: idr(rupiah), reference };
    const original = { kind: 'deposit', who: teller, path: '/v1/deposits', body, key: newUuid() };
    original.effect = [[member, rupiah]];
    await Promise.all([this.#client.act(original), this.#reverse(original, reference)]);
  }

  async #reverse(original, reference) {
    const entry = await this.#act('reversal', original.who, '/v1/reversals', { reference });
    entry.reverses = original;
  }

  /** Somebody asks for money, and whoever is asked pays. */
  async #demand() {
    const payer = this.#payer();
    const shop = this.#chance.oneOf(this.#people.merchants);
    const rupiah = this.#rupiah();
    const wanted = { payer_member_id: payer.id, amount: idr(rupiah) };
    const asked = doneBody(
      await this.#act('payment request', shop, '/v1/payment-requests', wanted),
    );
    if (asked === undefined) return;
    const path = `/v1/payment-requests/${asked.id}/pay`;
    await this.#act('request paid', payer, path, {}, paid(payer, shop, rupiah));
  }

  /** Between cooperatives: billed, proposed by one of the buyer's, agreed to by another. */
  async #invoice() {
    const seller = this.#chance.oneOf(this.#people.treasurers);
    const others = this.#people.treasurers.filter((one) => one !== seller);
    const buyer = this.#chance.oneOf(others);
    const manager = this.#people.managers.find(({ place }) => place === buyer.place);
    const billed = doneBody(
      await this.#act('invoice', seller, '/v1/invoices', {
        buyer_cooperative_id: buyer.cooperativeId,
        amount: idr(50_000),
        number: newUuid(),
        due_date: '2099-12-31',
      }),
    );
    if (billed === undefined) return;
    const asked = doneBody(await this.#ask(buyer, `/v1/invoices/${billed.id}/payments`, {}));
    if (asked === undefined) return;
    const agreement = { payload_hash: asked.payload_hash };
    await this.#ask(manager, `/v1/approvals/${asked.id}/approve`, agreement);
  }

  /**
   * Sends as much money as would take a cooperative one sen past its cap. Whoever came in between made the room smaller or
   * larger: then it is an act like any other.
   */
  async #edgeOfCap() {
    const treasurer = this.#chance.oneOf(this.#people.treasurers);
    const path = `/v1/cooperatives/${treasurer.cooperativeId}/position`;
    const position = doneBody(await this.#ask(treasurer, path, undefined, 'GET'));
    if (position === undefined) return;
    const room = Math.ceil(Number(position.headroom.value));
    const rupiah = room - ISSUER_PAYS;
    if (rupiah < LEAST_RUPIAH) return;
    const own = ({ place }) => place === treasurer.place;
    const payer = this.#chance.oneOf(this.#people.members.filter(own));
    const payee = this.#chance.oneOf(this.#people.members.filter((member) => !own(member)));
    const body = { payee_member_id: payee.id, amount: idr(rupiah) };
    await this.#act('transfer', payer, '/v1/transfers', body, sent(payer, payee, rupiah));
  }

  /** Sends a rupiah more than the wallet holds, to somebody of the same cooperative, which costs nothing. */
  async #edgeOfWallet() {
    const payer = this.#payer();
    const balance = doneBody(await this.#ask(payer, '/v1/me/balance', undefined, 'GET'));
    if (balance === undefined) return;
    const rupiah = Math.floor(Number(balance.available.value)) + 1;
    const own = ({ place }) => place === payer.place;
    const payee = this.#chance.oneOf(this.#people.members.filter(own));
    if (payee === payer || rupiah < LEAST_RUPIAH) return;
    const body = { payee_member_id: payee.id, amount: idr(rupiah) };
    await this.#act('transfer', payer, '/v1/transfers', body, sent(payer, payee, rupiah));
  }

  async #fundsIn() {
    const [operator] = this.#people.operators;
    const { cooperativeId } = this.#chance.oneOf(this.#people.treasurers);
    const body = { amount: idr(100_000), bank_reference: newUuid() };
    await this.#act('funds in', operator, `/v1/cooperatives/${cooperativeId}/funds-in`, body);
  }
}

function paid(payer, shop, rupiah) {
  return [
    [payer, -rupiah],
    [shop, rupiah - discountOf(rupiah)],
  ];
}

function sent(payer, payee, rupiah) {
  const fee = payer.place === payee.place ? 0 : MEMBER_FEE;
  return [
    [payer, -rupiah - fee],
    [payee, rupiah],
  ];
}

export function idr(rupiah) {
  return { value: `${rupiah}.00`, currency: 'IDR' };
}

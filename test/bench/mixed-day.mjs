// A mixed day over HTTP: payments, sendings, cash in, cash out and refunds, each between two cooperatives.
import { newUuid } from '../../dist/libs/core/src/index.js';
import { MIX } from './options.mjs';
import { below, oneOf, randomPayment } from './workload.mjs';

/** A drawer that no day empties: in notes of Rp100,000. */
const FLOAT_NOTES = 100_000;
/** Withdrawals in a second, at most: so many codes are made beforehand. A code lives for ten minutes. */
const CODES_A_SECOND = 700;
const CODE_MS = 8 * 60_000;
/** Payments made beforehand, so that there is something to refund from the first moment on. */
const REFUNDABLE_LEAST = 2_000;
const REFUNDABLE_MOST = 50_000;
const LEAST_RUPIAH = 10_000;
const MOST_RUPIAH = 100_000;

/** A hundred acts of the day. */
const TURN = Object.entries(MIX).flatMap(([act, percent]) => Array(percent).fill(act));

/** Requests as text, each with `what` it asks and `done(body)`, which may give a request to go on with. */
export class MixedDay {
  #world;
  #tellers = [];
  #owners = [];
  #codes = [];
  #refundable = [];
  #areTillsOpen = false;

  constructor(world) {
    this.#world = world;
    for (const [place, cooperative] of world.cooperatives.entries()) {
      for (const principal of cooperative.staff.tellers) this.#tellers.push({ principal, place });
      this.#owners.push(...cooperative.merchants);
    }
  }

  /** @param tokenOf a token of somebody */
  issueTokens(tokenOf) {
    const { network, cooperatives } = this.#world;
    const nobody = { network, member: null, merchant: null };
    const header = (subject) => `Authorization: Bearer ${tokenOf({ ...nobody, ...subject })}\r\n`;
    for (const { uid: cooperative, staff, merchants } of cooperatives) {
      const { manager, treasurer } = staff;
      staff.managerToken = header({ principal: manager, role: 'manager', cooperative });
      staff.treasurerToken = header({ principal: treasurer, role: 'treasurer', cooperative });
      for (const merchant of merchants) {
        const owner = { principal: merchant.ownerPerson, role: 'merchant_owner', cooperative };
        merchant.token = header({ ...owner, merchant: merchant.uid });
      }
    }
    for (const teller of this.#tellers) {
      const { uid: cooperative } = cooperatives[teller.place];
      teller.token = header({ principal: teller.principal, role: 'teller', cooperative });
    }
  }

  /** Lists of requests, each list after the one before; the first time the tills are opened too. */
  *preparations(seconds) {
    if (!this.#areTillsOpen) {
      yield this.#tellers.map((teller) => this.#makeTill(teller));
      yield this.#world.cooperatives.map((cooperative) => this.#fillVault(cooperative));
      yield this.#tellers.map((teller) => this.#openTill(teller));
      this.#areTillsOpen = true;
    }
    // So that every token has been verified before the clock starts.
    yield this.#tellers.map(({ token }) => read('/v1/withdrawals', token));
    yield this.#owners.map(({ token }) => read('/v1/refunds?limit=1', token));
    yield Array.from({ length: REFUNDABLE_LEAST }, () => this.#payment());
    this.#codes = this.#codes.filter(({ madeAt }) => Date.now() - madeAt < CODE_MS / 2);
    const wanted = Math.ceil(seconds * CODES_A_SECOND) - this.#codes.length;
    const holders = new Set(this.#codes.map(({ member }) => member));
    const codes = [];
    while (codes.length < wanted) {
      const member = oneOf(oneOf(this.#world.cooperatives).members);
      // A new code would cancel the former one.
      if (holders.has(member)) continue;
      holders.add(member);
      codes.push(this.#makeCode(member));
    }
    yield codes;
  }

  /** The next act; a connection works at its own teller's counter. */
  next(connection) {
    const act = oneOf(TURN);
    const teller = this.#tellers[connection % this.#tellers.length];
    return { act, ...this.#acts[act](teller) };
  }

  #acts = {
    payment: () => this.#payment(),
    transfer: () => this.#transfer(),
    deposit: (teller) => this.#deposit(teller),
    withdrawal: (teller) => this.#withdrawal(teller),
    refund: () => this.#refund(),
  };

  #payment() {
    const { payer, payee, rupiah } = randomPayment(this.#world);
    const body = { merchant_id: payee.id, amount: money(rupiah) };
    return post('/v1/payments', payer.token, body, (answer) => {
      if (this.#refundable.length >= REFUNDABLE_MOST) return;
      this.#refundable.push({ merchant: payee, rupiah, id: textOf(answer, 'id') });
    });
  }

  #refund() {
    const last = this.#refundable.length - 1;
    const at = below(last + 1);
    const { merchant, rupiah, id } = this.#refundable[at];
    this.#refundable[at] = this.#refundable[last];
    this.#refundable.pop();
    const body = { payment_id: id, amount: money(Math.ceil(rupiah / 2)) };
    return post('/v1/refunds', merchant.token, body);
  }

  #transfer() {
    const { cooperatives } = this.#world;
    const home = below(cooperatives.length);
    const payer = oneOf(cooperatives[home].members);
    const payee = oneOf(oneOf(othersThan(cooperatives, home)).members);
    const body = { payee_member_id: payee.id, amount: money(someRupiah()) };
    return post('/v1/transfers', payer.token, body);
  }

  #deposit({ place, token }) {
    const { id } = oneOf(oneOf(othersThan(this.#world.cooperatives, place)).members);
    return post('/v1/deposits', token, { member: { member_id: id }, amount: money(someRupiah()) });
  }

  #withdrawal({ place, token }) {
    const { uid: host } = this.#world.cooperatives[place];
    const at = this.#codes.findLastIndex(({ member }) => member.cooperative !== host);
    if (at < 0) throw new Error('all codes for taking out cash are used');
    const [made] = this.#codes.splice(at, 1);
    const body = { member: { member_id: made.member.id }, code: made.code };
    return post('/v1/withdrawals', token, body, (answer) =>
      post(`/v1/withdrawals/${textOf(answer, 'id')}/confirm`, token),
    );
  }

  #makeCode(member) {
    const body = { amount: money(someRupiah()) };
    return post('/v1/withdrawal-codes', member.token, body, (answer) => {
      this.#codes.push({ member, code: textOf(answer, 'code'), madeAt: Date.now() });
    });
  }

  #makeTill(teller) {
    const { managerToken } = this.#world.cooperatives[teller.place].staff;
    const name = `Laci ${this.#tellers.indexOf(teller) + 1}`;
    return post('/v1/tills', managerToken, { name }, (answer) => {
      teller.till = textOf(answer, 'id');
    });
  }

  #fillVault({ staff }) {
    const amount = money(FLOAT_NOTES * 100_000 * staff.tellers.length);
    return post('/v1/cash-transfers', staff.treasurerToken, { from: 'bank', to: 'vault', amount });
  }

  #openTill({ till, token }) {
    const body = {
      till_id: till,
      amount: money(FLOAT_NOTES * 100_000),
      denominations: [{ face: '100000', count: FLOAT_NOTES }],
    };
    return post('/v1/till-sessions', token, body);
  }
}

function othersThan(cooperatives, place) {
  return cooperatives.filter((_one, at) => at !== place);
}

function someRupiah() {
  return LEAST_RUPIAH + below(MOST_RUPIAH - LEAST_RUPIAH);
}

function money(rupiah) {
  return { value: `${rupiah}.00`, currency: 'IDR' };
}

function post(path, token, body, done) {
  const content = body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? '' : 'Content-Type: application/json\r\n';
  const text =
    `POST ${path} HTTP/1.1\r\nHost: bench\r\n${token}Idempotency-Key: ${newUuid()}\r\n` +
    `${type}Content-Length: ${content.length}\r\n\r\n${content}`;
  return { what: path, text, done };
}

function read(path, token) {
  return { what: path, text: `GET ${path} HTTP/1.1\r\nHost: bench\r\n${token}\r\n` };
}

/** A member of an answer without reading all of it. */
function textOf(answer, name) {
  const found = new RegExp(`"${name}":"([^"]+)"`).exec(answer.toString('latin1'))?.[1];
  if (found === undefined) throw new Error(`no ${name} in ${answer.toString()}`);
  return found;
}

// Who acts in a run, and the tokens that they show.
import {
  ACCESS_TOKEN_SECONDS,
  readSigningKeys,
  TokenService,
} from '../../dist/libs/access/src/index.js';
import { encodeId } from '../../dist/libs/core/src/index.js';
import { ISSUER } from '../bench/api-server.mjs';

/** Tokens are made anew well before they end. */
const TOKEN_AGE_MOST_MS = (ACCESS_TOKEN_SECONDS - 240) * 1_000;

/**
 * @param world as `makeWorld` wrote it
 * @param operators two people who may agree with each other
 * @returns `members`, `merchants`, `tellers`, `managers`, `treasurers`, `operators`, each with `header()`
 */
export function peopleOf(world, operators, keys) {
  const signing = readSigningKeys(keys.privateKey);
  const tokens = new TokenService({ keys: signing, issuer: ISSUER, audience: 'simpul' });
  const somebody = (subject) =>
    new Person(tokens, { ...NOBODY, network: world.network, ...subject });
  const people = { members: [], merchants: [], tellers: [], managers: [], treasurers: [] };
  for (const [place, { uid, staff, members, merchants }] of world.cooperatives.entries()) {
    const own = { cooperative: uid };
    for (const { uid: member, person, wallet } of members) {
      const actor = somebody({ ...own, role: 'member', principal: person, member });
      people.members.push(Object.assign(actor, { place, wallet, id: encodeId('mbr', member) }));
    }
    for (const { uid: merchant, ownerPerson, wallet } of merchants) {
      const actor = somebody({ ...own, role: 'merchant_owner', principal: ownerPerson, merchant });
      people.merchants.push(Object.assign(actor, { place, wallet, id: encodeId('mrc', merchant) }));
    }
    for (const principal of staff.tellers) {
      people.tellers.push(
        Object.assign(somebody({ ...own, role: 'teller', principal }), { place }),
      );
    }
    const manager = somebody({ ...own, role: 'manager', principal: staff.manager });
    const treasurer = somebody({ ...own, role: 'treasurer', principal: staff.treasurer });
    people.managers.push(Object.assign(manager, { place, cooperativeId: encodeId('coop', uid) }));
    people.treasurers.push(
      Object.assign(treasurer, { place, cooperativeId: encodeId('coop', uid) }),
    );
  }
  people.operators = operators.map((principal) =>
    somebody({ role: 'operator', network: null, principal }),
  );
  return people;
}

const STAFF = new Set(['teller', 'treasurer', 'manager', 'operator']);
const NOBODY = { cooperative: null, member: null, merchant: null };

class Person {
  #tokens;
  #subject;
  #header;
  #issuedAt = -Infinity;

  constructor(tokens, subject) {
    this.#tokens = tokens;
    this.#subject = subject;
  }

  get principal() {
    return this.#subject.principal;
  }

  /** Whether what they do is noted in the audit. */
  get isStaff() {
    return STAFF.has(this.#subject.role);
  }

  /** The value of the Authorization header; proven a moment ago with a second factor, as staff must be. */
  header() {
    if (performance.now() - this.#issuedAt > TOKEN_AGE_MOST_MS) {
      const proof = { methods: ['pwd', 'otp'], at: Math.floor(Date.now() / 1000) };
      this.#header = `Bearer ${this.#tokens.issue({ ...this.#subject, proof }).token}`;
      this.#issuedAt = performance.now();
    }
    return this.#header;
  }
}

// A partner through whose app all members pay codes that shops show, over SNAP BI: every request signed and numbered.
import { createAccess, readSigningKeys } from '../../dist/libs/access/src/index.js';
import { encodeId, newUuid } from '../../dist/libs/core/src/index.js';
import { createDataSource } from '../../dist/libs/database/src/index.js';
import { signSymmetric, writeTimestamp } from '../../dist/libs/standards/src/index.js';
import { ISSUER } from './api-server.mjs';
import { randomPayment } from './workload.mjs';

/** A token of the partner is renewed before an interval that it might not outlive. */
const TOKEN_RESERVE_MS = 300_000;

const IDENTITY = `
INSERT INTO payments.qris_identity (uid, set_by, network, reverse_domain, nns, nmid, postal_code)
VALUES (uuidv7(), uuidv7(), $1, 'ID.CO.TOLOKUKUR.WWW', '93600000', 'ID1000000000000', '65111')`;

/** As if every member had agreed, and the partner had fetched its tokens. */
const CONSENTS = `
INSERT INTO access.consent (uid, client, cooperative, member, person, ask_expires_at, approved_at,
  expires_at, network, state, refresh_hash)
SELECT uuidv7(), $1, m.cooperative, m.uid, m.person, now() + interval '15 minutes', now(),
  now() + interval '90 days', $2, m.uid::text, sha256(convert_to(m.uid::text, 'UTF8'))
FROM participants.member m RETURNING uid, member`;

export class SnapPartners {
  #world;
  #keys;
  #access;
  /** By cooperative: the partner that asks for its shops. The first is the members' app too. */
  #partners = [];
  #issuedAt = -Infinity;

  constructor(world, keys) {
    this.#world = world;
    this.#keys = keys;
  }

  /** Registers the partners and the consents, once; and sees that their tokens outlive an interval. */
  async prepare(databaseUrl) {
    if (this.#access === undefined) await this.#register(databaseUrl);
    if (Date.now() < this.#issuedAt + TOKEN_RESERVE_MS) return;
    this.#issuedAt = Date.now();
    for (const partner of this.#partners) {
      ({ token: partner.token } = this.#access.partnerTokens.issue(partner.uid));
    }
  }

  /** Requests that have to be answered 200 once before a payment is measured: a sign for each shop, a look at each balance. */
  preparations() {
    const { cooperatives } = this.#world;
    const signs = cooperatives.flatMap(({ merchants }, at) =>
      merchants.map((merchant) => ({
        text: this.#signed('/v1.0/qr/qr-mpm-generate', this.#partners[at], {
          partnerReferenceNo: newUuid(),
          merchantId: merchant.id,
        }),
        done: (body) => {
          merchant.qr = JSON.parse(body).qrContent;
        },
      })),
    );
    const balances = cooperatives
      .flatMap(({ members }) => members)
      .map((member) => ({
        text: this.#signed('/v1.0/balance-inquiry', this.#partners[0], {}, member.customer),
      }));
    return [signs, balances];
  }

  /** A random member pays at a random shop's sign. */
  payment() {
    const { payer, payee, rupiah } = randomPayment(this.#world);
    const body = {
      partnerReferenceNo: newUuid(),
      qrContent: payee.qr,
      amount: { value: `${rupiah}.00`, currency: 'IDR' },
    };
    return this.#signed('/v1.0/qr/qr-mpm-payment', this.#partners[0], body, payer.customer);
  }

  #signed(path, { id, token, secret }, content, customer) {
    const body = JSON.stringify(content);
    const timestamp = writeTimestamp(new Date());
    const request = { method: 'POST', path, body: Buffer.from(body), timestamp };
    return (
      `POST ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n` +
      `X-TIMESTAMP: ${timestamp}\r\nX-SIGNATURE: ${signSymmetric(request, token, secret)}\r\n` +
      `X-PARTNER-ID: ${id}\r\nX-EXTERNAL-ID: ${newUuid()}\r\nCHANNEL-ID: H2H\r\n` +
      (customer === undefined ? '' : `Authorization-Customer: Bearer ${customer}\r\n`) +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    );
  }

  async #register(databaseUrl) {
    const { network, cooperatives } = this.#world;
    const dataSource = createDataSource(databaseUrl, {
      entities: [],
      applicationName: 'bench partners',
    });
    await dataSource.initialize();
    const secrets = {
      signing: readSigningKeys(this.#keys.privateKey),
      pepper: Buffer.from(this.#keys.pepper),
      personalData: { current: Buffer.from(this.#keys.personalData, 'hex') },
    };
    const access = createAccess(dataSource, { secrets, issuer: ISSUER });
    for (const { uid } of cooperatives) {
      this.#partners.push(await registered(access.clientRegistry, network, uid));
    }
    await dataSource.query(IDENTITY, [network]);
    const consents = await dataSource.query(CONSENTS, [this.#partners[0].uid, network]);
    const customers = new Map(consents.map(({ uid, member }) => [member, uid]));
    for (const member of cooperatives.flatMap(({ members }) => members)) {
      const consent = customers.get(member.uid);
      const { token } = access.partnerTokens.issueFor(this.#partners[0].uid, consent);
      member.customer = token;
    }
    await dataSource.destroy();
    this.#access = access;
  }
}

async function registered(registry, network, cooperative) {
  const operator = { principal: newUuid(), role: 'operator', network: null, cooperative: null };
  const holder = { network, cooperative, merchant: null };
  const { client } = valueOf(
    await registry.register(operator, holder, { name: 'Dompet', scopes: ['snap'] }),
  );
  const wanted = { kind: 'signing_secret', isLive: true };
  const { secret } = valueOf(await registry.addKey(operator, client.uid, wanted, 0));
  return { uid: client.uid, id: encodeId('cli', client.uid), secret };
}

function valueOf(result) {
  if (!result.ok) throw new Error(`the partners can't be made: ${JSON.stringify(result)}`);
  return result.value;
}

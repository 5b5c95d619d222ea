import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ApiClientService } from '@app/access';
import { encodeId, newUuid } from '@app/core';
import type { Cooperative, Member, Merchant } from '@app/participants';
import {
  requestStringToSign,
  signAsymmetric,
  signSymmetric,
  tokenStringToSign,
  writeTimestamp,
} from '@app/standards';
import { valueOf } from '@app/testing';
import type { Response } from 'supertest';
import { cashWorld, type CashWorld } from './cash-world.js';
import type { PaymentsWorldOptions } from './payments-world.js';
import { textOf } from './read-body.js';

export type SnapWorld = Awaited<ReturnType<typeof snapWorld>>;

/** A partner's program with its keys. */
export interface SnapPartner {
  /** `cli_…` */
  readonly id: string;
  readonly uid: string;
  readonly secret: string;
  readonly privateKey: KeyObject;
}

/** What a request is sent with that is not as a proper one has it. */
export interface Sent {
  readonly process?: number;
  /** A customer's token. */
  readonly customer?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The bytes that are sent, whatever was signed. */
  readonly raw?: string;
  readonly token?: string;
  readonly externalId?: string;
  readonly timestamp?: string;
}

const PARTNER_KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The world of cash and payments, with partners that speak SNAP BI. */
export async function snapWorld(options: PaymentsWorldOptions = {}) {
  const world = await cashWorld(options);
  const [app] = world.apps;
  if (app === undefined) throw new Error('a world needs a process');
  const service = app.get(ApiClientService);

  /** A partner of a cooperative, or of one of its shops. */
  async function aPartner(
    cooperative: Cooperative,
    merchant: Merchant | null = null,
    { symmetric = true }: { symmetric?: boolean } = {},
  ): Promise<SnapPartner> {
    const holder = {
      network: cooperative.network,
      cooperative: cooperative.uid,
      merchant: merchant?.uid ?? null,
    };
    const wanted = { name: 'Dompet Malang', scopes: ['snap'] as const };
    const { client } = valueOf(await service.register(world.operator, holder, wanted));
    const publicKey = { kind: 'public_key', key: PARTNER_KEYS.publicKey } as const;
    valueOf(await service.addKey(world.operator, client.uid, publicKey, 0));
    const signing = { kind: 'signing_secret', isLive: false } as const;
    const made = symmetric
      ? valueOf(await service.addKey(world.operator, client.uid, signing, 0))
      : undefined;
    return {
      id: encodeId('cli', client.uid),
      uid: client.uid,
      secret: made?.secret ?? '',
      privateKey: PARTNER_KEYS.privateKey,
    };
  }

  const client = clientOf(world);
  return {
    ...world,
    service,
    aPartner,
    ...client,
    ...asymmetricOf(world),
    ...consentsOf(world, client),
  };
}

function clientOf(world: CashWorld) {
  const tokens = new Map<string, string>();

  const askToken = (
    path: string,
    partner: SnapPartner,
    body: object,
    { timestamp = now(), headers = {}, process = 0 }: Sent = {},
  ) =>
    world
      .api(process)
      .post(path)
      .set('x-timestamp', timestamp)
      .set('x-client-key', partner.id)
      .set(
        'x-signature',
        signAsymmetric(tokenStringToSign(partner.id, timestamp), partner.privateKey),
      )
      .set(headers)
      .send(body);

  async function tokenOf(partner: SnapPartner): Promise<string> {
    const known = tokens.get(partner.id);
    if (known !== undefined) return known;
    const body = { grantType: 'client_credentials' };
    const answer = await askToken('/v1.0/access-token/b2b', partner, body).expect(200);
    const token = textOf(answer.body, 'accessToken');
    tokens.set(partner.id, token);
    return token;
  }

  /** Asks a service as a proper partner does, but for what `sent` says. */
  async function ask(
    method: 'GET' | 'POST',
    path: string,
    partner: SnapPartner,
    body: object | undefined,
    sent: Sent = {},
  ): Promise<Response> {
    const token = sent.token ?? (await tokenOf(partner));
    const timestamp = sent.timestamp ?? now();
    const text = body === undefined ? '' : JSON.stringify(body);
    const signed = { method, path, body: Buffer.from(text), timestamp };
    const api = world.api(sent.process ?? 0);
    const request = (method === 'GET' ? api.get(path) : api.post(path)).set({
      'x-timestamp': timestamp,
      'x-partner-id': partner.id,
      'x-external-id': sent.externalId ?? newUuid(),
      'channel-id': 'H2H',
      authorization: `Bearer ${token}`,
      'x-signature': signSymmetric(signed, token, partner.secret),
      ...(sent.customer !== undefined && {
        'authorization-customer': `Bearer ${sent.customer}`,
      }),
      ...sent.headers,
    });
    if (method === 'GET') return request;
    return request.set('content-type', 'application/json').send(sent.raw ?? text);
  }

  const post = (path: string, partner: SnapPartner, body: object, sent: Sent = {}) =>
    ask('POST', `/v1.0/${path}`, partner, body, sent);

  return { askToken, tokenOf, ask, snap: post };
}

/** Partners without a signing secret. */
function asymmetricOf(world: CashWorld) {
  /** Without a token, under the partner's RSA key. */
  const postAsymmetric = (path: string, partner: SnapPartner, body: object) => {
    const text = JSON.stringify(body);
    const timestamp = now();
    const whole = `/v1.0/${path}`;
    const signed = { method: 'POST', path: whole, body: Buffer.from(text), timestamp };
    return world
      .api()
      .post(whole)
      .set({
        'content-type': 'application/json',
        'x-timestamp': timestamp,
        'x-partner-id': partner.id,
        'x-external-id': newUuid(),
        'channel-id': 'H2H',
        'x-signature': signAsymmetric(requestStringToSign(signed), partner.privateKey),
      })
      .send(text);
  };

  return { postAsymmetric };
}

type SnapClient = ReturnType<typeof clientOf>;

function consentsOf(world: CashWorld, { ask, askToken }: SnapClient) {
  /** The partner's question to a member, in the state that it names. */
  async function askConsent(
    partner: SnapPartner,
    member: Member,
    state: string = newUuid(),
  ): Promise<Response> {
    const mobileNumber = await world.phoneOf(member.person);
    const accountNo = encodeId('mbr', member.uid);
    const seamlessData = JSON.stringify({ mobileNumber, accountNo });
    const query = new URLSearchParams({ state, seamlessData });
    return ask('GET', `/v1.0/get-auth-code?${query.toString()}`, partner, undefined);
  }

  /** A customer's token for which the member has agreed by PIN. */
  async function customerOf(partner: SnapPartner, member: Member, pin: string): Promise<string> {
    const state = newUuid();
    const asked = await askConsent(partner, member, state);
    const id = textOf(asked.body.additionalInfo, 'consentId');
    const own = world.as.member(member);
    await world.post(`/v1/me/consents/${id}/approve`, own, { pin }).expect(200);
    const approved = await askConsent(partner, member, state);
    const authCode = textOf(approved.body, 'authCode');
    const body = { grantType: 'AUTHORIZATION_CODE', authCode };
    const handed = await askToken('/v1.0/access-token/b2b2c', partner, body).expect(200);
    return textOf(handed.body, 'accessToken');
  }

  return { askConsent, customerOf };
}

function now(): string {
  return writeTimestamp(new Date());
}

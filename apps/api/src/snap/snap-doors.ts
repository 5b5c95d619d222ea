import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiClients, PartnerTokens, SignedRequests, type ApiClient } from '@app/access';
import { encodeId } from '@app/core';
import { goOn, RequestRates } from '@app/http';
import {
  externalIdDay,
  tokenStringToSign,
  verifyAsymmetric,
  verifyRequest,
  verifySymmetric,
  writeTimestamp,
  type SignedRequest,
} from '@app/standards';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { identityOf } from './snap-caller.js';
import { SnapException, unauthorized } from './snap-exception.js';
import {
  bearerIn,
  headerOf,
  signedHeaders,
  transactionHeaders,
  type TransactionHeaders,
} from './snap-headers.js';
import { enveloped } from './snap-envelope.js';
import type { SnapServiceRule } from './snap-service-rule.js';

/** Injection token of the seconds by which X-TIMESTAMP may differ from the database's clock. */
export const SNAP_TOLERANCE = Symbol('SNAP_TOLERANCE');

const EMPTY = Buffer.alloc(0);
const CLIENT_KEY_MAX = 64;
const SCOPE = 'snap';

/**
 * Lets a partner in by its signature, over the bytes that it sent: under its HMAC secret with an access token, or, of a partner
 * that has no such secret, under its RSA key. What is replayed, altered, late or another's goes no further. Hooks, because the
 * database has to be told in whose name it is asked before Nest calls anything.
 */
@Injectable()
export class SnapDoors implements OnModuleInit {
  constructor(
    @Inject(ApiClients) private readonly clients: ApiClients,
    @Inject(PartnerTokens) private readonly tokens: PartnerTokens,
    @Inject(SignedRequests) private readonly requests: SignedRequests,
    @Inject(RequestRates) private readonly rates: RequestRates,
    @Inject(SNAP_TOLERANCE) private readonly toleranceSeconds: number,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.decorateRequest('snapCaller', undefined);
    // The body has been read by now, as it was sent.
    fastify.addHook('preValidation', (request, reply, done) => {
      const { snap } = request.routeOptions.config;
      if (snap === undefined) done();
      else void goOn(this.pass(request, reply, snap), done);
    });
    fastify.addHook('preSerialization', (request, reply, answer, done) => {
      const { snap } = request.routeOptions.config;
      if (snap === undefined) {
        done(null, answer);
        return;
      }
      const { status, body } = enveloped(snap.code, answer);
      void reply.code(status);
      done(null, body);
    });
  }

  private async pass(
    request: FastifyRequest,
    reply: FastifyReply,
    rule: SnapServiceRule,
  ): Promise<void> {
    const now = new Date(await this.tokens.now());
    reply.header('x-timestamp', writeTimestamp(now));
    if (rule.signs === 'token') await this.admitForToken(request, now);
    else await this.admit(request, rule, now);
  }

  /** Services 73 and 74: the client key and the time, signed under the partner's RSA key. */
  private async admitForToken(request: FastifyRequest, now: Date): Promise<void> {
    const { timestamp, signature } = signedHeaders(request, now, this.toleranceSeconds);
    const clientKey = headerOf(request, 'X-CLIENT-KEY', CLIENT_KEY_MAX);
    const client = admitted(await this.clients.byId(clientKey));
    const text = tokenStringToSign(clientKey, timestamp);
    const isSigned = client.publicKeys.some((key) => verifyAsymmetric(text, signature, key));
    if (!isSigned) throw invalidSignature();
    this.rates.ofProgram(client.uid);
    request.snapCaller = { client, consent: undefined };
  }

  private async admit(request: FastifyRequest, rule: SnapServiceRule, now: Date): Promise<void> {
    const headers = transactionHeaders(request, now, this.toleranceSeconds);
    const token = bearerIn(request.headers.authorization);
    const { client, expiresAt } =
      token === undefined
        ? await this.signedWithoutToken(request, headers)
        : await this.signedWithToken(request, headers, token);
    this.rates.ofProgram(client.uid);
    const asked = this.customerOf(rule, client, request);
    const seen = await this.requests.see({
      client: client.uid,
      day: externalIdDay(now),
      id: headers.externalId,
      consent: asked,
    });
    const { consent } = seen;
    if (asked !== undefined && consent === undefined) throw invalidCustomer();
    if (!seen.isFirst) throw new SnapException('conflict', 'already_exists');
    const caller = { client, consent };
    request.snapCaller = caller;
    request.identity = identityOf(caller, expiresAt);
  }

  private async signedWithToken(
    request: FastifyRequest,
    headers: TransactionHeaders,
    token: string,
  ): Promise<{ client: ApiClient; expiresAt: number }> {
    const opened = this.tokens.verify(token);
    if (!opened.ok) throw new SnapException('invalid_token', opened.code);
    const client = admitted(await this.clients.byId(encodeId('cli', opened.value.client)));
    isPartner(client, headers);
    const signed = signedRequest(request, headers);
    const secrets = await client.hmacSecrets();
    const isSigned = secrets.some(
      (secret) => verifySymmetric(signed, token, secret, headers.signature) !== undefined,
    );
    if (!isSigned) throw invalidSignature();
    return { client, expiresAt: opened.value.expiresAt };
  }

  /** Only of partners without an HMAC secret: whoever has one would else be impersonated by the weaker of two. */
  private async signedWithoutToken(
    request: FastifyRequest,
    headers: TransactionHeaders,
  ): Promise<{ client: ApiClient; expiresAt: number }> {
    const client = await this.clients.byId(headers.partnerId);
    if (client === undefined || (await client.hmacSecrets()).length > 0) {
      throw new SnapException('token_not_found', 'token_missing');
    }
    const signed = signedRequest(request, headers);
    const isSigned = client.publicKeys.some(
      (key) => verifyRequest(signed, key, headers.signature) !== undefined,
    );
    if (!isSigned) throw invalidSignature();
    return { client: admitted(client), expiresAt: 0 };
  }

  /** The consent (uuid) that a request says it stands upon, if it needs or has one. */
  private customerOf(
    { customer }: SnapServiceRule,
    client: ApiClient,
    request: FastifyRequest,
  ): string | undefined {
    if (customer === 'none') return undefined;
    const token = bearerIn(request.headers['authorization-customer']);
    if (token === undefined) {
      if (customer === 'allowed') return undefined;
      throw new SnapException('customer_token_not_found', 'token_missing');
    }
    const opened = this.tokens.verifyCustomer(token);
    if (!opened.ok || opened.value.client !== client.uid) throw invalidCustomer();
    return opened.value.consent;
  }
}

function invalidCustomer(): SnapException {
  return new SnapException('invalid_customer_token', 'token_invalid');
}

function admitted(client: ApiClient | undefined): ApiClient {
  if (client?.status !== 'active') throw unauthorized('Unknown Client');
  if (!client.scopes.includes(SCOPE)) {
    throw new SnapException('feature_not_allowed', 'role_forbidden');
  }
  return client;
}

function isPartner({ id, snapPartnerId }: ApiClient, { partnerId }: TransactionHeaders): void {
  if (partnerId !== (snapPartnerId ?? id)) throw unauthorized('X-PARTNER-ID');
}

function invalidSignature(): SnapException {
  return unauthorized('Invalid Signature');
}

function signedRequest(request: FastifyRequest, { timestamp }: TransactionHeaders): SignedRequest {
  return {
    method: request.method,
    path: request.url,
    body: request.rawBody ?? EMPTY,
    timestamp,
  };
}

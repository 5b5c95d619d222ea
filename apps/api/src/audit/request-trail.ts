import { AuditTrail, type Identity, type Role, type StaffAct } from '@app/access';
import { decodeId, ID_PREFIXES } from '@app/core';
import {
  asSwitch,
  followContexts,
  inRequest,
  type RequestContext,
  type RequestOrigin,
  type Tenant,
} from '@app/database';
import { failureOf, LOGGER, outcomeUnknownInstead } from '@app/http';
import { Directory } from '@app/participants';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import '../snap/snap-caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What somebody of the staff is about to do, until it is noted; undefined of what is not noted. */
    staffAct: { readonly identity: Identity; outcome: Record<string, string> } | undefined;
    /** That it asks the database in somebody's name; undefined if it does not. */
    context: FollowedContext | undefined;
  }
}

interface FollowedContext {
  /** To be called when its handler is through with it. */
  answered(): void;
}

/** Who works for somebody; members and owners of shops act for themselves. */
const STAFF: ReadonlySet<Role> = new Set([
  'cashier',
  'teller',
  'treasurer',
  'manager',
  'operator',
  'auditor',
  'dinas',
]);

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Tells the database in whose name it is asked, so that it shows a cooperative's rows to nobody else, and changes of
 * rules and credentials can write down who made them; and notes what staff did. Money that people move for themselves is in
 * the ledger under their name.
 */
@Injectable()
export class RequestTrail implements OnModuleInit {
  constructor(
    @Inject(AuditTrail) private readonly trail: AuditTrail,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  /** Hooks, since an interceptor of Nest's costs every request more than all the rest of Nest does. */
  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.decorateRequest('staffAct', undefined);
    fastify.decorateRequest('context', undefined);
    fastify.addHook('preHandler', (request, reply, done) => {
      const context = contextOf(request);
      if (context === undefined) {
        done();
        return;
      }
      request.context = followUntilAnswered(reply);
      inRequest(context, done);
    });
    fastify.addHook('preSerialization', (request, _reply, body, done) => {
      if (request.staffAct !== undefined) request.staffAct.outcome = outcomeOf(body);
      done(null, body);
    });
    fastify.addHook('onSend', (request, reply, payload, done) => {
      const { staffAct } = request;
      if (staffAct === undefined) {
        request.context?.answered();
        done(null, payload);
        return;
      }
      request.staffAct = undefined;
      const { identity, outcome } = staffAct;
      const after =
        request.problemCode === undefined
          ? { ...outcome, code: 'done' }
          : { code: request.problemCode };
      void asSwitch(async () => {
        const isTold = (await this.note(request, identity, after)) || reply.statusCode >= 500;
        request.context?.answered();
        done(null, isTold ? payload : outcomeUnknownInstead(request, reply));
      });
    });
  }

  /**
   * @returns false when the database went away: then it is not answered as done, so that whoever asked asks again with the same
   *   key, is given the first answer, and that is noted. What nobody expected doesn't undo what is done.
   */
  private async note(
    request: FastifyRequest,
    identity: Identity,
    after: StaffAct['after'],
  ): Promise<boolean> {
    try {
      await this.trail.note({
        network: await this.networkOf(identity, request),
        cooperative: identity.cooperative ?? cooperativeIn(request.params),
        actor: identity.principal,
        role: identity.role,
        address: request.ip,
        request: request.id,
        action: `${request.method} ${request.routeOptions.url ?? ''}`,
        subject: subjectOf(request.params),
        after,
      });
      return true;
    } catch (error) {
      const isAway = failureOf(error).code === 'database_unavailable';
      const level = isAway ? 'warn' : 'error';
      this.logger[level]({ err: error, request_id: request.id }, 'an act is missing in the audit');
      return !isAway;
    }
  }

  /** An operator of the whole deployment acts in the network that the request names, or in the only one. */
  private async networkOf(identity: Identity, request: FastifyRequest): Promise<number> {
    if (identity.network !== null) return identity.network;
    const networks = await this.directory.networks();
    const [only, ...others] = networks;
    if (only !== undefined && others.length === 0) return only.id;
    const named = idIn(request.params) ?? idIn(request.body);
    return networks.find(({ uid }) => uid === named)?.id ?? 0;
  }
}

/**
 * A context is followed until the handler has answered and all of the answer is sent, which may be read from the database
 * while it is sent. Who goes away does not end what was begun in their name.
 */
function followUntilAnswered(reply: FastifyReply): FollowedContext {
  const release = followContexts();
  let isAnswered = false;
  reply.raw.once('close', () => {
    if (isAnswered || reply.sent) release();
  });
  return {
    answered() {
      isAnswered = true;
      if (reply.raw.closed) release();
    },
  };
}

/**
 * In whose name the database is asked, undefined for the switch's own; and whether what is done is noted when it is
 * answered.
 */
function contextOf(request: FastifyRequest): RequestContext | undefined {
  if (request.routeOptions.config.betweenCooperatives === true) return undefined;
  const { identity } = request;
  const tenant = identity && tenantOf(identity);
  const isOfStaff = identity !== undefined && STAFF.has(identity.role);
  const isSnap = request.snapCaller !== undefined;
  const hasKey = isSnap || request.headers['idempotency-key'] !== undefined;
  const movesOwnMoney = !isOfStaff && hasKey;
  if (READING.has(request.method) || movesOwnMoney) return tenant && { tenant };
  if (isOfStaff) request.staffAct = { identity, outcome: {} };
  return { tenant, origin: originOf(request) };
}

/** An operator of the whole deployment asks in the switch's own name. */
function tenantOf({ network, cooperative }: Identity): Tenant | undefined {
  return network === null ? undefined : { network, cooperative };
}

function originOf({ id, ip, identity }: FastifyRequest): RequestOrigin {
  if (identity === undefined) return { request: id, address: ip };
  return { request: id, address: ip, actor: identity.principal, role: identity.role };
}

/** What an answer says of the thing that was made or changed: no more than its id and its state. */
function outcomeOf(body: unknown): Record<string, string> {
  if (!isRecord(body)) return {};
  const { id, state, status } = body;
  return {
    ...(typeof id === 'string' && { id }),
    ...(typeof state === 'string' && { state }),
    ...(typeof status === 'string' && { status }),
  };
}

function subjectOf(params: unknown): string | null {
  const id = isRecord(params) ? params.id : undefined;
  if (typeof id !== 'string') return null;
  const prefix = ID_PREFIXES.find((one) => id.startsWith(`${one}_`));
  return (prefix !== undefined && decodeId(prefix, id)) || null;
}

/** The uuid of the cooperative that a path is about. */
function cooperativeIn(params: unknown): string | null {
  const id = isRecord(params) ? params.id : undefined;
  return (typeof id === 'string' && decodeId('coop', id)) || null;
}

/** The uuid of the network that is named by its id. */
function idIn(named: unknown): string | undefined {
  if (!isRecord(named)) return undefined;
  for (const id of [named.id, named.network_id]) {
    const uuid = typeof id === 'string' ? decodeId('net', id) : undefined;
    if (uuid !== undefined) return uuid;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

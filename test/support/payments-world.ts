import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import {
  ApprovalService,
  Onboarding,
  PersonStore,
  TokenService,
  type ClientScope,
  type TokenSubject,
} from '@app/access';
import { encodeId, newUuid, presets, type Sen } from '@app/core';
import { connectionUrls } from '@app/database';
import { bearer as holding, Simpul, type SimpulOptions } from '@simpul/client';
import { LedgerReads } from '@app/ledger';
import {
  FeeScheduleService,
  NetworkService,
  StaffService,
  type Cooperative,
  type Member,
  type Merchant,
  type NewStaff,
  type Post,
} from '@app/participants';
import {
  anIdentity,
  appointed,
  freshDatabase,
  justProven,
  testSecrets,
  valueOf,
  type StaffOffice,
  type TestDatabase,
} from '@app/testing';
import { Client } from 'pg';
import supertest, { type Response } from 'supertest';
import { DataSource } from 'typeorm';
import { readConfig, type Environment } from '../../apps/api/src/config.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { QUIET } from './quiet.js';
import { buildersOf } from './payments-builders.js';

export interface PaymentsWorldOptions {
  /** Processes on the one database, each with its own caches and engine. */
  readonly processes?: number;
  /** Whether its network is a sandbox. */
  readonly sandbox?: boolean;
  /** Variables beside those of every test. */
  readonly env?: Environment;
}

export interface PayOptions {
  readonly key?: string | null;
  readonly process?: number;
  readonly body?: object;
}

export type PaymentsWorld = Awaited<ReturnType<typeof paymentsWorld>>;

/**
 * A network of two active cooperatives, Dinoyo and Bumiayu, with the simple schedule in force and wide caps, seen over
 * HTTP; and builders that go through the real services.
 */
export async function paymentsWorld({
  processes = 1,
  sandbox = false,
  env = {},
}: PaymentsWorldOptions = {}) {
  const database = await freshDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const apps = await startProcesses(database, processes, env);
  const [first] = apps;
  if (first === undefined) throw new Error('a world needs a process');

  const { manager } = first.get(DataSource);
  const operatorPerson = { network: null, fullName: 'Wulan Operator' };
  const registered = await first.get(Onboarding).registerPerson(manager, operatorPerson);
  const operator = anIdentity('operator', valueOf(registered));
  const second = { network: null, fullName: 'Bayu Pemeriksa' };
  const checker = anIdentity(
    'operator',
    valueOf(await first.get(Onboarding).registerPerson(manager, second)),
  );
  const build = buildersOf(first, operator);
  const made = await first
    .get(NetworkService)
    .create(operator, { name: 'Malang Raya', live: false, sandbox });
  const { network } = valueOf(made);
  const dinoyo = await build.aCooperative(network, 'Dinoyo');
  const bumiayu = await build.aCooperative(network, 'Bumiayu');
  const simple = presets.cooperativeSimple();
  valueOf(await first.get(FeeScheduleService).create(operator, network, simple));

  const bearers = bearersOf(first.get(TokenService), operator.principal, checker.principal);
  return {
    apps,
    database,
    owner,
    network,
    dinoyo,
    bumiayu,
    operator,
    /** Another operator, who agrees to what `operator` asks. */
    checker,
    ...build,
    ...clientOf(apps, bearers),
    ...staffOf(first, { maker: operator, checker }, bearers),
    /** In E.164. */
    phoneOf: async (person: string): Promise<string> =>
      (await first.get(PersonStore).read(manager, person))?.phone ?? '',
    books: () => readBooks(owner),
    posted: async (account: number): Promise<Sen> =>
      (await first.get(LedgerReads).balance(account))?.posted ?? -1n,
    close: async () => {
      for (const app of apps) await app.close();
      await owner.end();
      await database.drop();
    },
  };
}

/** People who work for cooperatives, as the database knows them. */
function staffOf(
  app: INestApplication,
  operators: Pick<StaffOffice, 'maker' | 'checker'>,
  bearers: ReturnType<typeof bearersOf>,
) {
  const onboarding = app.get(Onboarding);
  const dataSource = app.get(DataSource);
  const [staff, approvals] = [app.get(StaffService), app.get(ApprovalService)];
  return {
    /** Somebody whom two operators gave a post. */
    appointed: (wanted: NewStaff, post: Post) =>
      appointed({ dataSource, staff, approvals, onboarding, ...operators }, wanted, post),
    /** A bearer of somebody who has this post indeed, as the database asks of who agrees for a cooperative. */
    aStaffMember: async (
      role: 'treasurer' | 'manager',
      { network, uid: cooperative }: Cooperative,
    ): Promise<string> => {
      const wanted = { network, fullName: 'Hadi Sucipto' };
      const principal = valueOf(await onboarding.registerPerson(dataSource.manager, wanted));
      const grant = { person: principal, role, cooperative };
      valueOf(await onboarding.grantRole(dataSource.manager, grant));
      return bearers.somebody({ role, principal, network, cooperative });
    },
  };
}

async function startProcesses(
  database: TestDatabase,
  count: number,
  env: Environment,
): Promise<INestApplication[]> {
  const secrets = testSecrets();
  const apps: INestApplication[] = [];
  while (apps.length < count) {
    const { app } = await createApp({
      config: readConfig({ ...QUIET, ...env }),
      urls: connectionUrls({ DATABASE_URL: database.ownerUrl }),
      secrets,
      more: [],
    });
    await app.listen(0, '127.0.0.1');
    apps.push(app);
  }
  return apps;
}

/** Authorization headers of people in their roles. */
function bearersOf(tokens: TokenService, operator: string, checker: string) {
  const bearer = (subject: Partial<TokenSubject> & Pick<TokenSubject, 'role'>): string => {
    const nobody = { network: null, cooperative: null, member: null, merchant: null };
    const somebody = { ...nobody, ...justProven(), principal: newUuid(), ...subject };
    return `Bearer ${tokens.issue(somebody).token}`;
  };
  return {
    member: ({ person, network, cooperative, uid }: Member): string =>
      bearer({ role: 'member', principal: person, network, cooperative, member: uid }),
    shop: (
      { ownerPerson, network, cooperative, uid }: Merchant,
      role: 'merchant_owner' | 'cashier' = 'merchant_owner',
    ): string => bearer({ role, principal: ownerPerson, network, cooperative, merchant: uid }),
    staff: (role: 'treasurer' | 'manager' | 'teller', { network, uid }: Cooperative): string =>
      bearer({ role, network, cooperative: uid }),
    /** Of a shop or of a cooperative. */
    program: (scopes: readonly ClientScope[], of: Merchant | Cooperative): string => {
      const { network } = of;
      const place =
        'ownerPerson' in of
          ? { cooperative: of.cooperative, merchant: of.uid }
          : { cooperative: of.uid };
      return bearer({ role: 'program', network, ...place, scopes });
    },
    operator: (): string => bearer({ role: 'operator', principal: operator }),
    /** Whoever it is. */
    somebody: bearer,
    checker: (): string => bearer({ role: 'operator', principal: checker }),
  };
}

function clientOf(apps: readonly INestApplication[], as: ReturnType<typeof bearersOf>) {
  const urlOf = (process: number): string => {
    const server: Server | undefined = apps[process]?.getHttpServer();
    const address = server?.address();
    if (typeof address !== 'object' || address === null) throw new Error(`no process ${process}`);
    return `http://127.0.0.1:${address.port}`;
  };
  const api = (process = 0) => supertest(urlOf(process));

  /** What programs and apps call us by, for whom this Authorization header stands; for nobody without one. */
  const simpul = (
    authorization?: string,
    { process = 0, ...more }: Partial<SimpulOptions> & { process?: number } = {},
  ): Simpul => {
    const url = urlOf(process);
    const auth = authorization && holding(authorization.replace(/^Bearer /, ''));
    return new Simpul({ url, language: 'en', ...(auth && { auth }), ...more });
  };

  /** Sends a payment of `rupiah`; a new key unless told, none at all for null. */
  const pay = async (
    payer: Member,
    payee: Merchant,
    rupiah: number,
    { key = newUuid(), process = 0, body = {} }: PayOptions = {},
  ): Promise<Response> =>
    api(process)
      .post('/v1/payments')
      .set('authorization', as.member(payer))
      .set(key === null ? {} : { 'idempotency-key': key })
      .send({ merchant_id: encodeId('mrc', payee.uid), amount: idr(`${rupiah}.00`), ...body });

  return { api, simpul, as, pay };
}

/** Everything that money could have changed: two of these are equal when nothing moved. */
async function readBooks(owner: Client) {
  const accounts = await owner.query(
    `SELECT id, posted, held_debits, held_credits, minimum, maximum, status
     FROM ledger.account ORDER BY id`,
  );
  const legs = await owner.query('SELECT count(*) FROM ledger.leg');
  const usage = await owner.query('SELECT * FROM ledger.usage ORDER BY account, kind');
  return { accounts: accounts.rows, legs: legs.rows, usage: usage.rows };
}

/** Rupiah on the wire. */
export function idr(value: string) {
  return { value, currency: 'IDR' as const };
}

/** The code of each answer, counted: `{ 201: 10, insufficient_funds: 190 }`. */
export function tally(responses: readonly Response[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of responses) {
    const name = status === 201 ? '201' : String(body.code);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

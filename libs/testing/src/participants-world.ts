import { createAccess, type Identity, type Role } from '@app/access';
import { newUuid } from '@app/core';
import { createDataSource } from '@app/database';
import { Ledger, LedgerReads } from '@app/ledger';
import {
  CooperativeService,
  Directory,
  FeeScheduleService,
  MemberService,
  MerchantService,
  NetworkService,
  StaffService,
  WalletStatusService,
  type Cooperative,
  type MemberTier,
  type MerchantCriterion,
  type Network,
} from '@app/participants';
import pg from 'pg';

import { aPhone, testSecrets, valueOf } from './access-world.js';
import { freshDatabase } from './fresh-database.js';

export type ParticipantsWorld = Awaited<ReturnType<typeof participantsWorld>>;

/** A fresh database with the services of the participants and the engine on it, and builders that go through them. */
export async function participantsWorld() {
  const database = await freshDatabase();
  const dataSource = createDataSource(database.appUrl, {
    entities: [],
    applicationName: 'participants spec',
  });
  await dataSource.initialize();
  const pool = new pg.Pool({ connectionString: database.ledgerUrl, max: 4 });
  const reads = new LedgerReads(pool);
  const ledger = new Ledger({ url: database.ledgerUrl }, reads);
  const access = createAccess(dataSource, {
    secrets: testSecrets(),
    issuer: 'https://simpul.test',
  });
  const directory = new Directory(dataSource);
  const walletStatus = new WalletStatusService(ledger);
  const services = {
    directory,
    networks: new NetworkService(dataSource, directory),
    cooperatives: new CooperativeService(dataSource, directory),
    feeSchedules: new FeeScheduleService(dataSource, directory, access.approvals, access.alerts),
    members: new MemberService(dataSource, access.onboarding, access.people, walletStatus),
    merchants: new MerchantService(dataSource, directory, access.onboarding, walletStatus),
    staff: new StaffService(dataSource, access.onboarding, access.approvals),
  };
  const anOperator = async (fullName: string): Promise<Identity> => {
    const person = { network: null, fullName };
    const registered = await access.onboarding.registerPerson(dataSource.manager, person);
    return anIdentity('operator', valueOf(registered));
  };
  const operator = await anOperator('Wulan Operator');
  const checker = await anOperator('Bayu Pemeriksa');
  return {
    database,
    dataSource,
    ledger,
    reads,
    access,
    operator,
    /** Another operator, who agrees to what `operator` asks. */
    checker,
    ...services,
    ...buildersOf(services, operator),
    close: async () => {
      await ledger.close();
      await pool.end();
      await dataSource.destroy();
      await database.drop();
    },
  };
}

/** Somebody with a token, as the guard would present them. */
export function anIdentity(role: Role, principal: string, scope: Partial<Identity> = {}): Identity {
  return {
    principal,
    role,
    network: null,
    cooperative: null,
    member: null,
    merchant: null,
    tokenId: newUuid(),
    expiresAt: 4_000_000_000,
    ...scope,
  };
}

interface Services {
  readonly networks: NetworkService;
  readonly cooperatives: CooperativeService;
  readonly members: MemberService;
  readonly merchants: MerchantService;
}

function buildersOf(services: Services, operator: Identity) {
  let count = 0;
  const next = (): string => String((count += 1));

  /** A network that is not live. */
  async function aNetwork(name = `Jaringan ${next()}`): Promise<Network> {
    return valueOf(await services.networks.create(operator, { name, live: false })).network;
  }

  /** A cooperative that may transact. */
  async function aCooperative(network: Network, shortName = `Kop ${next()}`): Promise<Cooperative> {
    const wanted = { name: `Koperasi ${shortName}`, shortName, city: 'Malang' };
    const { uid } = valueOf(await services.cooperatives.create(operator, network, wanted));
    valueOf(await services.cooperatives.changeState(operator, uid, 'training', 'latihan'));
    return valueOf(await services.cooperatives.changeState(operator, uid, 'active', 'siap'));
  }

  async function aMember(cooperative: Cooperative, tier: MemberTier = 'registered') {
    const person = { fullName: 'Budi Santoso', phone: aPhone() };
    return valueOf(await services.members.create(cooperative, { ...person, number: next(), tier }));
  }

  async function aMerchant(cooperative: Cooperative, criterion: MerchantCriterion = 'UMI') {
    const owner = { fullName: 'Siti Aminah', phone: aPhone() };
    const name = `Toko ${next()}`;
    return valueOf(await services.merchants.create(cooperative, { name, criterion, owner }));
  }

  return { aNetwork, aCooperative, aMember, aMerchant };
}

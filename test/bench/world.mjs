// The participants that every design works for. The rules are made through the libraries; members and merchants by
// a few statements over all of them at once, since making each one is not what is measured.
import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { AlertService, ApprovalService } from '../../dist/libs/access/src/index.js';
import { newUuid, presets } from '../../dist/libs/core/src/index.js';
import { createDataSource, migrate } from '../../dist/libs/database/src/index.js';
import { Ledger, LedgerReads } from '../../dist/libs/ledger/src/index.js';
import {
  CooperativeService,
  Directory,
  FeeScheduleService,
  NetworkService,
} from '../../dist/libs/participants/src/index.js';
import { withClient } from './postgres.mjs';
import { WORLD } from './options.mjs';

/** So high that no payment of a run is refused, unless the size says otherwise. All in sen. */
const CAP = 10n ** 17n;
const OPENING_BALANCE = 10n ** 12n;
const LIMIT = { perPayment: 10n ** 9n, perDayAmount: 10n ** 15n, perMonthAmount: 10n ** 15n };
const LIMITS = { ...LIMIT, perDayCount: 1_000_000 };
const OPENINGS_IN_FLIGHT = 1_024;

/** Migrates an empty database and fills it; writes what the workers need to know of it into `file`. */
export async function makeWorld(urls, file, size = WORLD) {
  await migrate(urls);
  const network = await makeRules(urls, size);
  await withClient(urls.owner, (client) => makePeople(client, network.id, size));
  const world = await withClient(urls.owner, (client) => readWorld(client, network.id, size));
  await fundAll(urls, world, size);
  await writeFile(file, JSON.stringify(world));
}

async function makeRules(urls, size) {
  const dataSource = createDataSource(urls.app, { entities: [], applicationName: 'simpul bench' });
  await dataSource.initialize();
  try {
    const directory = new Directory(dataSource);
    const networks = new NetworkService(dataSource, directory);
    const cooperatives = new CooperativeService(dataSource, directory);
    const approvals = new ApprovalService(dataSource);
    const alerts = new AlertService(dataSource.manager);
    const schedules = new FeeScheduleService(dataSource, directory, approvals, alerts);
    const { network } = valueOf(
      await networks.create(OPERATOR, {
        name: 'Jaringan tolok ukur',
        live: true,
        calendar: { cutoffs: [], skipSundays: false, holidays: [] },
      }),
    );
    for (let n = 1; n <= size.cooperatives; n += 1) {
      const wanted = { name: `Koperasi ${n}`, shortName: `Kop ${n}`, city: 'Malang' };
      const { uid } = valueOf(await cooperatives.create(OPERATOR, network, wanted));
      valueOf(await cooperatives.changeState(OPERATOR, uid, 'training', 'tolok ukur'));
      valueOf(await cooperatives.changeState(OPERATOR, uid, 'active', 'tolok ukur'));
    }
    const limits = { unregistered: LIMITS, registered: LIMITS };
    valueOf(await networks.setLimits(OPERATOR, network.uid, limits));
    valueOf(await schedules.create(OPERATOR, network, scheduleOfTheDay()));
    return network;
  } finally {
    await dataSource.destroy();
  }
}

/** The simple preset, with prices for cash at a host and for sending money to another cooperative. */
function scheduleOfTheDay() {
  const simple = presets.cooperativeSimple();
  const component = (name, payer, rupiah, party) => ({
    name,
    payer,
    fixed: rupiah * 100n,
    shares: [{ party, weight: '100' }],
  });
  const ofMember = component('member_fee', 'member', 1_000n, 'issuer');
  const between = [
    component('interchange', 'issuer', 750n, 'acquirer'),
    component('switch_fee', 'issuer', 250n, 'switch'),
  ];
  const prices = {
    deposit: between,
    withdrawal: [ofMember, ...between],
    transfer: [ofMember, ...between],
  };
  const rules = simple.rules.map((rule) =>
    rule.scope === 'off_us' && prices[rule.service] !== undefined
      ? { ...rule, components: prices[rule.service] }
      : rule,
  );
  return { ...simple, rules };
}

const OPERATOR = {
  principal: newUuid(),
  role: 'operator',
  network: null,
  cooperative: null,
  member: null,
  merchant: null,
  tokenId: newUuid(),
  expiresAt: 4_000_000_000,
};

const PEOPLE = `
CREATE TEMP TABLE newcomer (
  n integer, person uuid, uid uuid, wallet_uid uuid, cooperative uuid, book integer
)`;

const INSERT_PEOPLE = `
WITH newcomers AS (
  INSERT INTO newcomer
  SELECT n, uuidv7(), uuidv7(), uuidv7(), c.uid, c.book
  FROM generate_series($2::int + 1, $2::int + $3::int) AS n
  JOIN (
    SELECT uid, book, row_number() OVER (ORDER BY book) - 1 AS place
    FROM participants.cooperative WHERE network = $1::smallint
  ) AS c ON c.place = n % $4::int
  ORDER BY n
  RETURNING *
)
INSERT INTO access.person (id, network, full_name, phone)
SELECT person, $1::smallint, 'Warga ' || n, '+62811' || lpad(n::text, 8, '0') FROM newcomers`;

const INSERT_MEMBERS = `
INSERT INTO participants.member
  (uid, cooperative, person, wallet_uid, joined_at, wallet, number, tier)
SELECT uid, cooperative, person, wallet_uid, ledger.network_now($1::smallint),
  ledger.open_account(book, 'member_wallet', wallet_uid, uid, NULL), n::text, 'registered'
FROM newcomer WHERE n <= $2::int ORDER BY n`;

const INSERT_MERCHANTS = `
INSERT INTO participants.merchant
  (uid, cooperative, owner_person, wallet_uid, created_at, wallet, name, criterion)
SELECT uid, cooperative, person, wallet_uid, ledger.network_now($1::smallint),
  ledger.open_account(book, 'merchant_wallet', wallet_uid, uid, NULL), 'Toko ' || n, 'UMI'
FROM newcomer WHERE n > $2::int ORDER BY n`;

/** A manager and a treasurer for each cooperative; the tellers follow. */
const STAFF_BEFORE_TELLERS = 2;

const INSERT_STAFF = `
INSERT INTO access.person (id, network, full_name)
SELECT uuidv7(), $1::smallint, 'Pegawai ' || n FROM generate_series(1, $2::int) AS n`;

async function makePeople(client, network, size) {
  const { members, merchants, cooperatives, tellers } = size;
  await client.query(PEOPLE);
  await client.query(INSERT_PEOPLE, [network, 0, members + merchants, cooperatives]);
  await client.query(INSERT_MEMBERS, [network, members]);
  await client.query(INSERT_MERCHANTS, [network, members]);
  await client.query(INSERT_STAFF, [network, tellers + STAFF_BEFORE_TELLERS * cooperatives]);
}

/** Members and merchants as `@app/participants` gives them, grouped by cooperative. */
async function readWorld(client, network, size) {
  const cooperatives = await client.query(
    `SELECT uid, book, clearing, opening_balance AS "openingBalance"
     FROM participants.cooperative WHERE network = $1 ORDER BY book`,
    [network],
  );
  const members = await client.query(
    `SELECT m.uid, m.cooperative, c.book, c.network, m.person, m.number, m.tier, m.wallet,
       m.wallet_uid AS "walletUid"
     FROM participants.member m JOIN participants.cooperative c ON c.uid = m.cooperative
     ORDER BY m.wallet`,
  );
  const merchants = await client.query(
    `SELECT m.uid, m.cooperative, c.book, c.network, m.owner_person AS "ownerPerson", m.name,
       m.criterion, m.wallet, m.wallet_uid AS "walletUid"
     FROM participants.merchant m JOIN participants.cooperative c ON c.uid = m.cooperative
     ORDER BY m.wallet`,
  );
  const staff = await client.query(
    `SELECT id FROM access.person WHERE network = $1 AND full_name LIKE 'Pegawai %' ORDER BY id`,
    [network],
  );
  return {
    network,
    cooperatives: cooperatives.rows.map((cooperative, place) => ({
      ...cooperative,
      staff: staffOf(staff.rows, place, size),
      members: members.rows.filter(({ book }) => book === cooperative.book),
      merchants: merchants.rows.filter(({ book }) => book === cooperative.book),
    })),
  };
}

/** Everybody of the staff list whose turn comes at this cooperative. */
function staffOf(rows, place, { cooperatives }) {
  const [manager, treasurer, ...tellers] = rows
    .filter((_row, at) => at % cooperatives === place)
    .map(({ id }) => id);
  return { manager, treasurer, tellers };
}

/** Caps and opening balances, through the engine. */
async function fundAll(urls, world, { cap = CAP, openingBalance: given = OPENING_BALANCE }) {
  const pool = new pg.Pool({ connectionString: urls.ledger, max: 2 });
  const ledger = new Ledger({ url: urls.ledger }, new LedgerReads(pool));
  const requests = world.cooperatives.flatMap(({ clearing, openingBalance, members }) => [
    {
      type: 'cap_change',
      amount: 0n,
      legs: [],
      bounds: [{ account: clearing, bound: 'maximum', set: cap }],
    },
    ...members.map(({ wallet }) => ({
      type: 'opening_balance',
      amount: given,
      legs: [{ debit: openingBalance, credit: wallet, amount: given, component: 'opening' }],
    })),
  ]);
  try {
    while (requests.length > 0) {
      const some = requests.splice(0, OPENINGS_IN_FLIGHT);
      const outcomes = await Promise.all(
        some.map((request) => ledger.post({ ...identified(world), ...request })),
      );
      const refused = outcomes.find((outcome) => outcome.transfer?.refusal !== null);
      if (refused !== undefined) throw new Error(`not posted: ${refused.kind}`);
    }
  } finally {
    await ledger.close();
    await pool.end();
  }
}

function identified({ network }) {
  return {
    id: newUuid(),
    key: newUuid(),
    requestHash: newUuid().replaceAll('-', ''),
    principal: OPERATOR.principal,
    network,
  };
}

function valueOf(result) {
  if (!result.ok) throw new Error(`the world can't be made: ${JSON.stringify(result)}`);
  return result.value;
}

import {
  LEG_COMPONENTS,
  obligationStates,
  returnObligationStates,
  TRANSFER_TYPES,
  type StateMachineData,
} from '@app/core';
import { freshDatabase, type TestDatabase } from '@app/testing';
import { Client } from 'pg';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await freshDatabase();
  client = new Client({ connectionString: database.appUrl });
  await client.connect();
  await client.query("SET simpul.tenant = 'switch'");
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function codesIn(table: 'transfer_type' | 'leg_component'): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; code: number }>(
    `SELECT name, code FROM ledger.${table}`,
  );
  return Object.fromEntries(rows.map(({ name, code }) => [name, code]));
}

const MACHINES: readonly StateMachineData[] = [obligationStates, returnObligationStates];

describe('the tables of names', () => {
  it('list the types of transfers and the components of legs as the code does', async () => {
    expect(await codesIn('transfer_type')).toEqual(TRANSFER_TYPES);
    expect(await codesIn('leg_component')).toEqual(LEG_COMPONENTS);
  });

  it.each(MACHINES)('list the steps of a $name as the code does', async ({ name, transitions }) => {
    const { rows } = await client.query<{ from_state: string; to_state: string }>(
      'SELECT from_state, to_state FROM ledger.state_transition WHERE machine = $1',
      [name],
    );
    const steps = Object.entries(transitions).flatMap(([from, next]) =>
      next.map((to) => `${from}→${to}`),
    );
    expect(rows.map((row) => `${row.from_state}→${row.to_state}`).sort()).toEqual(steps.sort());
  });
});

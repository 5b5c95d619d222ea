import { freshDatabase, type TestDatabase } from '@app/testing';
import pg from 'pg';
import { byteas, int2s, int4s, int8s, uuids } from './sql-arrays.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.ledgerUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function asText(type: string, value: Buffer): Promise<unknown> {
  const answer = await client.query<{ text: unknown }>(`SELECT ($1::${type}[])::text AS text`, [
    value,
  ]);
  return answer.rows[0]?.text;
}

describe('binary arrays', () => {
  const own = <T>(value: T): T => value;

  it('are read by PostgreSQL as what they hold, ends of each type and nulls included', async () => {
    expect(await asText('smallint', int2s([-32_768, null, 32_767], own))).toBe(
      '{-32768,NULL,32767}',
    );
    expect(await asText('integer', int4s([-2_147_483_648, null, 2_147_483_647], own))).toBe(
      '{-2147483648,NULL,2147483647}',
    );
    const ends = [-9_223_372_036_854_775_808n, null, 9_223_372_036_854_775_807n];
    expect(await asText('bigint', int8s(ends, own))).toBe(
      '{-9223372036854775808,NULL,9223372036854775807}',
    );
    const id = '01980000-0000-7000-8000-0123456789ab';
    expect(await asText('uuid', uuids([id, null], own))).toBe(`{${id},NULL}`);
    expect(await asText('bytea', byteas(2, ['00ff'], own))).toBe('{"\\\\x00ff"}');
  });

  it('may be empty', async () => {
    expect(await asText('bigint', int8s([], own))).toBe('{}');
  });

  it('refuse what is not as many hex digits as it must be', () => {
    expect(() => uuids(['0198'], own)).toThrow(TypeError);
    expect(() => uuids(['zz980000-0000-7000-8000-0123456789ab'], own)).toThrow(TypeError);
  });
});

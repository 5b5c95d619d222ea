import { freshDatabase } from '@app/testing';
import type { TestDatabase } from '@app/testing';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { bigintTransformer } from './bigint-transformer.js';
import { createDataSource } from './create-data-source.js';
import { inTransaction } from './in-transaction.js';

@Entity({ name: 'purse' })
class Purse {
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column({ type: 'bigint', transformer: bigintTransformer })
  amount!: bigint;

  @Column({ type: 'bigint', nullable: true, transformer: bigintTransformer })
  ceiling!: bigint | null;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

it('carries amounts beyond the safe integers of JavaScript, and nothing at all', async () => {
  const dataSource = createDataSource(database.ownerUrl, {
    entities: [Purse],
    applicationName: 'spec',
  });
  await dataSource.initialize();
  try {
    await dataSource.query(
      'CREATE TABLE purse (id int PRIMARY KEY, amount bigint NOT NULL, ceiling bigint)',
    );
    const purses = dataSource.getRepository(Purse);
    await purses.insert({ id: 1, amount: 9_007_199_254_740_993n, ceiling: null });
    expect(await purses.findOneByOrFail({ id: 1 })).toEqual({
      id: 1,
      amount: 9_007_199_254_740_993n,
      ceiling: null,
    });
    await inTransaction(dataSource, (manager) => manager.update(Purse, { id: 1 }, { amount: -1n }));
    expect((await purses.findOneByOrFail({ amount: -1n })).id).toBe(1);
  } finally {
    await dataSource.destroy();
  }
});

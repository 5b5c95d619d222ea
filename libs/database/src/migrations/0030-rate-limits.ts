import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Requests of a minute or so, counted by all processes together. What is lost in a crash is one window's count, so the
 * table is not logged. Keys are fingerprints: no address of a person stands here.
 */
const RATE_COUNT = `
CREATE UNLOGGED TABLE access.rate_count (
  rule      text NOT NULL CHECK (rule ~ '^[a-z][a-z0-9_]{0,39}$'),
  key       bytea NOT NULL CHECK (octet_length(key) = 16),
  ends_at   timestamptz NOT NULL,
  count     integer NOT NULL CHECK (count > 0),
  PRIMARY KEY (rule, key, ends_at)
) WITH (fillfactor = 70);
CREATE INDEX rate_count_ended ON access.rate_count (ends_at);
GRANT SELECT, INSERT, UPDATE (count), DELETE ON access.rate_count TO simpul_app;
`;

export class RateLimits0030 implements MigrationInterface {
  readonly name = 'RateLimits0030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RATE_COUNT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access.rate_count');
  }
}

import { select, type Queryable } from './queryable.js';

/** Where a network's ledger stands. */
export interface LedgerHead {
  readonly network: number;
  /** The last batch; n × 10^12 when network n has none yet. */
  readonly number: bigint;
  /** Hash of the last batch, 64 hex digits. */
  readonly hash: string;
  /** Id of the open cycle. */
  readonly cycle: number;
  /** Counts changes of rules. */
  readonly epoch: bigint;
  /** The network's time. */
  readonly now: Date;
}

interface Row {
  readonly number: string;
  readonly hash: string;
  readonly cycle: number;
  readonly epoch: string;
  readonly now: Date;
}

export async function readHead(sql: Queryable, network: number): Promise<LedgerHead | undefined> {
  const [row] = await select<Row>(
    sql,
    `SELECT number, encode(hash, 'hex') AS hash, cycle, epoch, ledger.network_now(network) AS now
     FROM ledger.head WHERE network = $1`,
    [network],
  );
  return (
    row && {
      network,
      number: BigInt(row.number),
      hash: row.hash,
      cycle: row.cycle,
      epoch: BigInt(row.epoch),
      now: row.now,
    }
  );
}

import { newUuid } from '@app/core';
import { Ledger, type PostingRequest } from '@app/ledger';
import type { Network } from '@app/participants';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import type { Duty } from './duty.js';

/** Holds that are ended at a time. */
const HOLDS_AT_ONCE = 200;

interface DueHold {
  readonly id: string;
  /** What is reserved of it still, in sen. */
  readonly left: string;
  /** The network's minute, as part of the key. */
  readonly minute: string;
}

/**
 * Frees what holds reserve after their time. Only tidying: nothing is captured from them by then.
 */
@Injectable()
export class HoldExpiryDuty implements Duty {
  readonly name = 'hold expiry';

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async perform({ id }: Network): Promise<void> {
    const due: DueHold[] = await this.dataSource.query(
      `SELECT id, (authorised - captured)::text AS left,
         to_char(ledger.network_now($1::smallint) AT TIME ZONE 'UTC', 'YYYYMMDDHH24MI') AS minute
       FROM ledger.obligation
       WHERE network = $1 AND state = 'open' AND expires_at <= (SELECT ledger.network_now($1::smallint))
       ORDER BY expires_at LIMIT $2`,
      [id, HOLDS_AT_ONCE],
    );
    await Promise.all(due.map((hold) => this.ledger.post(expiryOf(id, hold))));
  }
}

/**
 * Workers that find the same hold post the same key. It holds for a minute, so that a hold whose
 * expiry was refused, because the database's clock was set back, is tried again.
 */
function expiryOf(network: number, { id, left, minute }: DueHold): PostingRequest {
  return {
    id: newUuid(),
    network,
    principal: id,
    key: `expiry-${minute}`,
    requestHash: id.replaceAll('-', ''),
    type: 'expiry',
    amount: BigInt(left),
    original: id,
    legs: [],
    completion: { kind: 'expiry', obligation: id },
  };
}

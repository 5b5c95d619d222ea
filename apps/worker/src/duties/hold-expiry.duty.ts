import { accountKindOf, newUuid } from '@app/core';
import { Ledger, type PostingRequest, type UsageReturn } from '@app/ledger';
import type { Network } from '@app/participants';
import { countingDayOf, usageOfHold } from '@app/payments';
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
  readonly captured: boolean;
  readonly held_at: Date;
  /** The ledger's accounts and the codes of their kinds. */
  readonly payer: number | null;
  readonly payer_kind: number | null;
  readonly payee: number | null;
  readonly payee_kind: number | null;
  /** What is still held of the payer's wallet, in sen. */
  readonly left_of_payer: string;
}

/**
 * Frees what holds reserve after their time, and gives it back to the limits. Only tidying: nothing is captured from them
 * by then.
 */
@Injectable()
export class HoldExpiryDuty implements Duty {
  readonly name = 'hold expiry';

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  async perform({ id, timeZone }: Network): Promise<void> {
    const due: DueHold[] = await this.dataSource.query(
      `SELECT o.id, (o.authorised - o.captured)::text AS left, o.captured > 0 AS captured,
         to_char(ledger.network_now($1::smallint) AT TIME ZONE 'UTC', 'YYYYMMDDHH24MI') AS minute,
         b.posted_at AS held_at, t.payer, p.kind AS payer_kind, t.payee, q.kind AS payee_kind,
         coalesce(l.remaining, 0)::text AS left_of_payer
       FROM ledger.obligation o
       JOIN ledger.transfer t ON t.id = o.id
       JOIN ledger.batch b ON b.number = t.batch
       LEFT JOIN ledger.account p ON p.id = t.payer
       LEFT JOIN ledger.account q ON q.id = t.payee
       LEFT JOIN ledger.hold_line l
         ON l.obligation = o.id AND l.account = t.payer AND l.side = 1
       WHERE o.network = $1 AND o.state = 'open'
         AND o.expires_at <= (SELECT ledger.network_now($1::smallint))
       ORDER BY o.expires_at LIMIT $2`,
      [id, HOLDS_AT_ONCE],
    );
    await Promise.all(due.map((hold) => this.ledger.post(expiryOf(id, timeZone, hold))));
  }
}

/**
 * Workers that find the same hold post the same key. It holds for a minute, so that a hold whose
 * expiry was refused, because the database's clock was set back, is tried again.
 */
function expiryOf(network: number, timeZone: string, hold: DueHold): PostingRequest {
  const { id, left, minute, payer, payee } = hold;
  return {
    id: newUuid(),
    network,
    principal: id,
    key: `expiry-${minute}`,
    requestHash: id.replaceAll('-', ''),
    type: 'expiry',
    amount: BigInt(left),
    ...(payer !== null && { payer }),
    ...(payee !== null && { payee }),
    original: id,
    legs: [],
    completion: { kind: 'expiry', obligation: id },
    usageReturns: usageOf(hold, timeZone),
  };
}

/** What it counted of daily and monthly limits, and was never done. */
function usageOf(hold: DueHold, timeZone: string): UsageReturn[] {
  const { payer, payer_kind: payerCode, payee, payee_kind: payeeCode } = hold;
  const [payerKind, payeeKind] = [accountKindOf(payerCode ?? 0), accountKindOf(payeeCode ?? 0)];
  if (payer === null || payee === null) return [];
  if (payerKind === undefined || payeeKind === undefined) return [];
  return usageOfHold({
    payer: { account: payer, kind: payerKind },
    payee: { account: payee, kind: payeeKind },
    leftOfPayer: BigInt(hold.left_of_payer),
    left: BigInt(hold.left),
    wasCaptured: hold.captured,
    day: countingDayOf(hold.held_at, timeZone),
  });
}

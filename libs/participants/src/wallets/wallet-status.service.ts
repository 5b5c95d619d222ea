import {
  ACCOUNT_STATUSES,
  InvariantError,
  fail,
  invariant,
  newUuid,
  succeed,
  type AccountStatus,
  type Result,
} from '@app/core';
import { Ledger } from '@app/ledger';
import { Injectable } from '@nestjs/common';

/** What a request for a change of status is known by, so that it can be sent again. */
export interface StatusRequest {
  readonly network: number;
  /** The wallet's number in the ledger. */
  readonly wallet: number;
  readonly to: AccountStatus;
  readonly reason: string;
  /** Who asks: the scope of the key. */
  readonly principal: string;
  readonly key: string;
  /** 32 hex digits over what was asked. */
  readonly hash: string;
}

/** An answer that may be the first one again. */
export type Replayable<T> = Result<T> & { readonly replayed: boolean };

/** Freezing, opening again and closing wallets: changes of the ledger, so the engine decides them. */
@Injectable()
export class WalletStatusService {
  constructor(private readonly ledger: Ledger) {}

  /**
   * Sets a wallet's status; the new status. Stored like any posting: the same key answers the same for ever.
   * `account_not_empty` for closing a wallet with money or holds, `account_closed` for opening a closed one,
   * `idempotency_key_reused`; nothing is stored of `overloaded` and the other codes of a service in trouble.
   */
  async change(request: StatusRequest): Promise<Replayable<AccountStatus>> {
    const outcome = await this.ledger.post({
      id: newUuid(),
      network: request.network,
      principal: request.principal,
      key: request.key,
      requestHash: request.hash,
      type: 'account_status',
      amount: 0n,
      legs: [],
      statuses: [{ account: request.wallet, to: request.to }],
      description: request.reason,
    });
    invariant(
      outcome.kind !== 'stale' && outcome.kind !== 'returned_meanwhile',
      'a change of status is computed under no rules and returns nothing',
    );
    if (outcome.kind !== 'decided') return { ...fail(outcome.code), replayed: false };
    const { refusal } = outcome.transfer;
    const result =
      refusal === null ? succeed(request.to) : fail(refusal.code, refusal.detail ?? undefined);
    return { ...result, replayed: outcome.replayed };
  }
}

/** The number that the ledger stores for a status. */
export function accountStatusCode(status: AccountStatus): number {
  return ACCOUNT_STATUSES.indexOf(status) + 1;
}

/** The status that the ledger stores as a number. */
export function accountStatusOf(code: number): AccountStatus {
  const status = ACCOUNT_STATUSES[code - 1];
  if (status === undefined) throw new InvariantError(`unknown account status ${code}`);
  return status;
}

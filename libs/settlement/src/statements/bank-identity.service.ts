import type { Approval, ApprovalKind, ApprovalService, Identity } from '@app/access';
import { encodeId, fail, succeed, type Result } from '@app/core';
import type { SqlRunner } from '@app/ledger';
import type { Cooperative, Network } from '@app/participants';
import type { BankIdentity } from '@app/standards';
import type { DataSource } from 'typeorm';
import { select } from '../sql.js';

export interface BankIdentityPorts {
  readonly dataSource: DataSource;
  readonly approvals: ApprovalService;
  readonly directory: {
    network(key: number | string): Promise<Network | undefined>;
    cooperativeByUid(uid: string): Promise<Cooperative | undefined>;
  };
}

const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const ACCOUNT = /^[0-9A-Za-z]{1,34}$/;

/** Where cooperatives keep their money, as messages name it; changed by two operators, since money is sent there. */
export class BankIdentityService {
  constructor(private readonly ports: BankIdentityPorts) {
    ports.approvals.register(this.kind());
  }

  /**
   * Asks for another operator's approval of a cooperative's bank and account. `not_found` beyond the caller's reach,
   * `validation_failed` (detail `field`) for what is no BIC or account, `already_exists` while a change waits.
   */
  async request(caller: Identity, uid: string, bank: BankIdentity): Promise<Result<Approval>> {
    if (!BIC.test(bank.bic)) return fail('validation_failed', { field: 'bic' });
    if (!ACCOUNT.test(bank.account)) return fail('validation_failed', { field: 'account' });
    const cooperative = await this.ports.directory.cooperativeByUid(uid);
    const isReached =
      cooperative !== undefined &&
      (caller.network === null || caller.network === cooperative.network);
    if (!isReached) return fail('not_found');
    return this.ports.approvals.request(caller, {
      network: cooperative.network,
      kind: 'bank_identity',
      subject: uid,
      payload: { bic: bank.bic, account: bank.account },
    });
  }

  private kind(): ApprovalKind<BankIdentity> {
    return {
      name: 'bank_identity',
      title: { id: 'Rekening bank koperasi', en: 'Bank account of a cooperative' },
      makers: ['operator'],
      checkers: ['operator'],
      read: readIdentity,
      describe: ({ subject, payload }) => ({
        cooperative_id: encodeId('coop', subject),
        bic: payload.bic,
        account: payload.account,
      }),
      execution: 'in_transaction',
      execute: async (tx, { uid, network, subject, payload, maker }, checker) => {
        const cooperative = await this.ports.directory.cooperativeByUid(subject);
        if (cooperative === undefined) return fail('not_found');
        await tx.query(
          `INSERT INTO settlement.bank_identity
             (uid, maker, checker, agreed_at, cooperative, network, bic, account)
           VALUES ($1, $2, $3, ledger.network_now($5::smallint), $4, $5, $6, $7)`,
          [uid, maker, checker.principal, cooperative.book, network, payload.bic, payload.account],
        );
        return succeed({ bic: payload.bic });
      },
    };
  }
}

/** By book, what was agreed upon last until an instant; who has nothing agreed is not in it. */
export async function readBankIdentities(
  sql: SqlRunner,
  network: number,
  until: Date,
): Promise<ReadonlyMap<number, BankIdentity>> {
  const rows = await select<{ cooperative: number; bic: string; account: string }>(
    sql,
    `SELECT DISTINCT ON (cooperative) cooperative, bic, account
     FROM settlement.bank_identity
     WHERE network = $1 AND agreed_at <= $2
     ORDER BY cooperative, agreed_at DESC, uid DESC`,
    [network, until],
  );
  return new Map(rows.map(({ cooperative, bic, account }) => [cooperative, { bic, account }]));
}

function readIdentity(payload: unknown): BankIdentity | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const bic: unknown = Reflect.get(payload, 'bic');
  const account: unknown = Reflect.get(payload, 'account');
  if (typeof bic !== 'string' || !BIC.test(bic)) return undefined;
  if (typeof account !== 'string' || !ACCOUNT.test(account)) return undefined;
  return { bic, account };
}

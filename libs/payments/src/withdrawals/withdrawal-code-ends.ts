import { encodeId, toMoney } from '@app/core';
import type { TransferRecord } from '@app/ledger';

import type { NoticeService } from '../notifications/notice.service.js';
import type { WithdrawalCode, WithdrawalCodeStore } from './withdrawal-code.store.js';

export interface CodeEndPorts {
  readonly reads: {
    transferByKey(principal: string, key: string): Promise<TransferRecord | undefined>;
  };
  readonly codes: WithdrawalCodeStore;
  readonly notices: Pick<NoticeService, 'tell'>;
}

/** A code, with the request that it is granted to, if any. */
export type GrantedCode = Pick<WithdrawalCode, 'uid' | 'claim' | 'amount'>;

/** Codes that are tidied up at a time. */
const EXPIRED_AT_ONCE = 100;

/** How codes end, each time with a notice to whoever made it. Done again, each of these changes nothing. */
export class WithdrawalCodeEnds {
  constructor(private readonly ports: CodeEndPorts) {}

  /** Brings a granted code to the end that the ledger's decision means for it; done again it changes nothing. */
  async settle(code: GrantedCode): Promise<void> {
    if (code.claim === null) return;
    const { by, key } = code.claim;
    const transfer = await this.ports.reads.transferByKey(by, key);
    if (transfer !== undefined) await this.decided(code, transfer);
  }

  /** As {@link settle}, for whoever has the ledger's decision upon the request in hand. */
  async decided(
    code: GrantedCode,
    { id, refusal }: Pick<TransferRecord, 'id' | 'refusal'>,
  ): Promise<void> {
    if (refusal !== null) return this.giveBack(code);
    const { uid, amount } = code;
    const detail = { amount: toMoney(amount).value, id: encodeId('wdr', id) };
    await this.ports.codes.use({ uid, withdrawal: id, detail });
  }

  /** Takes back what a request was granted that the ledger was never asked for. */
  async giveBack({ uid, claim }: GrantedCode): Promise<void> {
    if (claim !== null) await this.ports.codes.release(uid, claim.by, claim.key);
  }

  /** Writes down which codes are past their time, and tells their holders. For the worker. */
  async expireDue(network: number): Promise<void> {
    for (const code of await this.ports.codes.due(network, EXPIRED_AT_ONCE)) {
      await this.settle(code);
      await this.ports.codes.end(code.uid, 'expired', (sql, { person, amount }) =>
        this.ports.notices.tell(
          person,
          'withdrawal_code_expired',
          { amount: toMoney(amount).value, id: encodeId('wdc', code.uid) },
          { sql, about: code.uid },
        ),
      );
    }
  }

  /** Too many wrong tries. */
  lock(uid: string): Promise<void> {
    return this.ports.codes.end(uid, 'locked', (sql, { person, amount }) =>
      this.ports.notices.tell(
        person,
        'withdrawal_code_locked',
        { amount: toMoney(amount).value, id: encodeId('wdc', uid) },
        { sql, about: uid },
      ),
    );
  }
}

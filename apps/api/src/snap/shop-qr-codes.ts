import { Inject, Injectable } from '@nestjs/common';
import { decodeId, fail, type Sen } from '@app/core';
import { problemOf } from '@app/http';
import type { Merchant } from '@app/participants';
import { LedgerReads } from '@app/ledger';
import { QrCodeStore, ReturnStore, type QrCodeView } from '@app/payments';
import type { ApiClient } from '@app/access';
import { statusOfPaid, type SnapStatus } from '@app/standards';
import { PartnerShops } from './partner-shops.js';
import type { OriginalRequest } from './qr-mpm.dto.js';
import { missing } from './snap-exception.js';

/** A payment that a partner's shop received, and the code by which, if it was named by one. */
export interface ShopPayment {
  readonly merchant: Merchant;
  /** Uuid. */
  readonly payment: string;
  readonly amount: Sen;
  readonly code: QrCodeView | undefined;
}

/** What a partner's shops show and receive, by the partner's numbers or by ours. */
@Injectable()
export class ShopQrCodes {
  constructor(
    @Inject(QrCodeStore) private readonly codes: QrCodeStore,
    @Inject(LedgerReads) private readonly reads: LedgerReads,
    @Inject(ReturnStore) private readonly returns: ReturnStore,
    @Inject(PartnerShops) private readonly shops: PartnerShops,
  ) {}

  /** The code that a request names; not found if it isn't the partner's. */
  async code(client: ApiClient, request: OriginalRequest): Promise<QrCodeView> {
    const code = await this.find(client, request);
    if (code === undefined) throw problemOf(fail('not_found'));
    await this.shops.own(client, code.holder);
    return code;
  }

  /** The payment that a request names: by its own number, or by that of the code that it has paid. */
  async payment(client: ApiClient, request: OriginalRequest): Promise<ShopPayment> {
    const uid = decodeId('pay', request.originalReferenceNo ?? '');
    const code = uid === undefined ? await this.code(client, request) : undefined;
    if (code !== undefined && code.paidBy === null) {
      throw problemOf(fail('wrong_state', { state: code.state }));
    }
    const transfer = await this.reads.transfer(uid ?? code?.paidBy ?? '');
    if (transfer?.type !== 'payment' || transfer.refusal !== null || transfer.payee === null) {
      throw problemOf(fail('not_found'));
    }
    const wallet = await this.reads.balance(transfer.payee);
    const merchant = await this.shops.own(client, wallet?.owner ?? undefined);
    return { merchant, payment: transfer.id, amount: transfer.amount, code };
  }

  /** Where a code stands, in the words of the standard. */
  async statusOf({ state, paidBy, amount }: QrCodeView): Promise<SnapStatus> {
    if (state === 'cancelled') return 'cancelled';
    if (state === 'expired') return 'failed';
    if (paidBy === null || amount === null) return 'initiated';
    const { refunded, reversal } = await this.returns.returnsOf(paidBy);
    return reversal === null ? statusOfPaid(amount, refunded) : 'cancelled';
  }

  private async find(
    client: ApiClient,
    { originalPartnerReferenceNo, originalReferenceNo }: OriginalRequest,
  ): Promise<QrCodeView | undefined> {
    if (originalReferenceNo !== undefined) {
      const uid = decodeId('qrc', originalReferenceNo);
      return uid === undefined ? undefined : this.codes.view(uid);
    }
    if (originalPartnerReferenceNo === undefined) throw missing('originalPartnerReferenceNo');
    return this.codes.madeBy(client.uid, originalPartnerReferenceNo);
  }
}

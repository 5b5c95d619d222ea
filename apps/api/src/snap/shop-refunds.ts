import { Inject, Injectable } from '@nestjs/common';
import type { Money, Sen } from '@app/core';
import { senOf } from '@app/http';
import type { Merchant } from '@app/participants';
import { RefundService, type Refund } from '@app/payments';
import type { SnapServiceCode } from '@app/standards';
import type { ApiClient } from '@app/access';
import type { OriginalNumbers } from './partner-acts.js';
import { snapRequestHash } from './request-hash.js';
import { firstTime, referenceNo, snapMoney, snapTime } from './snap-answers.js';

/** Notes have room for so many characters; the standard allows reasons that are longer. */
const DESCRIPTION_MAX = 140;

/** What a shop of a partner was paid. */
export interface PaidToShop {
  readonly merchant: Merchant;
  /** Uuid. */
  readonly payment: string;
  readonly amount: Sen;
}

/** How the services that give money back are asked. */
export interface RefundWish extends OriginalNumbers {
  readonly partnerRefundNo: string;
  readonly refundAmount?: Money | undefined;
  readonly reason?: string | undefined;
}

/** What is told of a refund. */
export interface RefundAnswer {
  readonly originalReferenceNo: string;
  readonly originalPartnerReferenceNo?: string;
  readonly refundNo: string;
  readonly partnerRefundNo: string;
  readonly refundAmount: Money;
  readonly refundTime: string;
}

/** Giving back what a shop was paid, whichever service it was paid by. */
@Injectable()
export class ShopRefunds {
  constructor(@Inject(RefundService) private readonly refunds: RefundService) {}

  /** All of it, or a part; under the partner's own number of the refund once. */
  async refund(
    service: SnapServiceCode,
    client: ApiClient,
    { merchant, payment, amount: paid }: PaidToShop,
    wish: RefundWish,
  ): Promise<RefundAnswer> {
    const { partnerRefundNo, refundAmount, reason } = wish;
    const amount = refundAmount === undefined ? paid : senOf(refundAmount);
    const refund = await this.refunds.refund({
      network: client.networkId,
      principal: client.uid,
      merchant: merchant.uid,
      payment,
      amount,
      key: partnerRefundNo,
      requestHash: snapRequestHash(service, { payment, amount: String(amount) }),
      reference: partnerRefundNo,
      description: reason?.slice(0, DESCRIPTION_MAX),
    });
    const tell = ({ act }: Refund): RefundAnswer => ({
      originalReferenceNo: wish.originalReferenceNo ?? referenceNo('pay', payment),
      ...(wish.originalPartnerReferenceNo !== undefined && {
        originalPartnerReferenceNo: wish.originalPartnerReferenceNo,
      }),
      refundNo: referenceNo('rfd', act.id),
      partnerRefundNo,
      refundAmount: snapMoney(act.amount),
      refundTime: snapTime(act.createdAt),
    });
    return tell(firstTime(refund, tell));
  }
}

import { Body, Controller } from '@nestjs/common';
import { assertNever, decodeId, fail, invariant } from '@app/core';
import { problemOf, senOf, unwrap } from '@app/http';
import { LedgerReads } from '@app/ledger';
import {
  DemandStore,
  PaymentRequestService,
  REQUEST_HOURS_MAX,
  ReturnStore,
  type PaymentRequest,
} from '@app/payments';
import { readTimestamp, statusFields, statusOfPaid, type SnapStatus } from '@app/standards';
import { DebitOriginalRequest, DebitRefundRequest, DebitRequest } from './debit.dto.js';
import type { ApiClient } from '@app/access';
import type { OriginalNumbers } from './partner-acts.js';
import { PartnerShops } from './partner-shops.js';
import { snapRequestHash } from './request-hash.js';
import { ShopRefunds } from './shop-refunds.js';
import { accountCase, firstTime, referenceNo, snapMoney, snapTime } from './snap-answers.js';
import { ForCustomer, Partner, type Customer } from './snap-caller.js';
import { InProgress } from './snap-envelope.js';
import { malformed, missing } from './snap-exception.js';
import { SnapService } from './snap-service.decorator.js';

const DEFAULT_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Direct debit (54, 55, 57, 58): a shop asks a member who has let it, and nothing moves until the member approves, in their own
 * app. It is a payment request as any other.
 */
@Controller()
export class DirectDebitController {
  constructor(
    private readonly requests: PaymentRequestService,
    private readonly demands: DemandStore,
    private readonly reads: LedgerReads,
    private readonly returns: ReturnStore,
    private readonly shops: PartnerShops,
    private readonly refunds: ShopRefunds,
  ) {}

  @SnapService('54', { customer: 'required' })
  async requestDebit(
    @Body() body: DebitRequest,
    @ForCustomer() { client, consent }: Customer,
  ): Promise<InProgress> {
    const { partnerReferenceNo, amount, remark, validUpTo } = body;
    const merchant = await this.shops.named(client, body.merchantId);
    const asked = await this.requests.ask({
      network: client.networkId,
      principal: client.uid,
      key: partnerReferenceNo,
      requestHash: snapRequestHash('54', {
        merchant: merchant.uid,
        payer: consent.member,
        amount,
        remark,
      }),
      asker: { merchant: merchant.uid },
      payer: consent.member,
      amount: senOf(amount),
      partialAllowed: false,
      note: remark,
      expiresInHours: await this.hoursUntil(client.networkId, validUpTo),
    });
    const tell = ({ uid }: PaymentRequest) => ({
      referenceNo: referenceNo('prq', uid),
      partnerReferenceNo,
      amount,
    });
    return new InProgress(tell(firstTime(accountCase(asked), tell)));
  }

  @SnapService('55')
  async inquireDebit(
    @Body() body: DebitOriginalRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const request = await this.find(client, body);
    const payment = await this.demands.paidBy(request.uid);
    return {
      originalReferenceNo: referenceNo('prq', request.uid),
      originalPartnerReferenceNo: request.key,
      serviceCode: '54',
      amount: snapMoney(request.amount),
      transactionDate: snapTime(request.createdAt),
      ...statusFields(await this.statusOf(request, payment)),
      ...(payment !== undefined && {
        additionalInfo: { paymentReferenceNo: referenceNo('pay', payment) },
      }),
    };
  }

  @SnapService('57')
  async cancelDebit(
    @Body() body: DebitOriginalRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const request = await this.find(client, body);
    const cancelled = unwrap(await this.requests.cancel({ merchant: request.asker }, request.uid));
    const { endedAt } = cancelled;
    invariant(endedAt !== null, 'what is cancelled has ended');
    return {
      originalReferenceNo: referenceNo('prq', cancelled.uid),
      originalPartnerReferenceNo: cancelled.key,
      cancelTime: snapTime(endedAt),
    };
  }

  @SnapService('58')
  async refundDebit(
    @Body() body: DebitRefundRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const request = await this.find(client, body);
    const payment = await this.demands.paidBy(request.uid);
    if (payment === undefined) throw problemOf(fail('wrong_state', { state: request.state }));
    const merchant = await this.shops.own(client, request.asker);
    return this.refunds.refund('58', client, { merchant, payment, amount: request.amount }, body);
  }

  /** The partner's own request, of a shop that is still its. */
  private async find(client: ApiClient, numbers: OriginalNumbers): Promise<PaymentRequest> {
    const { originalReferenceNo, originalPartnerReferenceNo } = numbers;
    if (originalReferenceNo === undefined && originalPartnerReferenceNo === undefined) {
      throw missing('originalPartnerReferenceNo');
    }
    const uid =
      originalPartnerReferenceNo === undefined
        ? decodeId('prq', originalReferenceNo ?? '')
        : (await this.demands.madeBy(client.uid, originalPartnerReferenceNo))?.uid;
    const request = uid === undefined ? undefined : await this.requests.askedBy(client.uid, uid);
    if (request === undefined) throw problemOf(fail('not_found'));
    await this.shops.own(client, request.asker);
    return request;
  }

  private async statusOf(
    { state, amount }: PaymentRequest,
    payment: string | undefined,
  ): Promise<SnapStatus> {
    if (payment !== undefined) {
      const { refunded, reversal } = await this.returns.returnsOf(payment);
      return reversal === null ? statusOfPaid(amount, refunded) : 'cancelled';
    }
    switch (state) {
      case 'requested':
        return 'pending';
      case 'paid':
        return 'success';
      case 'cancelled':
        return 'cancelled';
      case 'declined':
      case 'expired':
        return 'failed';
      default:
        return assertNever(state, 'state of a request');
    }
  }

  private async hoursUntil(network: number, validUpTo: string | undefined): Promise<number> {
    const until = validUpTo === undefined ? undefined : readTimestamp(validUpTo);
    if (until === undefined) return DEFAULT_HOURS;
    const head = await this.reads.head(network);
    invariant(head !== undefined, `there is no network ${network}`);
    const hours = Math.ceil((until.getTime() - head.now.getTime()) / HOUR_MS);
    if (hours < 1 || hours > REQUEST_HOURS_MAX) throw malformed('validUpTo');
    return hours;
  }
}

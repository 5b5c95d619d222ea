import { Body, Controller } from '@nestjs/common';
import type { ApiClient } from '@app/access';
import { fail, invariant } from '@app/core';
import { problemOf, senOf, unwrap } from '@app/http';
import { LedgerReads } from '@app/ledger';
import {
  PaymentService,
  QrCodeService,
  QrReader,
  type Payment,
  type QrCodeView,
} from '@app/payments';
import { statusFields } from '@app/standards';
import { PartnerActs, statusOfAct, type OriginalNumbers } from './partner-acts.js';
import { PartnerShops } from './partner-shops.js';
import {
  CpmGenerateRequest,
  CpmOriginalRequest,
  CpmPaymentRequest,
  CpmRefundRequest,
} from './qr-cpm.dto.js';
import { snapRequestHash } from './request-hash.js';
import { ShopRefunds, type PaidToShop } from './shop-refunds.js';
import { firstTime, referenceNo, snapMoney, snapTime } from './snap-answers.js';
import { ForCustomer, Partner, type Customer } from './snap-caller.js';
import { SnapService } from './snap-service.decorator.js';

/** How long a member shows a code at the till. */
const SECONDS = 120;

/** Codes that members show (59), by which a shop takes what they pay (60–62, 80). */
@Controller()
export class QrCpmController {
  constructor(
    private readonly codes: QrCodeService,
    private readonly reader: QrReader,
    private readonly payments: PaymentService,
    private readonly acts: PartnerActs,
    private readonly shops: PartnerShops,
    private readonly refunds: ShopRefunds,
    private readonly reads: LedgerReads,
  ) {}

  @SnapService('59', { customer: 'required' })
  async generateQrCpm(
    @Body() { partnerReferenceNo }: CpmGenerateRequest,
    @ForCustomer() { client, consent }: Customer,
  ): Promise<object> {
    const made = await this.codes.make({
      network: client.networkId,
      principal: client.uid,
      key: partnerReferenceNo,
      requestHash: snapRequestHash('59', { member: consent.member }),
      holder: { member: consent.member },
      kind: 'dynamic',
      purpose: 'charge',
      expiresInSeconds: SECONDS,
    });
    const tell = ({ uid, payload, expiresAt }: QrCodeView) => {
      invariant(expiresAt !== null, 'a code for one payment expires');
      return {
        referenceNo: referenceNo('qrc', uid),
        partnerReferenceNo,
        qrContent: payload,
        validUpTo: snapTime(expiresAt),
      };
    };
    return tell(firstTime(made, tell));
  }

  @SnapService('60')
  async payQrCpm(@Body() body: CpmPaymentRequest, @Partner() client: ApiClient): Promise<object> {
    const { partnerReferenceNo, qrContent, amount, remark } = body;
    const merchant = await this.shops.named(client, body.merchantId);
    const code = unwrap(await this.reader.identifyShown(client.networkId, qrContent));
    const paid = await this.payments.pay({
      member: code.holder,
      principal: client.uid,
      to: { merchant: merchant.uid, amount: senOf(amount), code },
      key: partnerReferenceNo,
      requestHash: snapRequestHash('60', {
        code: code.uid,
        merchant: merchant.uid,
        amount,
        remark,
      }),
      reference: partnerReferenceNo,
      description: remark,
    });
    const tell = (payment: Payment) => ({
      referenceNo: referenceNo('pay', payment.id),
      partnerReferenceNo,
      amount: snapMoney(payment.amount),
      transactionDate: snapTime(payment.createdAt),
    });
    return tell(firstTime(paid, tell));
  }

  @SnapService('61')
  async queryQrCpm(
    @Body() body: CpmOriginalRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const found = await this.acts.find(client, body, 'payment');
    const { act } = found;
    return {
      originalReferenceNo: referenceNo('pay', act.id),
      ...(act.reference !== null && { originalPartnerReferenceNo: act.reference }),
      serviceCode: '60',
      ...statusFields(statusOfAct(found)),
      ...(act.refusal === null && { paidTime: snapTime(act.createdAt) }),
      amount: snapMoney(act.amount),
    };
  }

  /** All of it is given back, once, whatever number the partner would give that. */
  @SnapService('62')
  async cancelQrCpm(
    @Body() body: CpmOriginalRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const paid = await this.paid(client, body);
    const partnerRefundNo = `cancel ${referenceNo('pay', paid.payment)}`;
    const { originalPartnerReferenceNo, originalReferenceNo } = body;
    const wish = { originalPartnerReferenceNo, originalReferenceNo, partnerRefundNo };
    const refund = await this.refunds.refund('62', client, paid, wish);
    return { ...refund, cancelTime: refund.refundTime };
  }

  @SnapService('80')
  async refundQrCpm(@Body() body: CpmRefundRequest, @Partner() client: ApiClient): Promise<object> {
    return this.refunds.refund('80', client, await this.paid(client, body), body);
  }

  /** What a shop of the partner took by a code, by the partner's number or ours. */
  private async paid(client: ApiClient, numbers: OriginalNumbers): Promise<PaidToShop> {
    const { act } = await this.acts.find(client, numbers, 'payment');
    if (act.refusal !== null || act.payee === null) {
      throw problemOf(fail('wrong_state', { state: 'refused' }));
    }
    const wallet = await this.reads.balance(act.payee);
    const merchant = await this.shops.own(client, wallet?.owner ?? undefined);
    return { merchant, payment: act.id, amount: act.amount };
  }
}

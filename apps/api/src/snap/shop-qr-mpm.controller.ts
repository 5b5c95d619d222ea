import { Body, Controller } from '@nestjs/common';
import { invariant } from '@app/core';
import { senOf, unwrap } from '@app/http';
import { LedgerReads } from '@app/ledger';
import { QR_SECONDS_MAX, QR_SECONDS_MIN, QrCodeService, type QrCodeView } from '@app/payments';
import { readTimestamp, statusFields } from '@app/standards';
import type { ApiClient } from '@app/access';
import { PartnerShops } from './partner-shops.js';
import { OriginalRequest, QrGenerateRequest, QrRefundRequest } from './qr-mpm.dto.js';
import { snapRequestHash } from './request-hash.js';
import { ShopQrCodes } from './shop-qr-codes.js';
import { ShopRefunds } from './shop-refunds.js';
import { firstTime, referenceNo, snapMoney, snapTime } from './snap-answers.js';
import { Partner } from './snap-caller.js';
import { malformed } from './snap-exception.js';
import { SnapService } from './snap-service.decorator.js';

/** Of a code whose partner doesn't say until when it holds. */
const DEFAULT_SECONDS = 900;
/** As much of a partner's number as a code has room for becomes its note. */
const CODE_REFERENCE_MAX = 25;

/** Codes that shops show, from the shop's side: made, asked for, taken back, and given back. */
@Controller()
export class ShopQrMpmController {
  constructor(
    private readonly codes: QrCodeService,
    private readonly refunds: ShopRefunds,
    private readonly reads: LedgerReads,
    private readonly shops: PartnerShops,
    private readonly shown: ShopQrCodes,
  ) {}

  @SnapService('47')
  async generateQrMpm(
    @Body() body: QrGenerateRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const { partnerReferenceNo, amount, validityPeriod, terminalId, storeId } = body;
    const merchant = await this.shops.named(client, body.merchantId);
    const made = await this.codes.make({
      network: client.networkId,
      principal: client.uid,
      key: partnerReferenceNo,
      requestHash: snapRequestHash('47', { merchant: merchant.uid, amount, validityPeriod }),
      holder: { merchant: merchant.uid },
      kind: amount === undefined ? 'static' : 'dynamic',
      purpose: 'payment',
      amount: amount && senOf(amount),
      reference: partnerReferenceNo.length <= CODE_REFERENCE_MAX ? partnerReferenceNo : undefined,
      expiresInSeconds: await this.secondsUntil(client.networkId, validityPeriod),
    });
    const tell = (code: QrCodeView) => ({
      referenceNo: referenceNo('qrc', code.uid),
      partnerReferenceNo,
      qrContent: code.payload,
      merchantName: merchant.name,
      ...(storeId !== undefined && { storeId }),
      ...(terminalId !== undefined && { terminalId }),
    });
    return tell(firstTime(made, tell));
  }

  @SnapService('51')
  async queryQrMpm(@Body() body: OriginalRequest, @Partner() client: ApiClient): Promise<object> {
    const code = await this.shown.code(client, body);
    const { originalPartnerReferenceNo } = body;
    return {
      originalReferenceNo: referenceNo('qrc', code.uid),
      ...(originalPartnerReferenceNo !== undefined && { originalPartnerReferenceNo }),
      serviceCode: '47',
      ...statusFields(await this.shown.statusOf(code)),
      ...(code.paidAt !== null && { paidTime: snapTime(code.paidAt) }),
      ...(code.amount !== null && { amount: snapMoney(code.amount) }),
      ...(code.paidBy !== null && {
        additionalInfo: { paymentReferenceNo: referenceNo('pay', code.paidBy) },
      }),
    };
  }

  @SnapService('77')
  async cancelQrMpm(@Body() body: OriginalRequest, @Partner() client: ApiClient): Promise<object> {
    const code = await this.shown.code(client, body);
    const holder = { merchant: code.holder };
    const caller = { principal: client.uid, holder };
    const cancelled = unwrap(await this.codes.cancel(caller, code.uid));
    const { originalPartnerReferenceNo } = body;
    return {
      originalReferenceNo: referenceNo('qrc', cancelled.uid),
      ...(originalPartnerReferenceNo !== undefined && { originalPartnerReferenceNo }),
      cancelTime: snapTime(await this.networkTime(client.networkId)),
    };
  }

  @SnapService('78')
  async refundQrMpm(@Body() body: QrRefundRequest, @Partner() client: ApiClient): Promise<object> {
    return this.refunds.refund('78', client, await this.shown.payment(client, body), body);
  }

  /** Until the partner's time, by the network's clock. */
  private async secondsUntil(network: number, validityPeriod: string | undefined): Promise<number> {
    const until = validityPeriod === undefined ? undefined : readTimestamp(validityPeriod);
    if (until === undefined) return DEFAULT_SECONDS;
    const now = await this.networkTime(network);
    const seconds = Math.ceil((until.getTime() - now.getTime()) / 1_000);
    if (seconds < QR_SECONDS_MIN || seconds > QR_SECONDS_MAX) throw malformed('validityPeriod');
    return seconds;
  }

  private async networkTime(network: number): Promise<Date> {
    const head = await this.reads.head(network);
    invariant(head !== undefined, `there is no network ${network}`);
    return head.now;
  }
}

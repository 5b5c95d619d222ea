import { Body, Controller } from '@nestjs/common';
import { decodeId, encodeId, type Money } from '@app/core';
import { senOf, unwrap } from '@app/http';
import { Directory } from '@app/participants';
import { PaymentService, QrReader, type Payment, type TargetOrder } from '@app/payments';
import { PartnerActs, statusOfAct } from './partner-acts.js';
import type { ApiClient } from '@app/access';
import { statusFields } from '@app/standards';
import { OriginalRequest, QrDecodeRequest, QrPaymentRequest } from './qr-mpm.dto.js';
import { snapRequestHash } from './request-hash.js';
import { firstTime, referenceNo, snapMoney, snapTime } from './snap-answers.js';
import { ForCustomer, Partner, type Customer } from './snap-caller.js';
import { malformed, missing, SnapException } from './snap-exception.js';
import { SnapService } from './snap-service.decorator.js';

const QR_MAX = 512;

/** Codes that shops show, from the side of who pays: read, paid, and asked about. */
@Controller()
export class CustomerQrMpmController {
  constructor(
    private readonly reader: QrReader,
    private readonly directory: Directory,
    private readonly payments: PaymentService,
    private readonly acts: PartnerActs,
  ) {}

  @SnapService('48')
  async decodeQrMpm(@Body() body: QrDecodeRequest, @Partner() client: ApiClient): Promise<object> {
    const { partnerReferenceNo } = body;
    const scanned = unwrap(await this.reader.scan(client.networkId, body.qrContent));
    const { says, code } = scanned;
    const merchant =
      code?.purpose === 'payment' ? await this.directory.merchant(code.holder) : undefined;
    const acquirer = merchant && (await this.directory.cooperativeByUid(merchant.cooperative));
    const amount = code?.amount ?? says.amount;
    return {
      ...(code !== undefined && { referenceNo: referenceNo('qrc', code.uid) }),
      ...(partnerReferenceNo !== undefined && { partnerReferenceNo }),
      merchantName: merchant?.name ?? says.name,
      ...(says.category !== undefined && { merchantCategory: says.category }),
      merchantLocation: says.city,
      merchantInfos: says.accounts.map(({ pan }) => ({
        ...(pan !== undefined && { merchantPAN: pan }),
        acquirerName: acquirer?.name ?? '',
      })),
      ...(amount !== null && amount !== undefined && { transactionAmount: snapMoney(amount) }),
      additionalInfo: {
        payable: code !== undefined,
        ...(merchant !== undefined && { merchantId: encodeId('mrc', merchant.uid) }),
      },
    };
  }

  @SnapService('50', { customer: 'required' })
  async payQrMpm(
    @Body() body: QrPaymentRequest,
    @ForCustomer() { client, consent }: Customer,
  ): Promise<object> {
    const { partnerReferenceNo, amount, merchantId, remark } = body;
    const qr = qrIn(body);
    const paid = await this.payments.pay({
      member: consent.member,
      principal: client.uid,
      to: targetOf(qr, merchantId, amount),
      key: partnerReferenceNo,
      requestHash: snapRequestHash('50', { payer: consent.member, qr, merchantId, amount, remark }),
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

  @SnapService('53')
  async statusQrMpm(@Body() body: OriginalRequest, @Partner() client: ApiClient): Promise<object> {
    const found = await this.acts.find(client, body, 'payment');
    const { act } = found;
    return {
      originalReferenceNo: referenceNo('pay', act.id),
      ...(act.reference !== null && { originalPartnerReferenceNo: act.reference }),
      serviceCode: '50',
      ...statusFields(statusOfAct(found)),
      ...(act.refusal === null && { paidTime: snapTime(act.createdAt) }),
      amount: snapMoney(act.amount),
    };
  }
}

/** The standard has no field for it; partners in use send it in `additionalInfo`. */
function qrIn({ qrContent, additionalInfo }: QrPaymentRequest): string | undefined {
  if (qrContent !== undefined) return qrContent;
  const inside = additionalInfo?.['qrContent'];
  if (inside === undefined) return undefined;
  if (typeof inside !== 'string' || inside.length > QR_MAX) throw malformed('qrContent');
  return inside;
}

/** By what was scanned, or by the shop's number. */
function targetOf(
  qr: string | undefined,
  merchantId: string | undefined,
  amount: Money | undefined,
): TargetOrder {
  if (qr !== undefined) return { qr, amount: amount && senOf(amount) };
  if (merchantId === undefined) throw missing('qrContent');
  if (amount === undefined) throw missing('amount');
  const merchant = decodeId('mrc', merchantId);
  if (merchant === undefined) throw new SnapException('invalid_merchant', 'not_found');
  return { merchant, amount: senOf(amount) };
}

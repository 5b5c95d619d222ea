import { Body, Controller } from '@nestjs/common';
import type { TransferType } from '@app/core';
import { senOf } from '@app/http';
import { TransferService, type Act } from '@app/payments';
import { snapOutcome, statusFields } from '@app/standards';
import { bankCodeOf, PartnerAccounts } from './partner-accounts.js';
import { PartnerActs, statusOfAct } from './partner-acts.js';
import type { ApiClient } from '@app/access';
import { snapRequestHash } from './request-hash.js';
import { firstTime, referenceNo, snapMoney, snapTime } from './snap-answers.js';
import { ForCustomer, Partner, type Customer } from './snap-caller.js';
import { SNAP_CASE_OF } from './snap-case.js';
import { malformed, missing } from './snap-exception.js';
import { SnapService } from './snap-service.decorator.js';
import { InterbankRequest, IntrabankRequest, TransferStatusRequest } from './transfers.dto.js';

/** Which acts a status inquiry is about, by the service that made them. */
const TYPE_OF: Readonly<Record<string, TransferType>> = {
  '17': 'transfer',
  '18': 'transfer',
  '38': 'deposit',
  '50': 'payment',
};

/** Money to another member, of the own cooperative (17) or another one (18), and what became of it (36). */
@Controller()
export class SnapTransfersController {
  constructor(
    private readonly transfers: TransferService,
    private readonly accounts: PartnerAccounts,
    private readonly acts: PartnerActs,
  ) {}

  @SnapService('17', { customer: 'required' })
  async transferIntrabank(
    @Body() body: IntrabankRequest,
    @ForCustomer() customer: Customer,
  ): Promise<object> {
    return this.send('17', customer, body, customer.consent.cooperative);
  }

  @SnapService('18', { customer: 'required' })
  async transferInterbank(
    @Body() body: InterbankRequest,
    @ForCustomer() customer: Customer,
  ): Promise<object> {
    const { networkId } = customer.client;
    const bank = await this.accounts.cooperative(networkId, body.beneficiaryBankCode);
    const sent = await this.send('18', customer, body, bank.uid);
    return { ...sent, beneficiaryBankCode: bankCodeOf(bank) };
  }

  @SnapService('36')
  async inquireStatus(
    @Body() body: TransferStatusRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const { serviceCode } = body;
    if (serviceCode === undefined) throw missing('serviceCode');
    const type = TYPE_OF[serviceCode];
    if (type === undefined) throw malformed('serviceCode');
    const found = await this.acts.find(client, body, type);
    const { act } = found;
    const previous = act.refusal === null ? 'successful' : SNAP_CASE_OF[act.refusal.code];
    return {
      originalReferenceNo: referenceNo(PREFIX_OF[type] ?? 'trf', act.id),
      ...(act.reference !== null && { originalPartnerReferenceNo: act.reference }),
      serviceCode,
      transactionDate: snapTime(act.createdAt),
      amount: snapMoney(act.amount),
      referenceNumber: act.shortCode,
      previousResponseCode: snapOutcome(serviceCode, previous).responseCode,
      ...statusFields(statusOfAct(found)),
    };
  }

  private async send(
    service: '17' | '18',
    { client, consent }: Customer,
    body: IntrabankRequest,
    cooperative: string,
  ): Promise<object> {
    const { partnerReferenceNo, amount, beneficiaryAccountNo, sourceAccountNo, remark } = body;
    await this.accounts.own({ client, consent }, sourceAccountNo);
    const { networkId } = client;
    const to = await this.accounts.beneficiary(networkId, cooperative, beneficiaryAccountNo);
    const payee = to.member.uid;
    const sent = await this.transfers.send({
      network: networkId,
      principal: client.uid,
      from: { member: consent.member },
      to: payee,
      amount: senOf(amount),
      key: partnerReferenceNo,
      requestHash: snapRequestHash(service, { payer: consent.member, payee, amount, remark }),
      reference: partnerReferenceNo,
      description: remark,
    });
    const tell = (act: Act) => ({
      referenceNo: referenceNo('trf', act.id),
      partnerReferenceNo,
      amount: snapMoney(act.amount),
      beneficiaryAccountNo,
      sourceAccountNo,
      transactionDate: snapTime(act.createdAt),
      ...(service === '18' && { traceNo: act.shortCode }),
    });
    return tell(firstTime(sent, tell));
  }
}

const PREFIX_OF: Partial<Record<TransferType, 'pay' | 'trf' | 'dep'>> = {
  payment: 'pay',
  transfer: 'trf',
  deposit: 'dep',
};

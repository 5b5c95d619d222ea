import { Body, Controller } from '@nestjs/common';
import { fail, invariant } from '@app/core';
import { problemOf, senOf, unwrap } from '@app/http';
import { LedgerReads, type TransferRecord } from '@app/ledger';
import {
  CounterDesk,
  DepositService,
  WithdrawalQueries,
  WithdrawalService,
  type Act,
  type Withdrawal,
  type WithdrawalStatus,
} from '@app/payments';
import type { ApiClient } from '@app/access';
import { statusFields, type SnapStatus } from '@app/standards';
import {
  CashInquiryRequest,
  CashStatusRequest,
  OtcCancelRequest,
  OtcCashOutRequest,
  TopUpRequest,
} from './cash.dto.js';
import { CashDesk, maskedNumber } from './cash-desk.js';
import { PartnerActs, statusOfAct } from './partner-acts.js';
import { snapRequestHash } from './request-hash.js';
import { accountCase, firstTime, referenceNo, snapMoney, snapTime } from './snap-answers.js';
import { Partner } from './snap-caller.js';
import { SnapException } from './snap-exception.js';
import { SnapService } from './snap-service.decorator.js';

const STATUS_OF: Readonly<Record<WithdrawalStatus, SnapStatus>> = {
  held: 'pending',
  posted: 'success',
  cancelled: 'cancelled',
  expired: 'failed',
  refused: 'failed',
};

/** Cash over the counter of a cooperative, for members of any: in (37–39) and out (44–46). */
@Controller()
export class SnapCashController {
  constructor(
    private readonly desk: CashDesk,
    private readonly counter: CounterDesk,
    private readonly deposits: DepositService,
    private readonly withdrawals: WithdrawalService,
    private readonly queries: WithdrawalQueries,
    private readonly acts: PartnerActs,
    private readonly reads: LedgerReads,
  ) {}

  @SnapService('37')
  async inquireCashAccount(
    @Body() body: CashInquiryRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const { customerNumber, partnerReferenceNo } = body;
    const reference = await this.desk.member(client, customerNumber, body.additionalInfo);
    const found = unwrap(await this.counter.lookUp(this.desk.caller(client), reference));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new SnapException('invalid_account', 'not_found');
    }
    return {
      ...(partnerReferenceNo !== undefined && { partnerReferenceNo }),
      customerNumber: maskedNumber(customerNumber),
      customerName: only.maskedName,
      amount: body.amount,
      additionalInfo: { issuerCoopName: only.cooperative.name },
    };
  }

  @SnapService('38')
  async topUp(@Body() body: TopUpRequest, @Partner() client: ApiClient): Promise<object> {
    const { partnerReferenceNo, amount, customerNumber, notes, additionalInfo } = body;
    const caller = this.desk.at(client, additionalInfo);
    const member = await this.desk.member(client, customerNumber, additionalInfo);
    const deposited = await this.deposits.deposit(caller, {
      member,
      amount: senOf(amount),
      key: partnerReferenceNo,
      requestHash: snapRequestHash('38', { member, amount, teller: caller.teller, notes }),
      reference: partnerReferenceNo,
      description: notes,
    });
    const tell = (act: Act) => ({
      referenceNo: referenceNo('dep', act.id),
      partnerReferenceNo,
      customerNumber: maskedNumber(customerNumber),
      amount: snapMoney(act.amount),
      transactionDate: snapTime(act.createdAt),
    });
    return tell(firstTime(accountCase(deposited), ({ act }) => tell(act)).act);
  }

  @SnapService('39')
  async inquireTopUp(
    @Body() body: CashStatusRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const found = await this.acts.find(client, body, 'deposit');
    const { act } = found;
    return {
      originalReferenceNo: referenceNo('dep', act.id),
      ...(act.reference !== null && { originalPartnerReferenceNo: act.reference }),
      serviceCode: '38',
      amount: snapMoney(act.amount),
      transactionDate: snapTime(act.createdAt),
      ...statusFields(statusOfAct(found)),
    };
  }

  @SnapService('44')
  async cashOut(@Body() body: OtcCashOutRequest, @Partner() client: ApiClient): Promise<object> {
    const { partnerReferenceNo, customerNumber, otp, additionalInfo } = body;
    const amount = senOf(body.amount);
    const caller = this.desk.at(client, additionalInfo);
    const member = await this.desk.member(client, customerNumber, additionalInfo);
    const { teller } = caller;
    // Without the code: the hash is stored for ever, and eight digits are soon found in one.
    const requestHash = snapRequestHash('44', { member, amount: String(amount), teller });
    const held = await this.withdrawals.hold(caller, {
      from: { member },
      consent: { code: otp, amount },
      key: partnerReferenceNo,
      requestHash,
      reference: partnerReferenceNo,
    });
    const hold = unwrap(amountCase(accountCase(held)));
    const key = confirmationOf(partnerReferenceNo);
    const posted = await this.withdrawals.confirm(caller, hold.id, { key, requestHash });
    const tell = (end: TransferRecord) => ({
      referenceNo: referenceNo('wdr', hold.id),
      partnerReferenceNo,
      amount: snapMoney(end.amount),
      transactionDate: snapTime(end.postedAt),
    });
    return tell(firstTime(posted, tell));
  }

  @SnapService('45')
  async inquireCashOut(
    @Body() body: CashStatusRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const withdrawal = await this.withdrawalOf(client, body);
    const { hold, posted, status } = withdrawal;
    return {
      originalReferenceNo: referenceNo('wdr', hold.id),
      ...(hold.reference !== null && { originalPartnerReferenceNo: hold.reference }),
      serviceCode: '44',
      amount: snapMoney(hold.amount),
      transactionDate: snapTime((posted ?? hold).createdAt),
      ...statusFields(STATUS_OF[status]),
    };
  }

  /** Only what has not been paid out: cash that has left a till comes back by a reversal, to which a second person agrees. */
  @SnapService('46')
  async cancelCashOut(
    @Body() body: OtcCancelRequest,
    @Partner() client: ApiClient,
  ): Promise<object> {
    const caller = this.desk.at(client, body.additionalInfo);
    const { hold, status } = await this.withdrawalOf(client, body);
    if (status === 'posted') throw problemOf(fail('wrong_state', { state: status }));
    const number = hold.reference ?? hold.id;
    const cancelled = await this.withdrawals.cancel(caller, hold.id, {
      key: cancellationOf(number),
      requestHash: snapRequestHash('46', { hold: hold.id }),
    });
    const end = unwrap(cancelled);
    return {
      originalReferenceNo: referenceNo('wdr', hold.id),
      ...(hold.reference !== null && { originalPartnerReferenceNo: hold.reference }),
      cancelTime: snapTime(end.postedAt),
      transactionDate: snapTime(hold.createdAt),
    };
  }

  private async withdrawalOf(client: ApiClient, body: CashStatusRequest): Promise<Withdrawal> {
    const { act } = await this.acts.find(client, body, 'hold');
    const hold = await this.reads.transfer(act.id);
    invariant(hold !== undefined, 'an act that was found is there');
    return this.queries.present(hold);
  }
}

/** A hold and its endings are acts of their own, each with a key; a partner has one number for all of it. */
function confirmationOf(number: string): string {
  return `${number} paid out`;
}

function cancellationOf(number: string): string {
  return `${number} cancelled`;
}

/** The member's code says another amount. */
function amountCase<T extends { readonly ok: boolean; readonly code?: string }>(answer: T): T {
  if (!answer.ok && answer.code === 'validation_failed') {
    throw new SnapException('invalid_amount', 'validation_failed');
  }
  return answer;
}

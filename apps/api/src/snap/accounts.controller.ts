import { Body, Controller } from '@nestjs/common';
import { decodeId, fail, invariant, type Sen } from '@app/core';
import { problemOf } from '@app/http';
import { LedgerReads } from '@app/ledger';
import { actOf, ReturnStore } from '@app/payments';
import { readTimestamp, statusFields } from '@app/standards';
import {
  BalanceRequest,
  ExternalInquiryRequest,
  HistoryDetailRequest,
  HistoryListRequest,
  InternalInquiryRequest,
  PeriodRequest,
} from './accounts.dto.js';
import { bankCodeOf, PartnerAccounts, type FoundMember } from './partner-accounts.js';
import { PartnerActs, statusOfAct, type PartnerAct } from './partner-acts.js';
import { historyLine, linesOf, statementLine, totalOf } from './present-entries.js';
import { snapMoney, snapTime } from './snap-answers.js';
import { PartnerOrCustomer, type SnapCaller } from './snap-caller.js';
import { malformed, SnapException } from './snap-exception.js';
import { pageNumberIn } from './snap-fields.js';
import { SnapService } from './snap-service.decorator.js';

const PAGE_SIZE = 10;
/** Of a statement. */
const DAYS_MAX = 31;
const DAY_MS = 86_400_000;
const PAYABLE = ['pay', 'trf'] as const;

/** What a wallet holds and what moved it (11–14), and whose an account is (15, 16). */
@Controller()
export class SnapAccountsController {
  constructor(
    private readonly accounts: PartnerAccounts,
    private readonly acts: PartnerActs,
    private readonly reads: LedgerReads,
    private readonly returns: ReturnStore,
  ) {}

  @SnapService('11', { customer: 'allowed' })
  async inquireBalance(
    @Body() body: BalanceRequest,
    @PartnerOrCustomer() caller: SnapCaller,
  ): Promise<object> {
    const { wallet, accountNo, name } = await this.accounts.own(caller, body.accountNo);
    const balance = await this.reads.balance(wallet);
    invariant(balance !== undefined, 'a wallet without account');
    const { posted, heldDebits, available, status } = balance;
    return {
      ...(body.partnerReferenceNo !== undefined && {
        partnerReferenceNo: body.partnerReferenceNo,
      }),
      accountNo,
      name,
      accountInfos: [
        {
          balanceType: 'Cash',
          amount: snapMoney(posted),
          floatAmount: snapMoney(0n),
          holdAmount: snapMoney(heldDebits),
          availableBalance: snapMoney(available ?? posted - heldDebits),
          ledgerBalance: snapMoney(posted),
          currentMultilateralLimit: snapMoney(0n),
          registrationStatusCode: '0001',
          status: STATUS_CODE[status],
        },
      ],
    };
  }

  @SnapService('12', { customer: 'allowed' })
  async listHistory(
    @Body() body: HistoryListRequest,
    @PartnerOrCustomer() caller: SnapCaller,
  ): Promise<object> {
    const { wallet } = await this.accounts.own(caller, body.accountNo);
    const size = pageNumberIn(body.pageSize) ?? PAGE_SIZE;
    const number = pageNumberIn(body.pageNumber) ?? 0;
    const span = spanOf(body);
    let before: { batch: bigint; position: number } | undefined;
    for (let page = 0; ; page += 1) {
      const { entries, hasMore } = await this.reads.entries(wallet, {
        ...span,
        limit: size,
        before,
      });
      const oldest = entries.at(-1);
      if (page < number && oldest !== undefined && hasMore) {
        before = { batch: oldest.batch, position: oldest.position };
        continue;
      }
      const shown = page === number ? entries : [];
      return {
        ...(body.partnerReferenceNo !== undefined && {
          partnerReferenceNo: body.partnerReferenceNo,
        }),
        detailData: shown.map(historyLine),
        additionalInfo: { hasMore: page === number && hasMore },
      };
    }
  }

  @SnapService('13', { customer: 'allowed' })
  async readHistory(
    @Body() body: HistoryDetailRequest,
    @PartnerOrCustomer() caller: SnapCaller,
  ): Promise<object> {
    const { wallet } = await this.accounts.own(caller, undefined);
    const found = await this.actOf(caller, body);
    const { act, returns } = found;
    const takesPart = act.payer === wallet || (act.payee === wallet && act.refusal === null);
    if (!takesPart) throw problemOf(fail('not_found'));
    const status = statusFields(statusOfAct(found));
    return {
      ...(body.originalPartnerReferenceNo !== undefined && {
        originalPartnerReferenceNo: body.originalPartnerReferenceNo,
      }),
      ...(body.originalReferenceNo !== undefined && {
        originalReferenceNo: body.originalReferenceNo,
      }),
      dateTime: snapTime(act.createdAt),
      amount: snapMoney(act.amount),
      remark: act.description ?? '',
      sourceOfFunds: [{ source: 'BALANCE', amount: snapMoney(act.amount) }],
      status: status.transactionStatusDesc.toUpperCase(),
      type: act.type.toUpperCase(),
      refundHistory: returns.refunds.map(({ amount, createdAt }) => ({
        refundAmount: snapMoney(amount),
        refundDate: snapTime(createdAt),
        refundStatus: '00',
      })),
      additionalInfo: { ...status, direction: act.payer === wallet ? 'DEBIT' : 'CREDIT' },
    };
  }

  @SnapService('14', { customer: 'allowed' })
  async readStatement(
    @Body() body: PeriodRequest,
    @PartnerOrCustomer() caller: SnapCaller,
  ): Promise<object> {
    const { wallet, network } = await this.accounts.own(caller, body.accountNo);
    const head = await this.reads.head(network);
    invariant(head !== undefined, `there is no network ${network}`);
    const { from, to = head.now } = spanOf(body);
    const begin = from ?? new Date(to.getTime() - DAYS_MAX * DAY_MS);
    if (to.getTime() - begin.getTime() > DAYS_MAX * DAY_MS) throw malformed('fromDateTime');
    const lines = await linesOf(this.reads, wallet, { from: begin, to });
    const opening = await this.reads.balanceBefore(wallet, begin);
    const newest = lines[0];
    const closing: Sen = newest?.balance ?? opening;
    const at = (amount: Sen, time: Date) => ({ ...snapMoney(amount), dateTime: snapTime(time) });
    return {
      ...(body.partnerReferenceNo !== undefined && {
        partnerReferenceNo: body.partnerReferenceNo,
      }),
      balance: [
        {
          amount: at(closing, to),
          startingBalance: at(opening, begin),
          endingBalance: at(closing, to),
        },
      ],
      totalCreditEntries: totalOf(lines, 'credit'),
      totalDebitEntries: totalOf(lines, 'debit'),
      hasMore: 'N',
      ...(newest !== undefined && { lastRecordDateTime: snapTime(newest.postedAt) }),
      detailData: lines.map(statementLine),
    };
  }

  @SnapService('15', { customer: 'allowed' })
  async inquireInternal(
    @Body() body: InternalInquiryRequest,
    @PartnerOrCustomer() { client, consent }: SnapCaller,
  ): Promise<object> {
    const home = consent?.cooperative ?? client.cooperativeUid;
    if (home === undefined) throw new SnapException('customer_token_not_found', 'token_missing');
    const { networkId } = client;
    const found = await this.accounts.beneficiary(networkId, home, body.beneficiaryAccountNo);
    return presentBeneficiary(body, found);
  }

  @SnapService('16', { customer: 'allowed' })
  async inquireExternal(
    @Body() body: ExternalInquiryRequest,
    @PartnerOrCustomer() { client }: SnapCaller,
  ): Promise<object> {
    const { networkId } = client;
    const bank = await this.accounts.cooperative(networkId, body.beneficiaryBankCode);
    const found = await this.accounts.beneficiary(networkId, bank.uid, body.beneficiaryAccountNo);
    return {
      ...presentBeneficiary(body, found),
      beneficiaryBankCode: bankCodeOf(bank),
      beneficiaryBankName: bank.name,
    };
  }

  /** By the partner's number an act that it sent; by ours any, of which the wallet's part is looked at then. */
  private async actOf({ client }: SnapCaller, body: HistoryDetailRequest): Promise<PartnerAct> {
    const { originalPartnerReferenceNo, originalReferenceNo } = body;
    if (originalPartnerReferenceNo !== undefined || originalReferenceNo === undefined) {
      return this.acts.find(client, body, 'payment', 'transfer', 'payout', 'deposit');
    }
    const prefix = PAYABLE.find((one) => originalReferenceNo.startsWith(`${one}_`));
    const uid = prefix && decodeId(prefix, originalReferenceNo);
    const transfer = uid === undefined ? undefined : await this.reads.transfer(uid);
    if (transfer === undefined) throw problemOf(fail('not_found'));
    return { act: actOf(transfer), returns: await this.returns.returnsOf(transfer.id) };
  }
}

const STATUS_CODE = { open: '0001', frozen: '0002', closed: '0004' } as const;

function presentBeneficiary(
  { partnerReferenceNo, beneficiaryAccountNo }: InternalInquiryRequest,
  { maskedName }: FoundMember,
): object {
  return {
    ...(partnerReferenceNo !== undefined && { partnerReferenceNo }),
    beneficiaryAccountName: maskedName,
    beneficiaryAccountNo,
    currency: 'IDR',
  };
}

function spanOf({ fromDateTime, toDateTime }: PeriodRequest): {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
} {
  return {
    from: fromDateTime === undefined ? undefined : readTimestamp(fromDateTime),
    to: toDateTime === undefined ? undefined : readTimestamp(toDateTime),
  };
}

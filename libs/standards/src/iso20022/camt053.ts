import { CURRENCY, formatSen, sumSen, type Sen } from '@app/core';
import { CLEARING_SYSTEM, institution, type FinancialInstitution } from './institution.js';
import { offsetTime } from './offset-time.js';
import { amount, identifier, parent, text, xmlDocument, type Xml } from './xml.js';

export const CAMT053_NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

/** One of the transactions behind an entry. */
export interface EntryDetail {
  /** Id of the transfer on the wire. */
  readonly transfer: string;
  readonly amount: Sen;
  readonly bookedAt: Date;
}

/** A movement of the account: one transaction, or a batch of them that are alike. */
export interface AccountEntry {
  readonly reference: string;
  /** In sen, more than zero. */
  readonly amount: Sen;
  /** Seen from the account's owner: what it came to owe is a debit. */
  readonly side: 'debit' | 'credit';
  readonly bookedAt: Date;
  /** What it is for, such as `payment.interchange`. */
  readonly code: string;
  /** How many transactions; null: not counted. */
  readonly count: number | null;
  /** All of the transactions, or none if they are too many to be told one by one. */
  readonly details: readonly EntryDetail[];
}

export interface AccountStatement {
  readonly messageId: string;
  /** Numbers the statements of the account from 1. */
  readonly number: number;
  readonly createdAt: Date;
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
  /** Id of the account on the wire. */
  readonly account: string;
  readonly owner: FinancialInstitution;
  readonly servicer: FinancialInstitution;
  /** Positive: the owner is owed; negative: it owes. In sen. */
  readonly opening: Sen;
  readonly closing: Sen;
  readonly entries: readonly AccountEntry[];
}

/** A statement of an account as a message camt.053.001.08, BankToCustomerStatementV08. */
export function camt053(statement: AccountStatement): string {
  const { messageId, number, createdAt, timeZone, entries } = statement;
  const time = (at: Date) => offsetTime(at, timeZone);
  const message = parent(
    'BkToCstmrStmt',
    parent('GrpHdr', identifier('MsgId', messageId), identifier('CreDtTm', time(createdAt))),
    parent(
      'Stmt',
      identifier('Id', messageId),
      identifier('ElctrncSeqNb', String(number)),
      identifier('CreDtTm', time(createdAt)),
      parent(
        'FrToDt',
        identifier('FrDtTm', time(statement.from)),
        identifier('ToDtTm', time(statement.to)),
      ),
      accountOf(statement),
      balance('OPBD', statement.opening, time(statement.from)),
      balance('CLBD', statement.closing, time(statement.to)),
      summary(entries),
      ...entries.map((entry) => entryOf(entry, time)),
    ),
  );
  return xmlDocument(CAMT053_NAMESPACE, message);
}

function accountOf({ account, owner, servicer }: AccountStatement): Xml {
  return parent(
    'Acct',
    parent(
      'Id',
      parent('Othr', identifier('Id', account, 34), identifier('Issr', CLEARING_SYSTEM)),
    ),
    identifier('Ccy', CURRENCY),
    parent(
      'Ownr',
      text('Nm', owner.name),
      parent('Id', parent('OrgId', parent('Othr', identifier('Id', owner.id)))),
    ),
    institution('Svcr', servicer),
  );
}

function balance(code: string, sen: Sen, at: string): Xml {
  return parent(
    'Bal',
    parent('Tp', parent('CdOrPrtry', identifier('Cd', code))),
    amount('Amt', sen < 0n ? -sen : sen),
    indicator(sen < 0n ? 'debit' : 'credit'),
    parent('Dt', identifier('DtTm', at)),
  );
}

function summary(entries: readonly AccountEntry[]): Xml {
  const of = (side: AccountEntry['side']) => entries.filter((entry) => entry.side === side);
  const sumOf = (some: readonly AccountEntry[]) => sumSen(some.map((entry) => entry.amount));
  const [debits, credits] = [of('debit'), of('credit')];
  const net = sumOf(credits) - sumOf(debits);
  const part = (name: string, some: readonly AccountEntry[], ...more: Xml[]) =>
    parent(name, identifier('NbOfNtries', String(some.length)), plain('Sum', sumOf(some)), ...more);
  return parent(
    'TxsSummry',
    part(
      'TtlNtries',
      entries,
      parent(
        'TtlNetNtry',
        plain('Amt', net < 0n ? -net : net),
        indicator(net < 0n ? 'debit' : 'credit'),
      ),
    ),
    part('TtlCdtNtries', credits),
    part('TtlDbtNtries', debits),
  );
}

function entryOf(entry: AccountEntry, time: (at: Date) => string): Xml {
  const { reference, side, bookedAt, code } = entry;
  return parent(
    'Ntry',
    identifier('NtryRef', reference),
    amount('Amt', entry.amount),
    indicator(side),
    parent('Sts', identifier('Cd', 'BOOK')),
    parent('BookgDt', identifier('DtTm', time(bookedAt))),
    parent('ValDt', identifier('DtTm', time(bookedAt))),
    bankCode(code),
    parent(
      'NtryDtls',
      batchOf(entry),
      ...entry.details.map((detail) =>
        parent(
          'TxDtls',
          parent(
            'Refs',
            identifier('AcctSvcrRef', detail.transfer),
            identifier('EndToEndId', detail.transfer),
          ),
          amount('Amt', detail.amount),
          indicator(side),
          bankCode(code),
          parent('RltdDts', identifier('TxDtTm', time(detail.bookedAt))),
        ),
      ),
    ),
  );
}

function batchOf(entry: AccountEntry): Xml {
  return parent(
    'Btch',
    entry.count === null ? undefined : identifier('NbOfTxs', String(entry.count)),
    amount('TtlAmt', entry.amount),
    indicator(entry.side),
  );
}

function bankCode(code: string): Xml {
  return parent(
    'BkTxCd',
    parent('Prtry', identifier('Cd', code), identifier('Issr', CLEARING_SYSTEM)),
  );
}

function indicator(side: AccountEntry['side']): Xml {
  return identifier('CdtDbtInd', side === 'debit' ? 'DBIT' : 'CRDT');
}

/** A number without currency. */
function plain(name: string, sen: Sen): Xml {
  return identifier(name, formatSen(sen));
}

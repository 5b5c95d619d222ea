import { sumSen, type Sen } from '@app/core';
import {
  account,
  agent,
  CLEARING_SYSTEM,
  institution,
  type FinancialInstitution,
} from './institution.js';
import { localDate, offsetTime } from './offset-time.js';
import { amount, identifier, parent, text, xmlDocument, type Xml } from './xml.js';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08';

/** One institution pays another. */
export interface CreditTransfer {
  /** Of this instruction, at most 35 characters. */
  readonly id: string;
  /** In sen, more than zero. */
  readonly amount: Sen;
  readonly debtor: FinancialInstitution;
  readonly creditor: FinancialInstitution;
  /** For people. */
  readonly about: string;
}

export interface CreditTransfers {
  readonly messageId: string;
  readonly createdAt: Date;
  readonly timeZone: string;
  /** Who asks for them. */
  readonly instructing: FinancialInstitution;
  /** At least one. */
  readonly transfers: readonly CreditTransfer[];
}

/**
 * Credit transfers between institutions as a message pacs.009.001.08, FinancialInstitutionCreditTransferV08, settled
 * through the clearing of the switch.
 */
export function pacs009(order: CreditTransfers): string {
  const { createdAt, timeZone, transfers } = order;
  const day = localDate(createdAt, timeZone);
  const total = sumSen(transfers.map((transfer) => transfer.amount));
  const message = parent(
    'FICdtTrf',
    parent(
      'GrpHdr',
      identifier('MsgId', order.messageId),
      identifier('CreDtTm', offsetTime(createdAt, timeZone)),
      identifier('NbOfTxs', String(transfers.length)),
      amount('TtlIntrBkSttlmAmt', total),
      identifier('IntrBkSttlmDt', day),
      parent(
        'SttlmInf',
        identifier('SttlmMtd', 'CLRG'),
        parent('ClrSys', identifier('Prtry', CLEARING_SYSTEM)),
      ),
      institution('InstgAgt', order.instructing),
    ),
    ...transfers.map(transferOf),
  );
  return xmlDocument(NAMESPACE, message);
}

function transferOf(transfer: CreditTransfer): Xml {
  const { id, debtor, creditor } = transfer;
  return parent(
    'CdtTrfTxInf',
    parent(
      'PmtId',
      identifier('InstrId', id),
      identifier('EndToEndId', id),
      identifier('TxId', id),
    ),
    amount('IntrBkSttlmAmt', transfer.amount),
    institution('Dbtr', debtor),
    account('DbtrAcct', debtor),
    agent('DbtrAgt', debtor),
    agent('CdtrAgt', creditor),
    institution('Cdtr', creditor),
    account('CdtrAcct', creditor),
    parent('RmtInf', text('Ustrd', transfer.about)),
  );
}

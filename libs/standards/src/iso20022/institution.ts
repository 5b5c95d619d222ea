import { identifier, parent, text, type Xml } from './xml.js';

/** How an identifier that only this switch gives out is marked, so that nobody takes it for a bank's. */
export const CLEARING_SYSTEM = 'SIMPUL';

/** Where an institution keeps its money: the bank by its BIC, and the number of the account there. */
export interface BankIdentity {
  /** ISO 9362, 8 or 11 characters. */
  readonly bic: string;
  /** At most 34 letters and digits. */
  readonly account: string;
}

/** A cooperative, or the switch itself. */
export interface FinancialInstitution {
  /** Id on the wire; given as a proprietary identifier, marked as such. */
  readonly id: string;
  readonly name: string;
  /** null: not known, then the proprietary identifier stands for the bank and the account too. */
  readonly bank: BankIdentity | null;
}

/** `FinInstnId` of the institution itself. */
export function institution(name: string, of: FinancialInstitution): Xml {
  return parent(name, parent('FinInstnId', text('Nm', of.name), proprietary(of.id)));
}

/** Its bank: by BIC, else by the marked identifier. */
export function agent(name: string, { id, bank }: FinancialInstitution): Xml {
  const known = bank === null ? proprietary(id) : identifier('BICFI', bank.bic, 11);
  return parent(name, parent('FinInstnId', known));
}

/** Its account at that bank, likewise. */
export function account(name: string, { id, bank }: FinancialInstitution): Xml {
  const other =
    bank === null
      ? parent('Othr', identifier('Id', id, 34), scheme())
      : parent('Othr', identifier('Id', bank.account, 34));
  return parent(name, parent('Id', other));
}

function proprietary(id: string): Xml {
  return parent('Othr', identifier('Id', id), scheme());
}

function scheme(): Xml {
  return parent('SchmeNm', identifier('Prtry', CLEARING_SYSTEM));
}

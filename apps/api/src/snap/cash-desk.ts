import { Inject, Injectable } from '@nestjs/common';
import { parsePhone, type ApiClient, type Identity } from '@app/access';
import { decodeId } from '@app/core';
import type { AtCounter, MemberReference } from '@app/payments';
import { PartnerAccounts } from './partner-accounts.js';
import { identityOf } from './snap-caller.js';
import { malformed, missing, SnapException } from './snap-exception.js';

type Additional = Readonly<Record<string, unknown>> | undefined;

/** Counters of cooperatives whose tellers work with a partner's program. */
@Injectable()
export class CashDesk {
  constructor(@Inject(PartnerAccounts) private readonly accounts: PartnerAccounts) {}

  /** The teller at whose till it is, `per_…` in `additionalInfo.tellerId`; only for partners of a cooperative itself. */
  at(client: ApiClient, additional: Additional): AtCounter {
    if (client.merchantUid !== undefined) {
      throw new SnapException('feature_not_allowed', 'role_forbidden');
    }
    const named = textIn(additional, 'tellerId');
    if (named === undefined) throw missing('additionalInfo.tellerId');
    const teller = decodeId('per', named);
    if (teller === undefined) throw new SnapException('invalid_terminal', 'till_session_missing');
    return { ...identityOf({ client, consent: undefined }, 0), teller };
  }

  /** Whoever asks, where no till is needed. */
  caller(client: ApiClient): Identity {
    return identityOf({ client, consent: undefined }, 0);
  }

  /** How the member is named: by number within `additionalInfo.issuerCoop`, else by phone. */
  async member(
    client: ApiClient,
    customerNumber: string,
    additional: Additional,
  ): Promise<MemberReference> {
    const code = textIn(additional, 'issuerCoop');
    const within =
      code === undefined
        ? undefined
        : (await this.accounts.cooperative(client.networkId, code)).uid;
    const phone = parsePhone(customerNumber);
    if (phone !== undefined) return { phone, within };
    if (within === undefined) throw missing('additionalInfo.issuerCoop');
    return { cooperative: within, number: customerNumber };
  }
}

function textIn(additional: Additional, name: string): string | undefined {
  const value = additional?.[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > 64) throw malformed(`additionalInfo.${name}`);
  return value;
}

/** As a receipt shows a number: the last four characters. */
export function maskedNumber(number: string): string {
  return `${'X'.repeat(Math.max(0, number.length - 4))}${number.slice(-4)}`;
}

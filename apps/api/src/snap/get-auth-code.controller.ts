import { Controller, Query } from '@nestjs/common';
import { PartnerConsents, parsePhone, type ApiClient } from '@app/access';
import { encodeId } from '@app/core';
import { unwrap } from '@app/http';
import { PartyFinder } from '@app/payments';
import type { Member } from '@app/participants';
import { AuthCodeQuery } from './get-auth-code.dto.js';
import { Partner } from './snap-caller.js';
import { InProgress } from './snap-envelope.js';
import { malformed, missing, SnapException } from './snap-exception.js';
import { SnapService } from './snap-service.decorator.js';

/**
 * A partner asks a member to let it act for them (10). The member sees the question in their own app and approves it by PIN, which
 * no partner ever sees; asked again after that, the service hands out the code for service 74.
 */
@Controller()
export class GetAuthCodeController {
  constructor(
    private readonly consents: PartnerConsents,
    private readonly finder: PartyFinder,
  ) {}

  @SnapService('10')
  async getAuthCode(@Query() query: AuthCodeQuery, @Partner() client: ApiClient): Promise<object> {
    const { state } = query;
    const { uid: member, person, cooperative } = await this.memberOf(client, query);
    const question = { client: client.uid, network: client.networkId, state };
    const consent = unwrap(await this.consents.ask({ ...question, member, person, cooperative }));
    const additionalInfo = { consentId: encodeId('cns', consent.uid), status: consent.status };
    if (consent.status === 'asked') return new InProgress({ state, additionalInfo });
    const code = await this.consents.newCode(consent);
    if (code === undefined) {
      throw new SnapException('invalid_transaction_status', 'wrong_state', {
        fields: { state, additionalInfo },
      });
    }
    return { authCode: code, state, additionalInfo };
  }

  /** By the phone in `seamlessData`; of several memberships the one that it names. */
  private async memberOf(client: ApiClient, query: AuthCodeQuery): Promise<Member> {
    const { phone, member } = subjectIn(query);
    const parsed = parsePhone(phone);
    if (parsed === undefined) throw malformed('seamlessData.mobileNumber');
    const found = await this.finder.members(client.networkId, { phone: parsed });
    const meant = found.filter(
      ({ uid }) => member === undefined || encodeId('mbr', uid) === member,
    );
    const [only] = meant;
    if (only === undefined) throw new SnapException('invalid_account', 'not_found');
    if (meant.length > 1) throw missing('seamlessData.accountNo');
    return only;
  }
}

function subjectIn({ seamlessData }: AuthCodeQuery): { phone: string; member?: string } {
  let data: unknown;
  try {
    data = JSON.parse(seamlessData);
  } catch {
    throw malformed('seamlessData');
  }
  if (typeof data !== 'object' || data === null) throw malformed('seamlessData');
  const { mobileNumber, accountNo } = data as Record<string, unknown>;
  if (typeof mobileNumber !== 'string') throw missing('seamlessData.mobileNumber');
  if (accountNo === undefined) return { phone: mobileNumber };
  if (typeof accountNo !== 'string') throw malformed('seamlessData.accountNo');
  return { phone: mobileNumber, member: accountNo };
}

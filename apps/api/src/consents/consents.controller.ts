import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiClients, PartnerConsents, type Consent, type Identity } from '@app/access';
import { encodeId, invariant } from '@app/core';
import { Access, Caller, Describes, IdParam, unwrap } from '@app/http';
import { ApproveConsentRequest } from './consent-requests.dto.js';
import { CONSENT_EXAMPLE, presentConsent, type ConsentReply } from './present-consent.js';

const MEMBER = { roles: ['member'], scope: 'own_account' } as const;

/** What programs of partners ask of a member, and what they were allowed. */
@Controller('v1/me/consents')
export class ConsentsController {
  constructor(
    private readonly consents: PartnerConsents,
    private readonly clients: ApiClients,
  ) {}

  @Get()
  @Access(MEMBER)
  @Describes({
    summary: 'List what partners ask of me and may do in my name',
    description:
      'The latest hundred, newest first. A question waits for 15 minutes; what was approved holds until it is ended, or the partner has not used it for 90 days.',
    success: { example: { data: [CONSENT_EXAMPLE] } },
  })
  async listConsents(@Caller() caller: Identity): Promise<{ data: ConsentReply[] }> {
    const data: ConsentReply[] = [];
    for (const consent of await this.consents.list(memberOf(caller))) {
      data.push(await this.present(consent));
    }
    return { data };
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Access(MEMBER)
  @Describes({
    summary: 'Let a partner act in my name',
    description:
      'By PIN, which the partner never sees. From then on the partner may read the wallet, pay and send money out of it over SNAP BI, until the consent is ended. Nothing moves now.',
    success: { example: { ...CONSENT_EXAMPLE, status: 'approved' } },
    problems: ['not_found', 'wrong_state', 'pin_wrong', 'pin_locked', 'overloaded'],
  })
  async approveConsent(
    @IdParam('id', 'cns') id: string,
    @Body() { pin }: ApproveConsentRequest,
    @Caller() caller: Identity,
  ): Promise<ConsentReply> {
    return this.present(unwrap(await this.consents.approve(memberOf(caller), id, pin)));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Access(MEMBER)
  @Describes({
    summary: 'Refuse a partner, or end what it may do',
    description:
      'At once, for all its tokens. What was done before stays. Done again, it answers the same.',
    success: { example: { ...CONSENT_EXAMPLE, status: 'ended_by_member' } },
    problems: ['not_found'],
  })
  async endConsent(
    @IdParam('id', 'cns') id: string,
    @Caller() caller: Identity,
  ): Promise<ConsentReply> {
    return this.present(unwrap(await this.consents.end(memberOf(caller), id)));
  }

  private async present(consent: Consent): Promise<ConsentReply> {
    const client = await this.clients.byId(encodeId('cli', consent.client));
    return presentConsent(consent, client?.name ?? '');
  }
}

function memberOf({ member }: Identity): string {
  invariant(member !== null, 'a member without membership');
  return member;
}

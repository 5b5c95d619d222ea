import { Body, Controller, Get, Put } from '@nestjs/common';
import type { Identity } from '@app/access';
import { Access, Caller, Describes, IdParam, unwrap } from '@app/http';
import { NetworkService } from '@app/participants';
import { QrCodeService, type QrisIdentity } from '@app/payments';

import { OPERATOR } from '../participants-access.js';
import { QrisIdentityRequest } from './qr-code-requests.dto.js';

interface QrisIdentityReply {
  object: 'qris_identity';
  reverse_domain: string;
  nns: string;
  nmid: string;
  postal_code: string;
}

const EXAMPLE: QrisIdentityReply = {
  object: 'qris_identity',
  reverse_domain: 'ID.CO.EXAMPLE.WWW',
  nns: '93600899',
  nmid: 'ID1020039293482',
  postal_code: '65141',
};

/** Under which identity the codes of a live network are QRIS. */
@Controller('v1/networks/:id/qris-identity')
export class QrisIdentitiesController {
  constructor(
    private readonly codes: QrCodeService,
    private readonly networks: NetworkService,
  ) {}

  @Get()
  @Access(OPERATOR)
  @Describes({
    summary: 'Read under which identity codes are made',
    success: { example: EXAMPLE },
    problems: ['not_found'],
  })
  async getQrisIdentity(
    @IdParam('id', 'net') id: string,
    @Caller() caller: Identity,
  ): Promise<QrisIdentityReply> {
    const { network } = unwrap(await this.networks.read(caller, id));
    return present(unwrap(await this.codes.identity(network.id)));
  }

  @Put()
  @Access(OPERATOR)
  @Describes({
    summary: 'Set under which identity codes are made',
    description:
      'Only what a licensed provider gave to the network: a live network makes no codes without it. Codes of other networks are ' +
      'tests and say so, whatever is set here. Codes that were made before stay as they are.',
    success: { example: EXAMPLE },
    problems: ['validation_failed', 'not_found'],
  })
  async setQrisIdentity(
    @IdParam('id', 'net') id: string,
    @Body() body: QrisIdentityRequest,
    @Caller() caller: Identity,
  ): Promise<QrisIdentityReply> {
    const { network } = unwrap(await this.networks.read(caller, id));
    const set = await this.codes.setIdentity(caller.principal, network.id, {
      domain: body.reverse_domain,
      nns: body.nns,
      nmid: body.nmid,
      postalCode: body.postal_code,
    });
    return present(unwrap(set));
  }
}

function present({ domain, nns, nmid, postalCode }: QrisIdentity): QrisIdentityReply {
  return { object: 'qris_identity', reverse_domain: domain, nns, nmid, postal_code: postalCode };
}

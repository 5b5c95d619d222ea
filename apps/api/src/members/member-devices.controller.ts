import { SessionService, type Identity } from '@app/access';
import { Access, Caller, Describes, IdParam, unwrap } from '@app/http';
import { MemberService } from '@app/participants';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';

import { DEVICE_EXAMPLE } from '../auth/examples.js';
import { presentDevice, type DeviceReply } from '../auth/present-device.js';
import { COUNTER } from '../participants-access.js';

/** For a member whose phone is lost and who stands at the counter. */
@Controller('v1/members/:id/devices')
@Access(COUNTER)
export class MemberDevicesController {
  constructor(
    private readonly members: MemberService,
    private readonly sessions: SessionService,
  ) {}

  @Get()
  @Describes({
    summary: 'List the devices of a member',
    description: 'The latest 50 phones that a member of the own cooperative signed in with.',
    success: { example: { data: [DEVICE_EXAMPLE] } },
    problems: ['not_found'],
  })
  async listMemberDevices(
    @IdParam('id', 'mbr') id: string,
    @Caller() caller: Identity,
  ): Promise<{ data: DeviceReply[] }> {
    const { person } = unwrap(await this.members.read(caller, id));
    return { data: (await this.sessions.devices(person.id)).map(presentDevice) };
  }

  @Post(':device_id/block')
  @HttpCode(200)
  @Describes({
    summary: 'Block the lost device of a member',
    description:
      'Signs it out within a second, and its key is never let in again. Make sure first who asks: their identity ' +
      'card, and the number that the cooperative knows them by.',
    success: {
      example: { ...DEVICE_EXAMPLE, signed_in: false, blocked_at: '2026-02-01T03:00:00.000Z' },
    },
    problems: ['not_found'],
  })
  async blockMemberDevice(
    @IdParam('id', 'mbr') id: string,
    @IdParam('device_id', 'dev') device: string,
    @Caller() caller: Identity,
  ): Promise<DeviceReply> {
    const { person } = unwrap(await this.members.read(caller, id));
    return presentDevice(unwrap(await this.sessions.blockDevice(person.id, device, caller)));
  }
}

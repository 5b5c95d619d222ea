import { PHONE_ROLES, SessionService, type Identity } from '@app/access';
import { Access, Caller, Describes, IdParam, unwrap } from '@app/http';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';

import { DEVICE_EXAMPLE } from './examples.js';
import { presentDevice, type DeviceReply } from './present-device.js';

/** The phones of whoever signs in with a PIN. */
@Controller('v1/me/devices')
@Access({ scope: 'network', roles: PHONE_ROLES })
export class MyDevicesController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @Describes({
    summary: 'List my devices',
    description: 'The latest 50 phones that I signed in with, the one seen last first.',
    success: { example: { data: [DEVICE_EXAMPLE] } },
  })
  async listMyDevices(@Caller() caller: Identity): Promise<{ data: DeviceReply[] }> {
    return { data: (await this.sessions.devices(caller.principal)).map(presentDevice) };
  }

  @Post(':id/sign-out')
  @HttpCode(200)
  @Describes({
    summary: 'Sign out on one of my devices',
    description:
      'Within a second its tokens are worth nothing. It may sign in again, with the PIN.',
    success: { example: { ...DEVICE_EXAMPLE, signed_in: false } },
    problems: ['not_found'],
  })
  async signOutMyDevice(
    @IdParam('id', 'dev') id: string,
    @Caller() { principal }: Identity,
  ): Promise<DeviceReply> {
    return presentDevice(unwrap(await this.sessions.signOutDevice(principal, id)));
  }

  @Post(':id/block')
  @HttpCode(200)
  @Describes({
    summary: 'Block a lost device',
    description: 'Signs it out, and its key is never let in again, not even with the right PIN.',
    success: {
      example: { ...DEVICE_EXAMPLE, signed_in: false, blocked_at: '2026-02-01T03:00:00.000Z' },
    },
    problems: ['not_found'],
  })
  async blockMyDevice(
    @IdParam('id', 'dev') id: string,
    @Caller() caller: Identity,
  ): Promise<DeviceReply> {
    return presentDevice(unwrap(await this.sessions.blockDevice(caller.principal, id, caller)));
  }
}

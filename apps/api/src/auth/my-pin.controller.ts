import { PHONE_ROLES, PinService, type Identity } from '@app/access';
import { Access, Caller, Describes, fieldsProblem, SignsIn, unwrap } from '@app/http';
import { Directory } from '@app/participants';
import { Body, Controller, Header, Put } from '@nestjs/common';

import { TOKEN_EXAMPLE } from './examples.js';
import { PinChangeRequest } from './pin-change-request.dto.js';
import { presentSignedIn, type TokenReply } from './present-signed-in.js';

@Controller('v1/me/pin')
@Access({ scope: 'network', roles: PHONE_ROLES })
export class MyPinController {
  constructor(
    private readonly pins: PinService,
    private readonly directory: Directory,
  ) {}

  @Put()
  @Header('cache-control', 'no-store')
  @SignsIn()
  @Describes({
    summary: 'Change my PIN',
    description:
      'Ends every other session of mine, and voids the token that this was sent with: go on with the one in the answer, ' +
      'and with the refresh token that you have. Wrong tries count as at signing in.',
    success: { example: { ...TOKEN_EXAMPLE, refresh_token: null } },
    problems: ['pin_wrong', 'pin_locked', 'pin_too_simple', 'overloaded', 'rate_limited'],
  })
  async changeMyPin(
    @Body() { old_pin: oldPin, new_pin: newPin }: PinChangeRequest,
    @Caller() caller: Identity,
  ): Promise<TokenReply> {
    const changed = await this.pins.change(caller, oldPin, newPin);
    if (!changed.ok && changed.code === 'validation_failed') {
      throw fieldsProblem([{ field: 'new_pin', code: 'invalid' }]);
    }
    return presentSignedIn(this.directory, unwrap(changed));
  }
}

import { RequestLog } from '@app/access';
import { Answers } from '@app/http';
import { Module } from '@nestjs/common';

import { ApiClientsController } from './api-clients.controller.js';
import { ClientTokenController } from './client-token.controller.js';

@Module({ controllers: [ApiClientsController, ClientTokenController] })
export class ApiClientsModule {
  constructor(answers: Answers, log: RequestLog) {
    answers.listen(({ identity, ...answer }) => {
      const { role, principal: uid, network, cooperative } = identity;
      if (role !== 'program' || network === null || cooperative === null) return;
      const { code = null } = answer;
      log.note({ uid, network, cooperative }, { ...answer, code, at: new Date() });
    });
  }
}

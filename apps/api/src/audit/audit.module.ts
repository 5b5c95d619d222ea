import { Module } from '@nestjs/common';

import { AuditController } from './audit.controller.js';
import { RequestTrail } from './request-trail.js';

@Module({
  controllers: [AuditController],
  providers: [RequestTrail],
})
export class AuditModule {}

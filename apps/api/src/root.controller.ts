import { Controller, Get } from '@nestjs/common';
import { Access, Describes } from '@app/http';
import { VERSION } from './version.js';

const ABOUT = {
  name: 'Simpul',
  version: VERSION,
  documentation: '/docs',
  openapi: '/openapi.json',
  problems: '/docs/errors',
} as const;

@Controller()
export class RootController {
  @Get()
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Name this service and where it is documented',
    success: { example: ABOUT },
  })
  getService(): typeof ABOUT {
    return ABOUT;
  }
}

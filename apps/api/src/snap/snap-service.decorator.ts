import { applyDecorators, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Access, ConfiguresRoute } from '@app/http';
import { SNAP_SERVICES, type SnapServiceCode } from '@app/standards';
import type { SnapServiceRule } from './snap-service-rule.js';

/**
 * A route of SNAP BI: where the standard has it, open to partners that sign. `signs` is how; a `customer` has agreed to it
 * too. The document of our own API leaves it out, since the standard describes it: docs/snap.md says what of it we have.
 */
export function SnapService(
  code: SnapServiceCode,
  { signs = 'request', customer = 'none' }: Partial<Omit<SnapServiceRule, 'code'>> = {},
): MethodDecorator {
  const { method, path } = SNAP_SERVICES[code];
  return applyDecorators(
    method === 'GET' ? Get(path) : Post(path),
    HttpCode(200),
    Access({ scope: 'public' }),
    ApiExcludeEndpoint(),
    ConfiguresRoute({ snap: { code, signs, customer } }),
  );
}

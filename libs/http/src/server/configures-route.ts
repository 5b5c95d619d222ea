import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig } from 'fastify';

const CONFIGURATION = 'simpul:route';

/** Adds to the configuration of Fastify's route; Nest's own decorator would replace what another one has put there. */
export function ConfiguresRoute(part: FastifyContextConfig): MethodDecorator {
  return (target, key, descriptor) => {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function') throw new Error(`${String(key)} is no method`);
    const whole: FastifyContextConfig = { ...routeConfigurationOf(method), ...part };
    Reflect.defineMetadata(CONFIGURATION, whole, method);

    RouteConfig(whole)(target, key, descriptor);
  };
}

/** What the decorators of a controller's method have said so far. */
export function routeConfigurationOf(method: object): FastifyContextConfig {
  const known: unknown = Reflect.getMetadata(CONFIGURATION, method);
  return typeof known === 'object' && known !== null ? known : {};
}

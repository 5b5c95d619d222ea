import { ConfiguresRoute } from '@app/http';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See {@link BetweenCooperatives}. */
    readonly betweenCooperatives?: boolean;
  }
}

/**
 * The route moves money of the caller's own between two cooperatives, so that whatever it reads may be of either: the
 * database is asked in the switch's own name. Only for those that are asked so often that telling it of a tenant counts.
 */
export function BetweenCooperatives(): MethodDecorator {
  return ConfiguresRoute({ betweenCooperatives: true });
}

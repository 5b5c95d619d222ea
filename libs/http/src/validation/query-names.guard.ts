import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldsProblem } from '../problems/problem-exception.js';

/** Where Nest keeps the parameters of a controller's method, each as "kind:position". */
const ROUTE_ARGUMENTS = '__routeArguments__';
const QUERY_KIND = '4:';
/** What probes and scrapers ask for is theirs; they may add names of their own. */
const PUBLISHED = '/v1/';

/**
 * Refuses every query name on a reading route that takes none: a filter that is not applied would
 * be taken for one that is. A route with a query DTO refuses unknown names by that.
 */
@Injectable()
export class QueryNamesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, url, query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!url.includes('?') || (method !== 'GET' && method !== 'HEAD')) return true;
    if (!url.startsWith(PUBLISHED) || takesQuery(context)) return true;
    const names = typeof query === 'object' && query !== null ? Object.keys(query) : [];
    if (names.length === 0) return true;
    throw fieldsProblem(names.map((field) => ({ field, code: 'unknown_field' })));
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const parameters: unknown = Reflect.getMetadata(
    ROUTE_ARGUMENTS,
    context.getClass(),
    context.getHandler().name,
  );
  if (typeof parameters !== 'object' || parameters === null) return false;
  return Object.keys(parameters).some((key) => key.startsWith(QUERY_KIND));
}

import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { languageOf } from '../problems/language.js';
import { errorsPage } from './error-page.js';
import { swaggerPage } from './swagger-page.js';

/** Everything on the pages comes from here; Swagger UI writes styles into its elements. */
const PAGE_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/**
 * Serves the OpenAPI document (`/openapi.json`), the page to read and try it (`/docs`, without any
 * other server) and the list of problem codes (`/docs/errors`). The document is made when it is
 * first asked for.
 */
export function serveDocumentation(fastify: FastifyInstance, make: () => OpenAPIObject): void {
  let document: string | undefined;
  fastify.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(make());
    void reply.type('application/json; charset=utf-8').send(document);
  });
  fastify.get('/docs/errors', (request, reply) => {
    const language = languageOf(request.headers['accept-language']);
    void reply
      .header('content-security-policy', PAGE_POLICY)
      .header('content-language', language)
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(errorsPage(language));
  });
  for (const [url, file] of Object.entries(swaggerPage())) {
    fastify.get(url, (_request, reply) => {
      void reply.header('content-security-policy', PAGE_POLICY).type(file.type).send(file.read());
    });
  }
}

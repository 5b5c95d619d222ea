import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { fail } from '@app/core';
import { problemOf } from '../problems/problem-exception.js';
import { FILE_TYPES } from './takes-file.js';

/** Hands the body of a route that takes a file over unread; on any other route such a type is refused. */
export function addFileReader(adapter: FastifyAdapter): void {
  adapter.getInstance().addContentTypeParser([...FILE_TYPES], (request, payload, done) => {
    const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
    const taken = request.routeOptions.config.takesFile?.includes(type.trim().toLowerCase());
    if (taken === true) done(null, payload);
    else done(problemOf(fail('media_type_unsupported')), undefined);
  });
}

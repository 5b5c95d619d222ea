import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { fail } from '@app/core';
import type { FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem-exception.js';

export const FILE_BYTES_MAX = 10 * 1024 * 1024;

/** A file that a client sent as the body of a request. */
export interface ReceivedFile {
  readonly bytes: Buffer;
  /** SHA-256 in hex digits. */
  readonly hash: string;
}

/**
 * Reads the body of a route that takes a file, at most 10 MB. Nothing of it is read before the doors have let the
 * caller in.
 */
export const ReceivedFile = createParamDecorator(
  async (_data: unknown, context: ExecutionContext): Promise<ReceivedFile> => {
    const { body, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const isTooLong = Number(headers['content-length'] ?? 0) > FILE_BYTES_MAX;
    if (isTooLong) throw problemOf(fail('body_too_large'));
    if (!(body instanceof Readable)) throw problemOf(fail('media_type_unsupported'));
    const bytes = await readAll(body);
    return { bytes, hash: hash('sha256', bytes, 'hex') };
  },
);

async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // What is too long is left unread, not cut off: the client has still to read why it was refused.
  const parts: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
  for await (const chunk of parts) {
    length += chunk.length;
    if (length > FILE_BYTES_MAX) throw problemOf(fail('body_too_large'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

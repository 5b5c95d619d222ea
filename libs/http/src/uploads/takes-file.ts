import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { ConfiguresRoute } from '../server/configures-route.js';

/** Types under which people's programs send CSV and XLSX; what a file is its first bytes tell. */
const SPREADSHEETS = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  // What Windows calls a CSV file once Excel is installed.
  'application/vnd.ms-excel',
];
const XML = ['application/xml', 'text/xml'];

/** All types that any route takes as a file. */
export const FILE_TYPES: readonly string[] = [...SPREADSHEETS, ...XML];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a file of one of these types as its body, which it reads itself. */
    readonly takesFile?: readonly string[];
  }
}

/**
 * The body of the route is a file, read by {@link ReceivedFile}; any other route refuses such a body.
 *
 * @param also what it may be beside a spreadsheet
 */
export function TakesFile(also?: 'xml'): MethodDecorator {
  const types = also === 'xml' ? FILE_TYPES : SPREADSHEETS;
  return applyDecorators(
    ConfiguresRoute({ takesFile: types }),
    ApiConsumes(...types),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
  );
}

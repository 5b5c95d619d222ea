import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

/** Types under which people's programs send CSV and XLSX; what a file is its first bytes tell. */
export const FILE_TYPES = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  // What Windows calls a CSV file once Excel is installed.
  'application/vnd.ms-excel',
] as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a file as its body, which it reads itself. */
    readonly takesFile?: true;
  }
}

/** The body of the route is a file, read by {@link ReceivedFile}; any other route refuses such a body. */
export function TakesFile(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ takesFile: true }),
    ApiConsumes(...FILE_TYPES),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
  );
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A file that the page of the documentation needs. */
export interface PageFile {
  readonly type: string;
  readonly read: () => Buffer | string;
}

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simpul API</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/page.js"></script>
</body>
</html>
`;

const SCRIPT = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
`;

/**
 * The page that shows the OpenAPI document with Swagger UI, out of the package that @nestjs/swagger
 * brings.
 */
export function swaggerPage(): Readonly<Record<string, PageFile>> {
  const asset = (name: string, type: string): PageFile => ({
    type,
    read: () => readFileSync(path.join(assetsFolder(), name)),
  });
  return {
    '/docs': { type: 'text/html; charset=utf-8', read: () => HTML },
    '/docs/page.js': { type: 'text/javascript; charset=utf-8', read: () => SCRIPT },
    '/docs/swagger-ui.css': asset('swagger-ui.css', 'text/css; charset=utf-8'),
    '/docs/swagger-ui-bundle.js': asset('swagger-ui-bundle.js', 'text/javascript; charset=utf-8'),
    '/docs/favicon-32x32.png': asset('favicon-32x32.png', 'image/png'),
  };
}

function assetsFolder(): string {
  const fromSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return path.dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
}

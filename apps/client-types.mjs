// What libs/client/src/generated holds: the paths of the API as TypeScript types, and what each problem code says of money,
// both made from docs/openapi.json. Called by apps/from-openapi.mjs.
import openapiTS, { astToString } from 'openapi-typescript';

// What the switch fills in may be left out.
const SETTINGS = { defaultNonNullable: false };
const HEAD = '// Made from docs/openapi.json by `npm run openapi`. Don’t change it by hand.\n';

/**
 * @param document what docs/openapi.json holds
 * @returns {Promise<Record<string, string>>} the text of each file, by its path in the repository
 */
export async function clientFiles(document) {
  return {
    'libs/client/src/generated/api.ts':
      HEAD + astToString(await openapiTS(withoutProblems(document), SETTINGS)),
    'libs/client/src/generated/problem-codes.ts': HEAD + problemCodes(document),
  };
}

/**
 * Without problems: they have one and the same schema and are thrown, not returned. Without examples and headers, which would be
 * nine tenths of the file.
 */
function withoutProblems({ components, paths, ...rest }) {
  const slim = structuredClone(paths);
  for (const operation of Object.values(slim).flatMap((item) => Object.values(item))) {
    const successes = Object.entries(operation.responses).filter(([status]) =>
      status.startsWith('2'),
    );
    for (const [, success] of successes) {
      delete success.headers;
      for (const content of Object.values(success.content ?? {})) delete content.example;
    }
    operation.responses = Object.fromEntries(successes);
  }
  return { ...rest, paths: slim, components: { schemas: components.schemas } };
}

function problemCodes({ components }) {
  const told = components.schemas.Problem.properties.code['x-money-moved'];
  const lines = Object.entries(told).map(([code, moved]) => `  ${code}: '${moved}',`);
  return `\n/** Whether money moved, by what was answered. */\nexport const MONEY_MOVED = {\n${lines.join('\n')}\n} as const;\n`;
}

// Writes what is made from docs/openapi.json: the types of libs/client and the Postman collection. With `--check` compares instead:
// `npm run openapi` and `npm run openapi:check` call it after the document itself.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clientFiles } from './client-types.mjs';
import { postmanCollection } from './postman-collection.mjs';

const root = path.resolve(import.meta.dirname, '..');
const document = JSON.parse(readFileSync(path.join(root, 'docs/openapi.json'), 'utf8'));
const isCheck = process.argv.includes('--check');

const committed = (file) => {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
};

const files = { ...(await clientFiles(document)), ...postmanCollection(document) };
for (const [file, text] of Object.entries(files)) {
  if (!isCheck) {
    writeFileSync(path.join(root, file), text);
    console.log(`wrote ${file}`);
  } else if (committed(file) !== text) {
    console.error(
      `${file} is not what docs/openapi.json says. Run \`npm run openapi\` and commit it.`,
    );
    process.exitCode = 1;
  }
}

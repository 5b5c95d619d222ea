// Writes the bill of materials of a release, every package of production by the lockfile, as CycloneDX: npm run sbom
// [FILE], sbom.cdx.json unless told. The same lockfile gives the same bytes, on every machine.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const file = process.argv[2] ?? path.join(root, 'sbom.cdx.json');
const { name, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const text = execFileSync(
  'npm',
  [
    'sbom',
    '--package-lock-only',
    '--omit=dev',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
const { serialNumber: _random, ...document } = JSON.parse(text);
const { timestamp: _now, ...metadata } = document.metadata;
// npm calls the application after the folder that it lies in.
const component = { ...metadata.component, name, licenses: [{ license: { id: license } }] };
document.metadata = { ...metadata, component };
writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
console.log(
  `${document.components.length} packages, written to ${path.relative(process.cwd(), file)}`,
);

import 'reflect-metadata';
import { writeDocumentation } from './documentation.js';

const check = process.argv.includes('--check');
process.exitCode = await writeDocumentation(check, (line) => process.stdout.write(`${line}\n`));

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';

const SETTING = 'ISO20022_SCHEMAS';

/** The folder with the schemas of the standard's registration authority, which are no part of this repository. */
export function iso20022Schemas(): string | undefined {
  const folder = process.env[SETTING];
  if (folder === undefined || folder === '') {
    process.stderr.write(`${SETTING} is unset: messages are not held against the schemas.\n`);
    return undefined;
  }
  if (!existsSync(folder)) throw new Error(`${SETTING} names no folder: ${folder}`);
  return folder;
}

/** What a schema finds wrong with a message: nothing, if it is valid. */
export async function schemaFaults(
  folder: string,
  message: 'camt.053.001.08' | 'pacs.009.001.08',
  xml: string,
): Promise<string[]> {
  const schema = readFileSync(path.join(folder, `${message}.xsd`), 'utf8');
  const { errors, valid } = await validateXML({
    xml: [{ fileName: 'message.xml', contents: xml }],
    schema: [schema],
  });
  return valid ? [] : errors.map((error) => error.message);
}

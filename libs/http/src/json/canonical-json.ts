/**
 * The one spelling of a parsed JSON value: no blanks, the members of each object sorted by name in
 * UTF-16 order. Two bodies that mean the same have the same canonical text. Throws TypeError for
 * what JSON does not have.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isRecord(value)) return scalar(value);
  let text = '{';
  // Sorting without a comparison of its own is by UTF-16 units.
  for (const name of Object.keys(value).sort()) {
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(name)}:${canonicalJson(value[name])}`;
  }
  return `${text}}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function scalar(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`not a JSON value: ${typeof value}`);
  return text;
}

/** The text that an answer's body holds under this name. */
export function textOf(body: unknown, name: string): string {
  const value = isRecord(body) ? body[name] : undefined;
  if (typeof value !== 'string') throw new Error(`no ${name} in ${JSON.stringify(body)}`);
  return value;
}

/** The id of what an answer's body describes. */
export const idOf = (body: unknown): string => textOf(body, 'id');

/** What a list holds, in its order. */
export function itemsOf(body: unknown): readonly unknown[] {
  const data = isRecord(body) ? body.data : undefined;
  if (!Array.isArray(data)) throw new Error(`no list: ${JSON.stringify(body)}`);
  return data;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Limits as they are written down with their change: amounts as text, what is absent left out. */
export function limitsBody(limits: object): object {
  return Object.fromEntries(
    Object.entries(limits).flatMap(([name, value]: [string, unknown]) =>
      value === undefined ? [] : [[name, bodyOf(value)]],
    ),
  );
}

function bodyOf(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return limitsBody(value);
}

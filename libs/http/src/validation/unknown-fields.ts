const IGNORES_UNKNOWN = 'simpul:ignores-unknown';

/**
 * Of a DTO whose fields another standard names: what providers add of their own is left out instead of being refused. The
 * fields that it has are checked as anywhere.
 */
export function IgnoresUnknownFields(): ClassDecorator {
  return (dto) => Reflect.defineMetadata(IGNORES_UNKNOWN, true, dto);
}

/** What of a body the class has fields for; all of it, unless the class ignores what it doesn't know. */
export function knownPart(dto: object, names: ReadonlySet<string>, value: unknown): unknown {
  if (Reflect.getMetadata(IGNORES_UNKNOWN, dto) !== true || !isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

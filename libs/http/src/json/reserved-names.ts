const RESERVED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether every object has a member of this name (`__proto__`, `constructor`, `toString`, …). */
export function isReservedName(name: string): boolean {
  return RESERVED.has(name);
}

const NULL_FIELDS = new WeakMap<object, Set<string>>();

/**
 * Of a property of a DTO that is optional too: null reaches the controller as it was sent, because "there is none" means
 * something else here than not saying anything.
 */
export const KeepsNull: PropertyDecorator = (prototype, property) => {
  const known = NULL_FIELDS.get(prototype) ?? new Set<string>();
  known.add(String(property));
  NULL_FIELDS.set(prototype, known);
};

/** Whether this property's null is to be kept; asked for an instance of a DTO. */
export function keepsNull(instance: object, name: string): boolean {
  for (let at: object | null = instance; at !== null; at = Object.getPrototypeOf(at)) {
    if (NULL_FIELDS.get(at)?.has(name) === true) return true;
  }
  return false;
}

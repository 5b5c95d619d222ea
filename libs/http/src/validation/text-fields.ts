const TEXT_FIELDS = new WeakMap<object, Set<string>>();

/** Remembers that a property of a DTO is text, to be normalised once it is valid. */
export const rememberTextField: PropertyDecorator = (prototype, property) => {
  const known = TEXT_FIELDS.get(prototype) ?? new Set<string>();
  known.add(String(property));
  TEXT_FIELDS.set(prototype, known);
};

/** The text fields of a class, those it inherits included. */
export function textFieldsOf(prototype: object): readonly string[] {
  const names = new Set<string>();
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    for (const name of TEXT_FIELDS.get(at) ?? []) names.add(name);
  }
  return [...names];
}

/** Whether the object itself has a property: a script that writes on `Object.prototype` writes on every object. */
export const owns = (object: object, key: PropertyKey): boolean => Object.prototype.hasOwnProperty.call(object, key);

/** A property of the object itself. */
export function own<From extends object, Key extends keyof From>(from: From, key: Key): From[Key] | undefined {
  return owns(from, key) ? from[key] : undefined;
}

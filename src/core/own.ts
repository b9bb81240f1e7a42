/** Whether the object itself has a property; what a script puts on `Object.prototype` is not its own. */
export const owns = (object: object, key: PropertyKey): boolean => Object.prototype.hasOwnProperty.call(object, key);

/** A property of the object itself; `undefined` where there is none, or no object. */
export const own = <From extends object, Key extends keyof From>(
  from: From | undefined,
  key: Key,
): From[Key] | undefined => (from && owns(from, key) ? from[key] : undefined);

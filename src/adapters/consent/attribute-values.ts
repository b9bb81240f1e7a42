/** The words of an attribute of the script element, which spaces or commas separate. */
export const wordsIn = (value: string): readonly string[] => value.match(/[^\s,]+/g) ?? [];

/** The number that an attribute says; `NaN` where it says none, since `Number` makes 0 of nothing. */
export const numberIn = (value: string): number => (value.trim() ? Number(value) : NaN);

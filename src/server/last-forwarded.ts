/** The last address of `X-Forwarded-For`, which the nearest proxy writes. */
export const lastForwarded = ({ headers }: Request): string | undefined =>
  headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();

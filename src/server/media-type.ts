/** The media type of a `Content-Type`, without its parameters. */
export const mediaType = (value = '') => value.split(';', 1)[0]?.trim().toLowerCase() ?? '';

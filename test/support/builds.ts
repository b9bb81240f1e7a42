/** What a script tag may load, in `dist`: the core and what it loads on demand, or everything in one file. */
export const builds = ['iadvize-callbacks.global.js', 'iadvize-callbacks.all.global.js'] as const;
export type Build = (typeof builds)[number];

// happy-dom's observer does not work once zone.js has patched it, which it leaves be where this is set.
Reflect.set(globalThis, '__Zone_disable_MutationObserver', true);
await import('zone.js');
export {};

/** The panel's style sheet: over the page and apart from it, light or dark as the system is. */
export const style = `
:host { all: initial; color-scheme: light dark; --paper: light-dark(#fff, #1b1d22); --ink: light-dark(#1c2024, #e8eaed);
  --quiet: light-dark(#5b6470, #9aa4b1); --line: light-dark(#d5dae1, #3a3f48); --accent: light-dark(#0b57d0, #8ab4f8);
  --bad: light-dark(#b3261e, #f2b8b5); }
section { position: fixed; z-index: 2147483647; inset: auto 1rem 1rem auto; display: flex; flex-direction: column;
  box-sizing: border-box; inline-size: min(30rem, calc(100vw - 2rem)); block-size: min(34rem, calc(100dvh - 2rem));
  font: 13px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); border: 1px solid var(--line);
  border-radius: 10px; box-shadow: 0 8px 30px #0004; overflow: hidden; }
header, footer { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; padding: .5rem .7rem; }
header { border-block-end: 1px solid var(--line); }
footer { border-block-start: 1px solid var(--line); max-block-size: 40%; overflow: auto; }
h2 { flex: 1 1 calc(100% - 6rem); margin: 0; font-size: 14px; }
h2 span { font-weight: 400; color: var(--quiet); }
button, input { font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px;
  padding: .2rem .55rem; min-block-size: 1.9rem; box-sizing: border-box; }
input { flex: 1 1 8rem; min-inline-size: 0; }
button { cursor: pointer; }
button[aria-pressed=true] { color: var(--paper); background: var(--accent); border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
ol { flex: 1; margin: 0; padding: 0; overflow: auto; list-style: none; overscroll-behavior: contain; }
li { border-block-end: 1px solid var(--line); }
li[hidden] { display: none; }
summary { display: flex; gap: .6rem; padding: .35rem .7rem; cursor: pointer; }
summary::before { content: '+'; color: var(--quiet); }
details[open] > summary::before { content: '–'; }
summary::-webkit-details-marker { display: none; }
summary time { color: var(--quiet); font-variant-numeric: tabular-nums; }
summary b { font-weight: 600; }
summary i { flex: 1; overflow: hidden; color: var(--quiet); font-style: normal; text-overflow: ellipsis; white-space: nowrap; }
.error b { color: var(--bad); }
pre { margin: 0; padding: .2rem .7rem .6rem; overflow: auto; font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; }
footer details { flex: 1 1 100%; }
footer summary, footer pre { padding-inline: 0; }
@media (max-width: 40rem) { section { inset: auto 0 0; inline-size: 100vw; block-size: 60dvh; border-radius: 10px 10px 0 0; } }
`;

/**
 * The panel's style sheet, apart from the page's. What a page says about the element itself wins over `:host`, but not over
 * `!important`; variables are set inside, where no rule of the page reaches; and there is no `rem`, whose size is the page's.
 */
export const style = `
:host { all: initial !important; display: block !important; position: fixed !important; inset: 0 !important;
  inline-size: auto !important; block-size: auto !important; margin: 0 !important; z-index: 2147483647 !important;
  overflow: visible !important; pointer-events: none !important; color-scheme: light dark !important; }
.root { --paper: #fff; --ink: #1c2024; --quiet: #59626e; --line: #d5dae1; --hover: #f1f4f8; --accent: #0b57d0;
  --on-accent: #fff; --good: #146c2e; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  .root { --paper: #1b1d22; --ink: #e8eaed; --quiet: #a3adba; --line: #3d434d; --hover: #262a31; --accent: #8ab4f8;
    --on-accent: #10131a; --good: #81c995; --bad: #f2b8b5; }
}
.root { direction: ltr; font: 13px/1.45 system-ui, sans-serif; text-align: start; color: var(--ink); }
.panel, .pill { position: fixed; pointer-events: auto; background: var(--paper); border: 1px solid var(--line);
  box-shadow: 0 8px 30px #0005; }
.panel { display: flex; flex-direction: column; overflow: hidden; border-radius: 12px; }
.pill { border-radius: 99px; padding: 6px 14px; min-block-size: 36px; font-weight: 600; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
header { display: flex; align-items: center; gap: 8px; padding: 8px 8px 4px; cursor: move; touch-action: none; user-select: none; }
h2 { margin: 0; font-size: 14px; white-space: nowrap; }
[role=status] { flex: 1; min-inline-size: 0; color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button, input { font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 7px;
  margin: 0; padding: 3px 10px; min-block-size: 30px; }
button { cursor: pointer; white-space: nowrap; }
.move { padding: 3px 8px; border-color: transparent; color: var(--quiet); cursor: move; touch-action: none; }
.grip { position: absolute; inset: auto 0 0 auto; inline-size: 18px; block-size: 18px; min-block-size: 0; padding: 0; border: 0;
  border-radius: 0; cursor: nwse-resize; touch-action: none;
  background: linear-gradient(135deg, transparent 60%, var(--quiet) 60% 66%, transparent 66% 78%, var(--quiet) 78% 84%, transparent 84%); }
.grip.top { inset-block: 0 auto; transform: scaleY(-1); }
.grip.left { inset-inline: 0 auto; transform: scaleX(-1); }
.grip.top.left { transform: scale(-1); }
.grip.top:not(.left), .grip.left:not(.top) { cursor: nesw-resize; }
.grip:hover { background-color: var(--hover); }
.notice { margin: 4px 14px 8px; padding: 6px 10px; border-inline-start: 3px solid var(--bad); color: var(--bad); }
button:hover { background: var(--hover); }
button[aria-pressed=true], button[aria-pressed=true]:hover { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
[role=tablist] { display: flex; padding: 0 8px; border-block-end: 1px solid var(--line); }
[role=tab] { flex: 1 1 0; min-inline-size: 0; padding: 4px 6px; border: 0; border-block-end: 2px solid transparent; border-radius: 6px 6px 0 0;
  color: var(--quiet); text-align: start; overflow: hidden; text-overflow: ellipsis; }
[role=tab][aria-selected=true] { color: var(--ink); font-weight: 600; border-block-end-color: var(--accent); }
[role=tab] span + span { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
.tools { display: flex; flex-wrap: wrap; gap: 6px; padding: 8px; border-block-end: 1px solid var(--line); }
input { flex: 1 1 90px; min-inline-size: 0; }
::placeholder { color: var(--quiet); opacity: 1; }
[role=tabpanel] { flex: 1; min-block-size: 0; display: flex; flex-direction: column; }
.list { flex: 1; min-block-size: 0; overflow: auto; overscroll-behavior: contain; }
ol, ul { margin: 0; padding: 0; list-style: none; }
.empty { margin: 0; padding: 24px 14px; color: var(--quiet); text-align: center; }
li { border-block-end: 1px solid var(--line); }
.list > ol > li { content-visibility: auto; contain-intrinsic-size: auto calc(1.45em + 10px); }
.list > ol > .page { contain-intrinsic-size: auto 1.45em; }
summary { display: flex; gap: 10px; align-items: baseline; padding: 5px 14px; cursor: pointer; list-style: none; }
summary:hover { background: var(--hover); }
summary::-webkit-details-marker { display: none; }
summary::before { content: '+'; inline-size: 8px; color: var(--quiet); }
details[open] > summary::before { content: '–'; }
time { color: var(--quiet); font-variant-numeric: tabular-nums; }
time small { font-size: 11px; }
summary b, summary strong { font-weight: 600; }
summary i { flex: 1; min-inline-size: 0; overflow: hidden; color: var(--quiet); font-style: normal; text-overflow: ellipsis; white-space: nowrap; }
.error b { color: var(--bad); }
.page { display: flex; gap: 10px; align-items: baseline; padding: 4px 14px 4px 32px; color: var(--quiet); background: var(--hover); }
.page i { flex: 1; min-inline-size: 0; overflow: hidden; font-style: normal; text-overflow: ellipsis; white-space: nowrap; }
pre { margin: 0; padding: 2px 14px 10px 32px; font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.adapter > details > summary { display: grid; grid-template-columns: 8px minmax(0, 1fr) repeat(4, 76px); gap: 0 10px; }
.adapter > details > summary::before { grid-area: 1 / 1 / 3 / 2; align-self: center; }
.adapter strong, .consent { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.adapter .consent { grid-area: 2 / 2; color: var(--quiet); font-size: 12px; }
.adapter .reason { grid-area: 3 / 2 / 4 / 7; min-block-size: 1.45em; color: var(--quiet); font-size: 12px; }
.adapter .consent[data-consent=true] { color: var(--good); }
.adapter .consent[data-consent=false] { color: var(--bad); }
.number { grid-row: 1 / 3; align-self: center; color: var(--quiet); font-size: 12px; white-space: nowrap; text-align: end;
  font-variant-numeric: tabular-nums; }
.waiting { grid-column: 3; }
.sent { grid-column: 4; }
.dropped { grid-column: 5; }
.failed { grid-column: 6; }
.number b { color: var(--ink); font-size: 13px; }
.failed.some, .failed.some b { color: var(--bad); }
.adapter .list { block-size: 220px; flex: none; border-block-start: 1px solid var(--line); background: var(--hover); }
.adapter .list summary:hover { background: var(--paper); }
section section { padding: 10px 14px 12px; border-block-end: 1px solid var(--line); }
h3 { margin: 0 0 6px; font-size: 13px; }
section p { margin: 0; }
section section pre { padding: 0; block-size: 110px; overflow: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.unseen { position: fixed; opacity: 0; }
.narrow [role=tab] { display: grid; flex: 1 1 auto; padding: 4px 3px; font-size: 12px; }
.narrow [role=tab] span + span { min-block-size: 1.45em; }
.narrow summary { padding: 8px 10px; gap: 8px; }
.narrow .list > ol > li:not(.page) { contain-intrinsic-size: auto calc(1.45em + 16px); }
.narrow .page { padding-inline: 26px 10px; }
.narrow time small { display: none; }
.narrow pre { padding-inline: 26px 10px; }
.narrow input { flex-basis: 100%; }
.narrow .tools button { flex: 1; }
.narrow .adapter > details > summary { grid-template-columns: 8px repeat(4, minmax(0, 1fr)); gap: 2px 8px; }
.narrow .adapter strong { grid-area: 1 / 2 / 2 / 4; }
.narrow .adapter .consent { grid-area: 1 / 4 / 2 / 6; text-align: end; }
.narrow .adapter .reason { grid-area: 2 / 2 / 3 / 6; }
.narrow .number { grid-row: 3; }
.narrow .waiting { grid-column: 2; }
.narrow .sent { grid-column: 3; }
.narrow .dropped { grid-column: 4; }
.narrow .failed { grid-column: 5; }
@media (forced-colors: active) {
  [aria-pressed=true], [aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px; }
}
@media print { :host { display: none !important; } }
`;

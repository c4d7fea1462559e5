import type { Answer } from './http-listener.ts';

/** Markup that is already safe. Only `html` makes it. */
export type Markup = { readonly markup: string };
type Piece = Markup | string | number | null | undefined | false | readonly Markup[];

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeText = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

function render(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeText(String(piece));
  if ('markup' in piece) return piece.markup;
  return piece.map((part) => part.markup).join('');
}

/** Template tag: every value that is not itself markup is escaped. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return { markup: strings.reduce((text, part, index) => text + part + render(pieces[index]), '') };
}

const STYLE = `
:root{color-scheme:light dark;--canvas:#f7f8fa;--surface:#fff;--sunken:#eef0f4;--text:#16181d;--muted:#4b5260;--line:#d5d9e0;--control:#767e8c;--accent:#1d4ed8;--on-accent:#fff;--warn:#7a4a00;--warn-bg:#fdf1d8;--info:#1e4fa3;--info-bg:#e6effc;--positive:#0b6b3a;--positive-bg:#e3f5ea}
@media (prefers-color-scheme:dark){:root{--canvas:#0e1116;--surface:#161a21;--sunken:#0a0c10;--text:#eceef2;--muted:#a9b1bf;--line:#2c333f;--control:#7d8796;--accent:#8ab4ff;--on-accent:#0b1220;--warn:#f5c869;--warn-bg:#3a2b0a;--info:#9cc2ff;--info-bg:#15294a;--positive:#7fdca6;--positive-bg:#12301f}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:1.0625rem/1.53 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif}
.banner{background:var(--warn-bg);color:var(--warn);padding:8px 16px;text-align:center;font-size:.9375rem}
main{max-width:720px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.5625rem;line-height:1.25;margin:0 0 8px}h2{font-size:1.25rem;line-height:1.3;margin:0 0 12px}h1,h2,th{font-weight:600}
p{margin:0 0 12px;max-width:70ch}.muted{color:var(--muted)}.amount{font-size:1.9375rem;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums lining-nums;margin:0 0 4px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:16px;margin:0 0 16px}
label,legend{display:block;font-weight:600;margin:0 0 4px}.hint{display:block;color:var(--muted);font-size:.9375rem;margin:0 0 4px}.field{margin:0 0 16px}
input{font:inherit;color:inherit;background:var(--surface);width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--control);border-radius:6px;font-variant-numeric:tabular-nums}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:0 16px}
button,.button{display:inline-flex;align-items:center;justify-content:center;font:inherit;font-weight:600;min-height:44px;padding:8px 16px;border-radius:6px;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);text-decoration:none;cursor:pointer}
button.plain,.button.plain{background:var(--surface);color:var(--accent);border-color:var(--control)}
a{color:var(--accent)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.notice{border-radius:6px;padding:12px 16px;margin:0 0 16px}.notice p:last-child{margin:0}.notice.warn{background:var(--warn-bg);color:var(--warn)}.notice.info{background:var(--info-bg);color:var(--info)}.notice.positive{background:var(--positive-bg);color:var(--positive)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--muted);padding:0 0 8px}th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid var(--line)}td.number,th.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}th:last-child,td:last-child{padding-right:0}
code,pre{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:.9375em;overflow-wrap:anywhere}pre{white-space:pre-wrap;background:var(--sunken);border:1px solid var(--line);border-radius:6px;padding:12px;margin:0}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) minmax(0,1fr);gap:4px 16px;margin:0}dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
iframe{width:100%;height:640px;border:1px solid var(--line);border-radius:6px;background:#fff}
.money{font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}ul.plain .actions{margin-top:8px}code{color:var(--muted)}
.actions{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center}form{margin:0}summary{cursor:pointer;min-height:24px}ul.plain{list-style:none;margin:0;padding:0}ul.plain>li{border-bottom:1px solid var(--line);padding:12px 0}ul.plain>li:last-child{border:0}
@media (max-width:520px){dl{grid-template-columns:1fr}dt{margin-top:8px}}
@media (forced-colors:active){.notice{border:1px solid}}
@media print{.banner{border:1px solid}}
`;

/** A whole page. `banner` says on every page that this is the demonstration's stand-in, so that no one takes it for the real vendor. */
export function page(options: { title: string; banner: string; body: Markup; status?: number }): Answer {
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${options.title}</title><link rel="icon" href="data:,"><style>${{ markup: STYLE }}</style></head>
<body><header class="banner">${options.banner}</header><main>${options.body}</main></body></html>`;
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    },
    body: document.markup,
  };
}

import type Stripe from 'stripe';
import { type Answer, type Incoming, seeOther } from '../local-server/http-listener.ts';
import { html, type Markup, page } from '../local-server/page-shell.ts';
import { type StripeControl, serveControl } from './control.ts';
import { format } from './currencies.ts';
import { all, type World } from './world.ts';

const BANNER = 'Demonstration console of the Stripe stand-in. No money moves here.';
const ROWS_MAX = 50;

/** `/`: what happened, and buttons for what a bank would do later. A button posts to `/do/<verb>` and comes back. */
export function serveConsole(world: World, control: StripeControl, incoming: Incoming): Answer {
  if (incoming.method === 'POST' && incoming.path.startsWith('/do/')) {
    const done = serveControl(control, { ...incoming, path: incoming.path.replace('/do/', '/_control/') });
    if (done.status === 200) return seeOther('/');
    const body = html`<h1>That did not work</h1><pre>${String(done.body)}</pre><p><a href="/">Back to the console</a></p>`;
    return page({ title: 'Not done – demonstration', banner: BANNER, body, status: done.status });
  }
  if (incoming.path !== '/' || incoming.method !== 'GET') {
    const body = html`<h1>Page not found</h1><p><a href="/">Go to the console</a></p>`;
    return page({ title: 'Not found – demonstration', banner: BANNER, body, status: 404 });
  }
  const intents = all(world, 'payment_intent').reverse();
  const body = html`<h1>Payments at the processor</h1>
<p>Direct debits wait here until the bank answers. Everything else happens by itself.</p>
<section class="card"><h2>Payments</h2>${payments(intents.slice(0, ROWS_MAX))}</section>
<section class="card"><h2>Payouts</h2>${payouts(world)}</section>
<section class="card"><h2>Events sent</h2>${events(world, control)}</section>`;
  return page({ title: 'Stripe stand-in – demonstration', banner: BANNER, body, wide: true });
}

function button(verb: string, fields: Record<string, string>, label: string, plain = true): Markup {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="/do/${verb}">${hidden}<button class="${plain ? 'plain' : ''}">${label}</button></form>`;
}

function payments(intents: readonly Stripe.PaymentIntent[]): Markup {
  if (intents.length === 0)
    return html`<p class="muted">No one has paid yet. Payments appear here when someone does.</p>`;
  const rows = intents.map(
    (intent) =>
      html`<tr><td><code>${intent.id}</code></td><td class="number">${format(intent.amount, intent.currency)}</td><td>${intent.status.replaceAll('_', ' ')}</td><td>${
        intent.status === 'processing'
          ? html`<div class="actions">${button('settle', { payment_intent: intent.id, outcome: 'succeed' }, 'Settle now', false)}${button('settle', { payment_intent: intent.id, outcome: 'fail' }, 'Make it fail')}</div>`
          : null
      }</td></tr>`,
  );
  return html`<div class="scroll"><table><thead><tr><th scope="col">Payment</th><th scope="col" class="number">Amount</th><th scope="col">State</th><th scope="col">Do</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function payouts(world: World): Markup {
  const currencies = [...new Set(all(world, 'balance_transaction').map((row) => row.currency))];
  const make = currencies.map((currency) => button('payout', { currency }, `Pay out ${currency.toUpperCase()}`));
  const rows = all(world, 'payout')
    .reverse()
    .slice(0, ROWS_MAX)
    .map(
      (payout) =>
        html`<tr><td><code>${payout.id}</code></td><td class="number">${format(payout.amount, payout.currency)}</td><td>${payout.status.replaceAll('_', ' ')}</td><td>${
          payout.status === 'in_transit'
            ? html`<div class="actions">${button('conclude-payout', { payout: payout.id, outcome: 'paid' }, 'Arrives')}${button('conclude-payout', { payout: payout.id, outcome: 'failed' }, 'Comes back')}</div>`
            : null
        }</td></tr>`,
    );
  if (currencies.length === 0) return html`<p class="muted">There is nothing to pay out yet.</p>`;
  return html`<div class="actions">${make}</div>${rows.length === 0 ? null : html`<div class="scroll"><table><thead><tr><th scope="col">Payout</th><th scope="col" class="number">Amount</th><th scope="col">State</th><th scope="col">Do</th></tr></thead><tbody>${rows}</tbody></table></div>`}`;
}

function events(world: World, control: StripeControl): Markup {
  const states = new Map(control.webhooks.deliveries().map((delivery) => [delivery.id, delivery]));
  const recent = all(world, 'event').reverse().slice(0, ROWS_MAX);
  if (recent.length === 0) return html`<p class="muted">No events yet.</p>`;
  const rows = recent.map((event) => {
    const delivery = states.get(event.id);
    return html`<tr><td>${event.type}<br><code>${event.id}</code></td><td>${delivery?.state ?? 'not sent'}${delivery === undefined || delivery.lastStatus === null ? '' : ` (${delivery.lastStatus})`}</td><td>${button('resend-event', { event: event.id }, 'Send again')}</td></tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th scope="col">Event</th><th scope="col">Delivery</th><th scope="col">Do</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

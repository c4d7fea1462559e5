import type Stripe from 'stripe';
import { type Answer, type Incoming, seeOther } from '../local-server/http-listener.ts';
import { html, type Markup, page } from '../local-server/page-shell.ts';
import { type StripeControl, serveControl } from './control.ts';
import { format } from './currencies.ts';
import { all, find, idOf, type World } from './world.ts';

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
<section class="card"><h2>Payments</h2>${payments(world, intents.slice(0, ROWS_MAX))}</section>
<section class="card"><h2>Disputes</h2>${disputes(world)}</section>
<section class="card"><h2>Payouts</h2>${payouts(world)}</section>
<section class="card"><h2>Events sent</h2>${events(world, control)}</section>`;
  return page({ title: 'Stripe stand-in – demonstration', banner: BANNER, body });
}

function button(verb: string, fields: Record<string, string>, label: string, plain = true): Markup {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="/do/${verb}">${hidden}<button class="${plain ? 'plain' : ''}">${label}</button></form>`;
}

function payments(world: World, intents: readonly Stripe.PaymentIntent[]): Markup {
  if (intents.length === 0)
    return html`<p class="muted">No one has paid yet. Payments appear here when someone does.</p>`;
  return html`<ul class="plain">${intents.map((intent) => payment(world, intent))}</ul>`;
}

function payment(world: World, intent: Stripe.PaymentIntent): Markup {
  const settle = (outcome: string, label: string, plain: boolean) =>
    button('settle', { payment_intent: intent.id, outcome }, label, plain);
  const actions = html`<div class="actions">${settle('succeed', 'Settle now', false)}${settle('fail', 'Make it fail', true)}</div>`;
  return html`<li><span class="money">${format(intent.amount, intent.currency)}</span> · ${spoken(intent.status)}${intent.description === null ? '' : ` · ${intent.description}`}<br><code>${intent.id}</code>${intent.status === 'processing' ? actions : contest(world, intent)}</li>`;
}

/** What the payer's bank may do later with a payment that was made. */
function contest(world: World, intent: Stripe.PaymentIntent): Markup | null {
  const charge = find(world, 'charge', idOf(intent.latest_charge) ?? '');
  if (charge?.status !== 'succeeded' || charge.disputed || charge.amount_refunded > 0) return null;
  const half = String(Math.floor(charge.amount / 2));
  return html`<div class="actions">${button('dispute', { charge: charge.id }, 'The bank takes it back')}${button('dispute', { charge: charge.id, amount: half }, 'Takes half back')}${button('dispute', { charge: charge.id, inquiry: 'yes' }, 'Only asks')}</div>`;
}

function disputes(world: World): Markup {
  const rows = all(world, 'dispute').reverse().slice(0, ROWS_MAX);
  if (rows.length === 0) return html`<p class="muted">Nobody contests a payment.</p>`;
  return html`<ul class="plain">${rows.map(dispute)}</ul>`;
}

function dispute(row: Stripe.Dispute): Markup {
  const close = (outcome: string, label: string) => button('close-dispute', { dispute: row.id, outcome }, label);
  const isOpen = row.status === 'needs_response';
  const actions = html`<div class="actions">${close('won', 'We win')}${close('lost', 'We lose')}</div>`;
  const asks = html`<div class="actions">${button('escalate-dispute', { dispute: row.id }, 'The bank takes the money')}</div>`;
  return html`<li><span class="money">${format(row.amount, row.currency)}</span> · ${spoken(row.status)}<br><code>${row.id}</code>${isOpen ? actions : row.status === 'warning_needs_response' ? asks : null}</li>`;
}

function payouts(world: World): Markup {
  const currencies = [...new Set(all(world, 'balance_transaction').map((row) => row.currency))];
  if (currencies.length === 0) return html`<p class="muted">There is nothing to pay out yet.</p>`;
  const make = currencies.map((currency) => button('payout', { currency }, `Pay out ${currency.toUpperCase()}`));
  const made = all(world, 'payout').reverse().slice(0, ROWS_MAX).map(payoutRow);
  return html`<div class="actions">${make}</div>${made.length === 0 ? null : html`<ul class="plain">${made}</ul>`}`;
}

function payoutRow(payout: Stripe.Payout): Markup {
  const conclude = (outcome: string, label: string) => button('conclude-payout', { payout: payout.id, outcome }, label);
  const actions = html`<div class="actions">${conclude('paid', 'Arrives at the bank')}${conclude('failed', 'Comes back')}</div>`;
  const back = html`<div class="actions">${conclude('failed', 'Comes back after all')}</div>`;
  const later = payout.status === 'paid' ? back : null;
  return html`<li><span class="money">${format(payout.amount, payout.currency)}</span> · ${spoken(payout.status)}<br><code>${payout.id}</code>${payout.status === 'in_transit' ? actions : later}</li>`;
}

function events(world: World, control: StripeControl): Markup {
  const deliveries = new Map(control.webhooks.deliveries().map((delivery) => [delivery.id, delivery]));
  const recent = all(world, 'event').reverse().slice(0, ROWS_MAX);
  if (recent.length === 0) return html`<p class="muted">No events yet.</p>`;
  const rows = recent.map((event) => {
    const delivery = deliveries.get(event.id);
    const answer = delivery === undefined || delivery.lastStatus === null ? '' : ` (${delivery.lastStatus})`;
    return html`<li>${event.type} · ${delivery?.state ?? 'not sent'}${answer}<br><code>${event.id}</code><div class="actions">${button('resend-event', { event: event.id }, 'Send again')}</div></li>`;
  });
  return html`<details><summary>The latest ${rows.length}, newest first</summary><ul class="plain">${rows}</ul></details>`;
}

const spoken = (status: string) => status.replaceAll('_', ' ');

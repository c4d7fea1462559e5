import type Stripe from 'stripe';
import { type Answer, type Incoming, seeOther } from '../local-server/http-listener.ts';
import { html, type Markup, page } from '../local-server/page-shell.ts';
import { ApiError } from './api-error.ts';
import { cardFromForm, debitFromForm, type FormMistake } from './card-form.ts';
import { finishIfDone, payWith, planOf, sessionOfIntent } from './checkout.ts';
import { format } from './currencies.ts';
import { accountsTable, cardForm, cardsTable, debitForm } from './payment-forms.ts';
import { answerAuthentication } from './payments.ts';
import { answerSetup, saveWith, sessionOfSetup } from './setup-page.ts';
import { TEST_ACCOUNTS } from './test-numbers.ts';
import { find, idOf, type World } from './world.ts';

export const BANNER =
  'Demonstration payment page. It stands in for Stripe Checkout; no money moves and no real card is accepted.';

/** Serves `/c/pay/:session` and `/c/authenticate/:intent`. Plain forms: nothing here needs JavaScript. */
export function serveHostedPage(world: World, incoming: Incoming): Answer {
  const [, , place = '', id = ''] = incoming.path.split('/');
  if (place === 'authenticate') return serveAuthentication(world, incoming, id);
  const session = find(world, 'checkout.session', id);
  if (place !== 'pay' || session === undefined) return notFound();
  if (session.status === 'complete') return seeOther(successAddress(session));
  if (session.status === 'expired') return closedPage(session);
  const intent = intentOf(world, session);
  if (intent?.status === 'requires_action') return seeOther(`/c/authenticate/${intent.id}`);
  if (incoming.method !== 'POST') return paymentPage(world, session, intent === null ? null : lastErrorOf(intent), {});
  return submit(world, session, new URLSearchParams(incoming.body.toString('utf8')));
}

type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;

/** What a session takes or saves by, once somebody has tried. */
function intentOf(world: World, session: Stripe.Checkout.Session): Intent | null {
  const payment = find(world, 'payment_intent', idOf(session.payment_intent) ?? '');
  return payment ?? find(world, 'setup_intent', idOf(session.setup_intent) ?? '') ?? null;
}

const lastErrorOf = (intent: Intent): string | null =>
  (intent.object === 'payment_intent' ? intent.last_payment_error : intent.last_setup_error)?.message ?? null;

function submit(world: World, session: Stripe.Checkout.Session, form: URLSearchParams): Answer {
  const entered = Object.fromEntries(form);
  const wish = form.get('with') === 'card' ? cardFromForm(world, entered) : debitFromForm(world, entered, session);
  if ('mistakes' in wish) return paymentPage(world, session, null, entered, wish.mistakes);
  try {
    const result = (session.mode === 'setup' ? saveWith : payWith)(world, session.id, wish.method);
    const after = find(world, 'checkout.session', session.id);
    if (result.kind === 'declined') return paymentPage(world, session, result.error.message, entered);
    if (result.kind === 'requires-action')
      return seeOther(`/c/authenticate/${idOf(after?.payment_intent) ?? idOf(after?.setup_intent)}`);
    return seeOther(successAddress(session));
  } catch (error) {
    if (error instanceof ApiError) return paymentPage(world, session, error.message, entered);
    throw error;
  }
}

const successAddress = (session: Stripe.Checkout.Session) =>
  (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

function paymentPage(
  world: World,
  session: Stripe.Checkout.Session,
  declined: string | null,
  entered: Record<string, string>,
  mistakes: readonly FormMistake[] = [],
): Answer {
  const troubled = declined !== null || mistakes.length > 0;
  const heading = session.mode === 'payment' ? 'Pay' : 'Save a payment method';
  const debitKind = session.payment_method_types.find((type) => TEST_ACCOUNTS.some((account) => account.kind === type));
  const verb =
    session.mode === 'payment' ? `Pay ${format(session.amount_total ?? 0, session.currency ?? 'usd')}` : 'Save';
  const email = entered.email ?? session.customer_email ?? '';
  const body = html`
<h1>${heading}</h1>
${summary(world, session)}
${troubled ? problem(declined, mistakes, session.mode) : null}
${session.payment_method_types.includes('card') ? cardForm({ verb, email, entered, mistakes }) : null}
${debitKind === undefined ? null : debitForm({ kind: debitKind, verb, email, entered, mistakes })}
${session.cancel_url === null ? null : html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>`}
<details class="card"><summary>Test numbers</summary>${cardsTable()}${accountsTable(debitKind)}</details>`;
  const title = `${troubled ? 'Error: ' : ''}${heading} – demonstration`;
  return page({ title, banner: BANNER, body, status: troubled ? 422 : 200 });
}

function summary(world: World, session: Stripe.Checkout.Session): Markup | null {
  if (session.mode !== 'payment' || session.currency === null) return null;
  const currency = session.currency;
  const items = planOf(world, session.id).items;
  const rows = items.map(
    (item) =>
      html`<tr><td>${item.name}${item.quantity > 1 ? ` × ${item.quantity}` : ''}</td><td class="number">${format(item.amount, currency)}</td></tr>`,
  );
  return html`<section class="card" aria-label="What you pay"><p class="amount">${format(session.amount_total ?? 0, currency)}</p>
<div class="scroll"><table><thead><tr><th scope="col">For</th><th scope="col" class="number">Amount</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function problem(declined: string | null, mistakes: readonly FormMistake[], mode: string): Markup {
  const links = mistakes.map((mistake) => html`<li><a href="#${mistake.field}">${mistake.says}</a></li>`);
  const calm =
    mode === 'payment'
      ? 'You have not been charged. Try again, or use another card or account.'
      : 'Nothing was saved. Try again, or use another card or account.';
  return html`<div class="notice warn" role="alert"><p><strong>${declined ?? 'Some details are missing or not right'}</strong></p>${links.length > 0 ? html`<ul>${links}</ul>` : null}<p>${calm}</p></div>`;
}

function serveAuthentication(world: World, incoming: Incoming, intentId: string): Answer {
  const payment = find(world, 'payment_intent', intentId);
  const intent = payment ?? find(world, 'setup_intent', intentId);
  if (intent === undefined) return notFound();
  const session = payment === undefined ? sessionOfSetup(world, intentId) : sessionOfIntent(world, intentId);
  const after = session === undefined ? '/' : `/c/pay/${session.id}`;
  if (intent.status !== 'requires_action') return seeOther(after);
  if (incoming.method !== 'POST') return authenticationPage(intent);
  const passed = new URLSearchParams(incoming.body.toString('utf8')).get('answer') === 'complete';
  if (payment === undefined) {
    answerSetup(world, intentId, passed);
    return seeOther(after);
  }
  const result = answerAuthentication(world, intentId, passed);
  if (session !== undefined) finishIfDone(world, session.id, result);
  return seeOther(after);
}

function authenticationPage(intent: Intent): Answer {
  const before =
    intent.object === 'payment_intent'
      ? html`before it releases <strong>${format(intent.amount, intent.currency)}</strong>`
      : html`before it lets us keep your card for later payments`;
  const body = html`<h1>Your bank asks you to confirm</h1>
<p>This page stands in for the check your bank makes (3D Secure) ${before}.</p>
<form method="post" class="actions"><button name="answer" value="complete">Complete authentication</button><button class="plain" name="answer" value="fail">Fail authentication</button></form>`;
  return page({ title: 'Confirm with your bank – demonstration', banner: BANNER, body });
}

function closedPage(session: Stripe.Checkout.Session): Answer {
  const back = session.cancel_url ?? session.success_url;
  const body = html`<h1>This payment page is closed</h1><p>Its time is over, or the amount was changed or paid another way. You have not been charged here.</p>
${back === null ? null : html`<p><a href="${back}">Go back</a></p>`}`;
  return page({ title: 'Closed – demonstration', banner: BANNER, body, status: 410 });
}

function notFound(): Answer {
  const body = html`<h1>Page not found</h1><p>There is no payment page at this address.</p>`;
  return page({ title: 'Not found – demonstration', banner: BANNER, body, status: 404 });
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type StripeStandIn, type StripeStandInOptions, startStripeStandIn } from './server.ts';

export const API_KEY = 'sk_test_flow';
export const SECRET = 'whsec_flow';
const cleanUps: (() => Promise<unknown>)[] = [];

/** Call it after each test: ends every server the test started. */
export async function stopAll(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}

export const onStop = (cleanUp: () => Promise<unknown>): void => void cleanUps.push(cleanUp);

export type Heard = { type: string; id: string; object: { id: string; [field: string]: unknown } };

/** A receiver of webhooks that checks each signature with the vendor's SDK and answers as told. */
export async function listenForWebhooks(
  stripe: Stripe,
  answer: () => number = () => 200,
): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const signature = request.headers['stripe-signature'] ?? '';
    const event = await stripe.webhooks.constructEventAsync(Buffer.concat(chunks).toString('utf8'), signature, SECRET);
    heard.push({ type: event.type, id: event.id, object: event.data.object as unknown as Heard['object'] });
    response.writeHead(answer()).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`, heard };
}

export async function start(
  options: Partial<StripeStandInOptions> = {},
): Promise<{ standIn: StripeStandIn; stripe: Stripe; base: string }> {
  const standIn = await startStripeStandIn({
    apiKey: API_KEY,
    webhookSecret: SECRET,
    retryDelaysMs: [1, 1, 1],
    ...options,
  });
  cleanUps.push(() => standIn.close());
  return { standIn, stripe: clientOf(standIn.port), base: `http://127.0.0.1:${standIn.port}` };
}

export const clientOf = (port: number, options: Partial<Stripe.StripeConfig> = {}) =>
  new Stripe(API_KEY, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    ...options,
  });

export async function startWithWebhooks(answer?: () => number) {
  const { url, heard } = await listenForWebhooks(new Stripe(API_KEY), answer);
  return { ...(await start({ webhookUrl: url })), heard };
}

export function paySession(
  stripe: Stripe,
  over: Partial<Stripe.Checkout.SessionCreateParams> = {},
  options?: Stripe.RequestOptions,
) {
  return stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: [
        { price_data: { currency: 'eur', unit_amount: 12_050, product_data: { name: 'Invoice 1001' } }, quantity: 1 },
      ],
      success_url: 'http://localhost:3000/done?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:3000/pay',
      metadata: { attempt: 'a-1' },
      payment_intent_data: { metadata: { attempt: 'a-1' } },
      ...over,
    },
    options,
  );
}

export function submit(base: string, path: string, form: Record<string, string>): Promise<Response> {
  return fetch(base + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
}
export const payByCard = (base: string, session: string, number: string) =>
  submit(base, `/c/pay/${session}`, {
    with: 'card',
    number,
    expiry: '12/34',
    cvc: '123',
    name: 'A Payer',
    email: 'payer@example.com',
  });
export const payByIban = (base: string, session: string, bank: string) =>
  submit(base, `/c/pay/${session}`, { with: 'debit', bank, name: 'A Payer', email: 'payer@example.com' });

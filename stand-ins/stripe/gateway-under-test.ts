import {
  type CheckoutWish,
  createStripeGateway,
  type StripeGatewayConfig,
} from '#app/platform/stripe/stripe-gateway.server.ts';
import { API_KEY, SECRET } from './under-test.ts';

export const gatewayTo = (port: number, over: Partial<StripeGatewayConfig> = {}) =>
  createStripeGateway({
    secretKey: API_KEY,
    webhookSecrets: [SECRET],
    apiHost: { host: '127.0.0.1', port, protocol: 'http' },
    ...over,
  });

export const wish = (over: Partial<CheckoutWish> = {}): CheckoutWish => ({
  idempotencyKey: 'attempt-1',
  amountMinor: 61_250n,
  currency: 'EUR',
  description: 'Invoices 1001, 1002',
  reference: 'attempt-1',
  customerEmail: 'billing@customer.example',
  successUrl: 'http://localhost:3000/pay/done?session_id={CHECKOUT_SESSION_ID}',
  cancelUrl: 'http://localhost:3000/pay',
  metadata: { attempt: 'attempt-1' },
  locale: 'en-GB',
  ...over,
});

import Stripe from 'stripe';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

/**
 * What can become of a call. `unreachable` means that its fate is unknown: the call may have been carried out, so ask by id
 * or metadata, or repeat it with the same idempotency key, and never start a new one.
 */
export type StripeRefusal =
  | {
      readonly kind: 'declined';
      readonly code: string;
      readonly declineCode: string | null;
      readonly message: string;
      /** The payment that was declined, where there is one. */
      readonly paymentIntentId: string | null;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'invalid-request';
      readonly code: string | null;
      readonly param: string | null;
      readonly message: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number | null; readonly requestId: string | null }
  | { readonly kind: 'unreachable'; readonly message: string; readonly requestId: string | null }
  /** The idempotency key was used before with other content, or its first use is still running. */
  | { readonly kind: 'conflict'; readonly message: string; readonly requestId: string | null };

/** Sorts what the vendor's SDK throws; anything else is a bug of ours and goes on. */
export function refusalOf(error: unknown): StripeRefusal {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const requestId = error.requestId ?? null;
  const { message } = error;
  if (error instanceof Stripe.errors.StripeCardError)
    return {
      kind: 'declined',
      code: error.code ?? 'card_declined',
      declineCode: error.decline_code ?? null,
      message,
      paymentIntentId: error.payment_intent?.id ?? null,
      requestId,
    };
  if (error instanceof Stripe.errors.StripeIdempotencyError || error.statusCode === 409)
    return { kind: 'conflict', message, requestId };
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return { kind: 'rate-limited', retryAfterSeconds: retryAfterOf(error.headers), requestId };
  if (
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  )
    return { kind: 'invalid-request', code: codeOf(error), param: error.param ?? null, message, requestId };
  return { kind: 'unreachable', message, requestId };
}

function codeOf(error: InstanceType<typeof Stripe.errors.StripeError>): string | null {
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'not-authenticated';
  if (error instanceof Stripe.errors.StripePermissionError) return 'not-permitted';
  return error.code ?? null;
}

/** What we can tell ourselves is no call worth making. */
export const invalidRequest = (param: string, message: string): Result<never, StripeRefusal> =>
  refuse({ kind: 'invalid-request', code: 'amount-not-payable', param, message, requestId: null });

function retryAfterOf(headers: Record<string, string> | undefined): number | null {
  const text = headers?.['retry-after'];
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null;
}

/** The answer of a call as a value of ours, or why there is none. */
export async function settled<Raw, Value>(
  call: Promise<Raw>,
  map: (raw: Raw) => Value,
): Promise<Result<Value, StripeRefusal>> {
  let raw: Raw;
  try {
    raw = await call;
  } catch (error) {
    return refuse(refusalOf(error));
  }
  return ok(map(raw));
}

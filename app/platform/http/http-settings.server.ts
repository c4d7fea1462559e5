import { config } from '#app/platform/config/config.server.ts';

export type HttpSettings = {
  cookieSecure: boolean;
  /** The address people reach us at; null in the demo, which answers under any name of this machine. */
  publicOrigin: string | null;
  /** Where a form of ours may send the browser on to. */
  formActionOrigins: readonly string[];
};

const HOSTED_CHECKOUT = 'https://checkout.stripe.com';

let known: HttpSettings | undefined;

/** What this folder needs from the settings, worked out once. */
export function httpSettings(): HttpSettings {
  if (known) return known;
  const { mode, baseUrl, cookieSecure, stripe } = config();
  const standIn = stripe.apiHost;
  known = {
    cookieSecure,
    publicOrigin: mode === 'live' ? new URL(baseUrl).origin : null,
    // The stand-in calls itself by name and is reached by number: a browser takes these for two places.
    formActionOrigins: standIn
      ? [HOSTED_CHECKOUT, ...[standIn.host, 'localhost'].map((host) => `${standIn.protocol}://${host}:${standIn.port}`)]
      : [HOSTED_CHECKOUT],
  };
  return known;
}

/** Pinned: the SDK of this release speaks it, the stand-in accepts no other, and every event names its own. */
export const STRIPE_API_VERSION = '2026-10-28.endive';

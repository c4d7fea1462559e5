import { expect, test } from 'vitest';
import { whyUnusable } from './hard-failures.ts';

test.each(['account_closed', 'no_account', 'debit_not_authorized', 'lost_card', 'method-gone'])(
  '%s is for good',
  (code) => {
    expect(whyUnusable(code)).toMatch(/\.$/);
  },
);

test.each(['insufficient_funds', 'generic_decline', 'authentication_required', 'refer_to_customer', 'expired_card'])(
  'after %s another try may work, or the card be renewed',
  (code) => {
    expect(whyUnusable(code)).toBeNull();
  },
);

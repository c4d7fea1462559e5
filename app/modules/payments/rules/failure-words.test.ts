import { expect, test } from 'vitest';
import { failureWords } from './failure-words.ts';

test.each(['insufficient_funds', 'expired_card', 'account_closed', 'cancelled', 'never-heard-of'])(
  '%s says that no money moved',
  (code) => {
    expect(failureWords(code)).toContain('You have not been charged');
  },
);

test('an unknown code is a decline and never shows the code itself', () => {
  expect(failureWords('lost_card')).toBe(failureWords('stolen_card'));
  expect(failureWords('lost_card')).not.toContain('lost');
});

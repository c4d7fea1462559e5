import { expect, test } from 'vitest';
import { FAILURE_CODES } from '../rules/failure-words.ts';
import type { AttemptState } from '../types.ts';
import { CHECKING, NOT_CHARGED, outcomeWords } from './outcome-words.ts';

const STATES: readonly AttemptState[] = ['created', 'open', 'processing', 'unknown', 'succeeded', 'failed', 'expired'];
const count = (text: string, sentence: string) => text.split(sentence).length - 1;

test('every state with every failure says exactly one of the two sentences; a payment that arrived says neither', () => {
  let seen = 0;
  for (const state of STATES)
    for (const failureCode of [...FAILURE_CODES, 'never-heard-of', null])
      for (const left of [false, true])
        for (const takenBack of [false, true])
          for (const failureText of ['', 'An older word.', `An older word. ${NOT_CHARGED}`]) {
            const text = outcomeWords({ state, left, failureCode, failureText, takenBack }, '£1.00');
            const said = [count(text, NOT_CHARGED), count(text, CHECKING)];
            if (state === 'succeeded') expect(said, text).toEqual([0, 0]);
            else expect(said[0]! + said[1]!, `${state} ${failureCode} ${left}: ${text}`).toBe(1);
            seen += 1;
          }
  expect(seen).toBeGreaterThan(1_000);
});

test('what is not decided is checked; what ended without money was not charged', () => {
  const say = (state: AttemptState, left = false) =>
    outcomeWords({ state, left, failureCode: null, failureText: '', takenBack: false }, '£1.00');
  for (const state of ['created', 'open', 'processing', 'unknown'] as const) expect(say(state)).toContain(CHECKING);
  for (const text of [say('failed'), say('expired'), say('open', true)]) expect(text).toContain(NOT_CHARGED);
});

import { expect, it } from 'vitest';
import { LANGUAGES } from '#app/modules/customers/types.ts';
import { inLanguage, SENTENCE_NAMES, sentence } from './system-sentences.ts';

const VALUES = { number: 'D-2026-000123', amount: '£1,240.00' };

it('every sentence of the system is read in each language, with its numbers, and none is taken for another', () => {
  for (const language of LANGUAGES) {
    const read = SENTENCE_NAMES.map((name) => inLanguage(sentence(name, VALUES), language));
    expect(new Set(read).size).toBe(SENTENCE_NAMES.length);
    for (const [at, name] of SENTENCE_NAMES.entries()) {
      const english = sentence(name, VALUES);
      if (language === 'en') expect(read[at]).toBe(english);
      else expect(read[at]).not.toBe(english);
      for (const value of Object.values(VALUES)) expect(read[at]!.includes(value)).toBe(english.includes(value));
      expect(read[at]).not.toMatch(/[{}]/);
    }
  }
});

it('what is no sentence of the system stays as it was written, in any language', () => {
  expect(inLanguage('This goes on together with', 'ms')).toBe('This goes on together with');
  expect(inLanguage('We looked at it.', 'ar')).toBe('We looked at it.');
  expect(inLanguage(sentence('joined', VALUES), 'fr')).toBe('D-2026-000123 was joined with this.');
});

import { expect, test } from 'vitest';
import { type WordName, wordsOf } from '#emails/words/words.ts';

const placesOf = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place));
const OTHER_SCRIPTS = ['ar', 'ml', 'hi', 'zh'];

test('each language has every word, with the places the English has, and no English left in another script', () => {
  const english = wordsOf('en');
  for (const language of ['ms', ...OTHER_SCRIPTS]) {
    const words = wordsOf(language);
    expect(words).not.toBe(english);
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const name of Object.keys(english) as WordName[]) {
      const [word, about] = [words[name], `${language} ${name}`];
      expect(word.trim(), about).not.toBe('');
      expect(placesOf(word), about).toEqual(placesOf(english[name]));
      if (OTHER_SCRIPTS.includes(language)) expect(word.replace(/\{\w+\}/g, ''), about).not.toMatch(/[a-z]{3}/);
    }
  }
});

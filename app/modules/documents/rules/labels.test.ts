import { expect, test } from 'vitest';
import { type DocumentLanguage, type Labels, labelsOf, languageOf } from '#app/modules/documents/rules/labels.ts';
import { reasonWords } from '#app/modules/documents/rules/reason-words.ts';

const OTHERS: readonly DocumentLanguage[] = ['ms', 'ar', 'ml', 'hi', 'zh'];
const OTHER_SCRIPTS: readonly DocumentLanguage[] = ['ar', 'ml', 'hi', 'zh'];
const placesOf = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place));

test('no language misses a label or a place in it, and none in another script is left in English', () => {
  const english = labelsOf('en');
  for (const language of OTHERS) {
    const labels = labelsOf(language);
    expect(Object.keys(labels).sort()).toEqual(Object.keys(english).sort());
    for (const name of Object.keys(english) as (keyof Labels)[]) {
      const [label, about] = [labels[name], `${language} ${name}`];
      expect(label.trim(), about).not.toBe('');
      expect(placesOf(label), about).toEqual(placesOf(english[name]));
      if (OTHER_SCRIPTS.includes(language)) expect(label.replace(/\{\w+\}/g, ''), about).not.toMatch(/[a-z]{3}/);
    }
  }
});

test('every language of a customer has documents of its own, whatever the country', () => {
  for (const [locale, language] of [
    ['en-GB', 'en'],
    ['ms-MY', 'ms'],
    ['ar-KW', 'ar'],
    ['ml-IN', 'ml'],
    ['hi-IN', 'hi'],
    ['zh-CN', 'zh'],
    ['zh-Hans-SG', 'zh'],
    ['de-DE', 'en'],
  ] as const)
    expect(languageOf(locale)).toBe(language);
});

test('a reason is said in each language', () => {
  for (const code of ['price', 'quality', 'missed', 'late_fee', 'other'])
    for (const language of OTHERS) expect(reasonWords({ code, words: 'English' }, language)).not.toBe('English');
});

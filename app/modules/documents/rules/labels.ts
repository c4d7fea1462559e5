import { arabic } from '#app/modules/documents/rules/labels-arabic.ts';
import { chinese } from '#app/modules/documents/rules/labels-chinese.ts';
import { english } from '#app/modules/documents/rules/labels-english.ts';
import { hindi } from '#app/modules/documents/rules/labels-hindi.ts';
import { malay } from '#app/modules/documents/rules/labels-malay.ts';
import { malayalam } from '#app/modules/documents/rules/labels-malayalam.ts';

/** The words of the documents. `{name}` is filled in by `fillPlaces`; each language has every label, or it does not compile. */
export type Labels = typeof english;
export type DocumentLanguage = 'en' | 'ms' | 'ar' | 'ml' | 'hi' | 'zh';

const LABELS: Record<DocumentLanguage, Labels> = {
  ...{ en: english, ms: malay, ar: arabic },
  ...{ ml: malayalam, hi: hindi, zh: chinese },
};

/** The language of a locale's documents; English where we have no words of our own for it. */
export function languageOf(locale: string): DocumentLanguage {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.hasOwn(LABELS, language) ? (language as DocumentLanguage) : 'en';
}

export const labelsOf = (language: DocumentLanguage): Labels => LABELS[language];

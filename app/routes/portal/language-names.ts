import type { Language } from '#app/modules/customers/types.ts';

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ms: 'Bahasa Melayu',
  ar: 'العربية',
  ml: 'മലയാളം',
  hi: 'हिन्दी',
  zh: '中文',
};

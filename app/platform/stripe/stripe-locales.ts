/** The languages of the hosted payment page, as the pinned version of the API lists them. */
const HOSTED_PAGE_LOCALES = [
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'en-GB',
  'es',
  'es-419',
  'et',
  'fi',
  'fil',
  'fr',
  'fr-CA',
  'hi-IN',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'mt',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'vi',
  'zh',
  'zh-HK',
  'zh-TW',
] as const; // prettier-ignore
export type HostedPageLocale = (typeof HOSTED_PAGE_LOCALES)[number] | 'auto';

/** `ms-MY` → `ms`, `en-GB` → `en-GB`, `ar` → `auto`: the page then follows the payer's browser. */
export function stripeLocale(locale: string): HostedPageLocale {
  const [language = ''] = locale.split('-');
  const find = (wanted: string) => HOSTED_PAGE_LOCALES.find((known) => known.toLowerCase() === wanted.toLowerCase());
  return find(locale) ?? find(language) ?? 'auto';
}

const WORDS: readonly (readonly [string, RegExp])[] = [
  ['damage', /damag|broken|beschädigt|rosak|dañad/i],
  ['short_delivery', /short|missing|not delivered|fehl|kurang|manqu/i],
  ['price', /price|preis|harga|prix|precio/i],
  ['quality', /quality|qualität|kualiti|qualit/i],
  ['returned', /return|retour|rücksend|pulang|devol/i],
  ['promotion', /promot|rebate|bonus|rabatt|campaign/i],
  ['service', /service|late|delay|penalt|verspät|lewat/i],
  ['charge_back', /charge|fee|freight|cost|kosten|handling/i],
];

/** The code that the customer's words stand for; `unknown` where they say none we know. A person may choose another. */
export function guessCode(reason: string): string {
  const own = reason
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  if (WORDS.some(([code]) => code === own)) return own;
  return WORDS.find(([, words]) => words.test(reason))?.[0] ?? 'unknown';
}

const KEY_MAX = 64;

/** An account's number as it is compared: letters and digits only, in capitals. Empty where there are none. */
export const accountKey = (account: string): string =>
  account
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, KEY_MAX);

const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 200;
const DIFFERENT_CHARACTERS_MIN = 6;

/** Words that make up most guessed passwords, in letters only: digits, signs and look-alikes are undone before comparing. */
const COMMON = new Set(
  `password passwort motdepasse contrasena passphrase secret secretsecret letmein letmeinnow welcome welcomeback changeme
  changemenow default guest administrator admin adminadmin root rootroot superuser manager master access login signin iloveyou
  iloveyousomuch loveyou sunshine princess football baseball basketball superman batman spiderman pokemon starwars monkey
  dragon dragonball shadow michael jennifer jessica charlie jordan liverpool arsenal chelsea manchester everton computer
  internet samsung google facebook whatsapp qwerty qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm qwertyqwerty asdfasdf
  abcdefgh abcdefghijkl abcabcabc trustno trustnoone whatever freedom killer summer winter spring autumn january february
  monday friday company office billing invoice invoices accounts accounting finance receivables tallystick correcthorsebatterystaple
  correcthorse test testtest testing testuser temporary temppassword demo demodemo example mypassword newpassword oldpassword
  thisismypassword passwordpassword pleaseletmein opensesame hunter blink biteme cheese chocolate cookie banana orange flower
  butterfly angel family mother father daughter lovely beautiful happybirthday birthday christmas forever friends
  unitedkingdom london england scotland malaysia singapore kualalumpur india kerala mumbai germany berlin america newyork`.split(
    /\s+/,
  ),
);

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const RUNS = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];

export type PasswordWeakness = 'too-short' | 'too-long' | 'too-simple' | 'common' | 'about-you';

/**
 * Why a password will be guessed soon, or null. Length first; then what guessing programs try first: common words with
 * digits and look-alikes, one character or run repeated, and the person's own name or address.
 */
export function passwordWeakness(password: string, about: readonly string[]): PasswordWeakness | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH_MIN) return 'too-short';
  if (length > PASSWORD_LENGTH_MAX) return 'too-long';
  const lower = password.toLowerCase();
  if (new Set(lower).size < DIFFERENT_CHARACTERS_MIN || isRun(lower)) return 'too-simple';
  const bare = lower.replaceAll(/[^\p{L}]/gu, '');
  // The tail comes off first: undone, "p4ssw0rd2026!" would end in letters.
  const words = [bare, undone(lower), undone(lower.replace(/[^\p{L}]+$/u, ''))];
  if (words.some((word) => COMMON.has(word) || COMMON.has(halfOf(word)))) return 'common';
  const own = about.map((text) => text.toLowerCase().replaceAll(/[^\p{L}]/gu, '')).filter((text) => text.length >= 4);
  return own.some((text) => bare === text || bare === `${text}${text}`) ? 'about-you' : null;
}

const undone = (text: string): string =>
  [...text]
    .map((char) => LOOK_ALIKES[char] ?? char)
    .join('')
    .replaceAll(/[^\p{L}]/gu, '');

const halfOf = (word: string): string => {
  const half = word.slice(0, word.length / 2);
  return half.length >= 4 && half + half === word ? half : '';
};

function isRun(text: string): boolean {
  return RUNS.some((run) => run.includes(text) || (text.length > run.length && text.startsWith(run)));
}

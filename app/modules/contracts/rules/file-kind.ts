type Kind = { readonly mediaType: string; readonly ending: string };
const KINDS: readonly (Kind & { readonly begins: readonly number[] })[] = [
  { mediaType: 'application/pdf', ending: '.pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', ending: '.png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', ending: '.jpg', begins: [0xff, 0xd8, 0xff] },
];

/** What a file is by its first bytes; its name and declared type are the sender's and prove nothing. Null: not accepted. */
export function contractFileKind(bytes: Uint8Array): Kind | null {
  if (bytes.length < 16) return null;
  return KINDS.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte)) ?? null;
}

/** The sender's name as far as it can be shown and stored under: no folders, no control characters, the ending of what it is. */
export function safeFileName(name: string, { ending }: Pick<Kind, 'ending'>): string {
  const base = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\.[^.]*$/, '')
    .trim();
  return `${base.slice(0, 190) || 'contract'}${ending}`;
}

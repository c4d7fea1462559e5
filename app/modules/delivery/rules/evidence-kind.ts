type EvidenceKind = { readonly mediaType: 'image/jpeg' | 'image/png' | 'application/pdf'; readonly ending: string };

const KINDS: readonly (EvidenceKind & { readonly begins: readonly number[] })[] = [
  { mediaType: 'application/pdf', ending: '.pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', ending: '.png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', ending: '.jpg', begins: [0xff, 0xd8, 0xff] },
];

/** What a file is by its first bytes: the name and the declared type are the sender's and prove nothing. Null: not taken. */
export function evidenceKind(bytes: Uint8Array): EvidenceKind | null {
  if (bytes.length < 16) return null;
  return KINDS.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte)) ?? null;
}

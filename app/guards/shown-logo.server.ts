import type { Edge } from './guarded-request.server.ts';

/** Enough of a hash to tell one logo from the one before it. */
const HASH_SHOWN = 16;
/** The picture is drawn so high, its frame around it, and never wider: pages keep its place before it is there. */
const HEIGHT = 28;
const WIDTH_MAX = 152;
const PADDING = 4;

export type ShownLogo = { readonly src: string; readonly width: number };

/** Where pages find the logo of today and how wide it is drawn, under a new address when it changes; null where there is none. */
export function shownLogo({ branding }: Pick<Edge, 'branding'>): ShownLogo | null {
  const { logo } = branding;
  if (!logo) return null;
  const width = Math.min(WIDTH_MAX, Math.round((HEIGHT * logo.width) / logo.height));
  return { src: `/logo?is=${logo.sha256.slice(0, HASH_SHOWN)}`, width: width + 2 * PADDING };
}

import { redirect } from 'react-router';

// Any host will do: it only shows whether the text stays on the host it is resolved against.
const PROBE = 'https://probe.invalid';
const CONTROL_OR_BACKSLASH = /[\p{Cc} \\]/u;

/**
 * The path if it leads to a page of this site, else the fallback. Refuses other hosts in every spelling browsers accept:
 * `//evil`, `/\evil`, `https:evil`, hidden tabs and newlines.
 */
export function safePath(path: string | null | undefined, fallback: string): string {
  if (!path?.startsWith('/') || path.startsWith('//') || CONTROL_OR_BACKSLASH.test(path)) return fallback;
  if (!URL.canParse(path, PROBE)) return fallback;
  const url = new URL(path, PROBE);
  if (url.origin !== PROBE || url.pathname.startsWith('//')) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The only way to redirect to an address that came from outside (`?next=`). */
export const safeRedirect = (
  path: string | null | undefined,
  { fallback = '/', headers }: { fallback?: string; headers?: HeadersInit } = {},
): Response => redirect(safePath(path, fallback), { headers });

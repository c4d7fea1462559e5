/** How long to wait, in words. */
export function waitWords(retryAt: Date, now: Date): string {
  const minutes = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 60_000));
  return minutes === 1 ? 'Wait a minute, then try again.' : `Wait ${minutes} minutes, then try again.`;
}

import { log } from '#app/platform/telemetry/log.server.ts';

/**
 * Does a piece of work for each, one after the other: one that throws is written to the log with what it was and keeps none of those
 * behind it waiting. Each piece is a transaction of its own. What failed is found again by the next look. Answers how many went well.
 */
export async function eachAlone(
  what: string,
  ids: readonly string[],
  work: (id: string) => Promise<unknown>,
): Promise<number> {
  let done = 0;
  for (const id of ids)
    try {
      await work(id);
      done += 1;
    } catch (error) {
      log.error(`${what} could not be done`, { id, error: String(error) });
    }
  return done;
}

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findPostgresBinaries, reachableDataDir } from '../postgres-binaries.ts';
import { SEGMENT } from './copy-cluster.ts';
import { copyFile } from './copy-tree.ts';

const HISTORY = /^[0-9A-F]{8}\.history$/;

type Sources = {
  /** Folder the server will read; holds the segments of the backup already. */
  into: string;
  /** First segment the backup needs; earlier ones are history. */
  from: string;
  archive: string | null;
  /** Data folder of the lost system, or null. */
  lost: string | null;
};

/**
 * Puts every log segment from the backup on into one folder and answers how many it added. The archive goes before the
 * lost server's own log, because its segments are complete; from there comes only what never reached the archive. What a
 * server prepared for the future holds old bytes, and recovery stops where the log does not go on.
 */
export function gatherLog({ into, from, archive, lost }: Sources): number {
  let added = 0;
  for (const folder of [archive, lost && logOf(lost)]) {
    if (!folder || !existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const isWanted = (SEGMENT.test(name) && placeOf(name) >= placeOf(from)) || HISTORY.test(name);
      if (!isWanted || existsSync(path.join(into, name))) continue;
      copyFile(path.join(folder, name), path.join(into, name));
      if (SEGMENT.test(name)) added += 1;
    }
  }
  return added;
}

/** A segment's place in the log, whatever its timeline. */
const placeOf = (segment: string): string => segment.slice(8);

const logOf = (dataDir: string): string =>
  path.join(reachableDataDir(path.join(dataDir, 'postgres'), findPostgresBinaries()), 'pgdata', 'pg_wal');

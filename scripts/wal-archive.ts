import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { isReachableByOthers, type PostgresBinaries } from './postgres-binaries.ts';
import { StartRefused } from './start-refused.ts';

/** A segment that is not full is finished and archived after so long, so that quiet hours are archived too. */
const ARCHIVE_TIMEOUT_SECONDS = 60;

/**
 * The folder the embedded server copies its finished log segments to, or null when the log is not archived. Put it on
 * another disk than the data: it is what a restore replays after a backup.
 */
export function walArchiveFolder(): string | null {
  const wanted = process.env.TALLYSTICK_WAL_ARCHIVE?.trim();
  return wanted ? path.resolve(wanted) : null;
}

/**
 * What the server is told: its own module copies each finished segment, flushed and renamed, and never over another one.
 * Makes the folder. Refuses one that the account of the server cannot enter.
 */
export function archiveSettings(folder: string | null | undefined, binaries: PostgresBinaries): string[] {
  if (!folder) return [];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (binaries.runAs && !isReachableByOthers(path.dirname(folder)))
    throw new StartRefused(
      'The folder in TALLYSTICK_WAL_ARCHIVE lies below a folder that only root may enter, and PostgreSQL does not run as root; choose another.',
    );
  return [
    ...['archive_mode=on', 'archive_library=basic_archive', `archive_timeout=${ARCHIVE_TIMEOUT_SECONDS}s`],
    `basic_archive.archive_directory=${folder}`,
  ];
}

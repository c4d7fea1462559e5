import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CommandRefused } from '../commands/invocation.ts';

export const MANIFEST = 'manifest.json';
const FORMAT = 1;

export type KeptFile = { path: string; size: number; sha256: string };
export type SealHead = { sealNo: string; hash: string };

/** What a backup holds and where it ends. Written last: a folder without it is no backup. */
export type Manifest = {
  format: number;
  /** Version of this program and of the server that made it. */
  tallystick: string;
  postgres: string;
  /** Server's clock, ISO 8601. Nothing before `endedAt` can be restored to. */
  startedAt: string;
  endedAt: string;
  /** First and last log segment that the copy needs to be consistent; they are in `wal/`. */
  firstSegment: string;
  lastSegment: string;
  endLsn: string;
  /** The newest seal when the copy ended: the restored ledger must hold it unchanged. */
  sealHead: SealHead | null;
  /** Where the server archived its log, or null when it did not. */
  archive: string | null;
  files: KeptFile[];
};

export const newManifest = (facts: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...facts });

/** Reads the manifest of a backup. Refuses a folder that is none, was cut off, or is of another format. */
export function readManifest(folder: string): Manifest {
  if (!existsSync(folder)) throw new CommandRefused(`There is no folder ${folder}. Name the folder of a backup.`);
  const file = path.join(folder, MANIFEST);
  if (!existsSync(file))
    throw new CommandRefused(
      `${folder} is no complete backup: it has no ${MANIFEST}, which is written last. Use another one, or make a new one with backup.`,
    );
  const manifest = parseManifest(readFileSync(file, 'utf8'));
  if (!manifest) throw new CommandRefused(`The ${MANIFEST} in ${folder} cannot be read. Use another backup.`);
  if (manifest.format !== FORMAT)
    throw new CommandRefused(`${folder} was made by another version of this program, which must restore it.`);
  return manifest;
}

function parseManifest(text: string): Manifest | null {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return null;
  }
}

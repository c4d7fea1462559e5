import path from 'node:path';

/** Where stored documents lie: TALLYSTICK_FILES, else below the data folder. */
export const filesFolder = (dataDir: string): string =>
  process.env.TALLYSTICK_FILES?.trim() || path.join(dataDir, 'files');

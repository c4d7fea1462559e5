import { FileInput } from '#app/ui/inputs.tsx';
import { FILE_LIMITS } from './dispute-fields.ts';

const MEGABYTE = 1024 * 1024;
const TYPES = 'application/pdf,image/png,image/jpeg,image/webp';

/** The box for photos and papers; what may be sent is told before anything is chosen. Place it after every other field. */
export function ProofFiles({ error }: { error: readonly string[] | undefined }) {
  const { countMax, bytesMax, totalBytesMax } = FILE_LIMITS;
  return (
    <FileInput
      name={FILE_LIMITS.field}
      label="Photos or papers"
      optional
      hint={`Up to ${countMax} files: PDF, JPEG, PNG or WebP, at most ${bytesMax / MEGABYTE} MB each and ${totalBytesMax / MEGABYTE} MB together.`}
      accept={TYPES}
      multiple
      error={error}
    />
  );
}

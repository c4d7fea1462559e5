import { Link } from 'react-router';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { Panel } from '#app/ui/panel.tsx';

export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp';

/** Why a picture was not kept, and what to do. */
export const PHOTO_WORDS = {
  'too-large': 'The picture is larger than 10 MB. Send a smaller one. Nothing was kept.',
  missing: 'Choose a picture.',
  unreadable: 'The picture did not arrive whole. Send it again.',
  'no-picture': 'This is no JPEG, PNG or WebP picture. Take a photo of the cheque, or save the scan as one of these.',
  enough: 'There are eight pictures of this cheque already, which is as many as are kept.',
  'disk-full': 'The disk is full, nothing was kept. Free space and send it again.',
} as const;

type Pictures = { photos: readonly Pick<StoredDocument, 'id' | 'fileName' | 'sizeBytes'>[] };

/** The pictures as they were sent, each opening to its file. */
export const Photos = ({ photos }: Pictures) => (
  <ul className="flex flex-wrap gap-4">
    {photos.map((photo, at) => (
      <li key={photo.id}>
        <a href={`/staff/documents/${photo.id}`} download={photo.fileName}>
          <img
            src={`/staff/documents/${photo.id}`}
            alt={`Side ${at + 1} of the cheque`}
            className="max-h-64 max-w-full border border-line"
            loading="lazy"
          />
        </a>
      </li>
    ))}
  </ul>
);

/** On the cheque's page: its pictures, and where to add one. */
export const PhotosPanel = ({ photos, chequeId, mayAdd }: Pictures & { chequeId: string; mayAdd: boolean }) => {
  if (photos.length === 0 && !mayAdd) return null;
  return (
    <Panel title="Pictures" pad>
      <div className="grid gap-3">
        {photos.length > 0 && <Photos photos={photos} />}
        {mayAdd && (
          <Link to={`/staff/cheques/${chequeId}/photos`}>{photos.length > 0 ? 'Add another' : 'Add a picture'}</Link>
        )}
      </div>
    </Panel>
  );
};

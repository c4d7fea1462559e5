import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { chequePhotos } from '#app/modules/documents/queries/cheque-photos.server.ts';
import { getInstrument } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { readUpload } from '#app/platform/http/read-upload.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { keepChequePhoto, PHOTO_BYTES_MAX } from '#app/workflows/keep-cheque-photo.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/cheque-photos.ts';
import { PHOTO_TYPES, PHOTO_WORDS, Photos } from './cheque-photo-parts.tsx';
import { foundOr404 } from './not-found.ts';
import { swallowTooLarge } from './posted.server.ts';

const FORM_OVERHEAD_BYTES = 64 * 1024;

export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const instrumentId = foundOr404(parseId(args.params.id), 'cheque');
  const cheque = foundOr404(await getInstrument(staffDb(), { instrumentId, today: moment.today }), 'cheque');
  return {
    ...{ id: cheque.id, number: cheque.number, photos: await chequePhotos(staffDb(), cheque.id) },
    mayAdd: mayStaff(user.role, 'payments.record'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'payments.record');
  const instrumentId = foundOr404(parseId(args.params.id), 'cheque');
  const refused = (code: keyof typeof PHOTO_WORDS, status: number) =>
    data(formRefusal({ fieldErrors: { photo: [PHOTO_WORDS[code]] } }), status);
  if (await swallowTooLarge(args.request, PHOTO_BYTES_MAX + FORM_OVERHEAD_BYTES)) return refused('too-large', 413);
  const sent = await readUpload(args.request, { field: 'photo', maxBytes: PHOTO_BYTES_MAX });
  if (!sent.ok) return refused(sent.refusal.code, sent.refusal.code === 'too-large' ? 413 : 422);
  const input = { instrumentId, bytes: sent.value.upload.bytes };
  const kept = await keepChequePhoto(webProducer(), actor, input, moment);
  const { code } = kept.ok ? { code: null } : kept.refusal;
  if (code === 'unknown-cheque') return foundOr404<ReturnType<typeof refused>>(null, 'cheque');
  if (code !== null) return refused(code, code === 'disk-full' ? 503 : 422);
  return redirectWithFlash(
    `/staff/cheques/${instrumentId}/photos`,
    kept.ok && kept.value.isNew ? 'The picture is kept.' : 'This picture is kept already.',
  );
}

export default function ChequePhotos({ loaderData, actionData }: Route.ComponentProps) {
  const { id, number, photos, mayAdd } = loaderData;
  return (
    <>
      <PageTitle title={`Pictures of ${number}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/cheques/${id}`}>{number}</BackLink>
      <PageHead title="Pictures of the cheque" facts="Seen by colleagues only." />
      <div className="staff-stack">
        <Panel title="Kept pictures" pad>
          {photos.length === 0 ? <p className="prose">There is no picture yet.</p> : <Photos photos={photos} />}
        </Panel>
        {mayAdd && (
          <Panel title="Add a picture" pad>
            {/* A kept picture leaves the box empty again. */}
            <Form key={photos.length} method="post" encType="multipart/form-data" noValidate>
              <FormStack>
                <FileInput
                  name="photo"
                  label="Picture"
                  hint="A photo or scan of one side: JPEG, PNG or WebP, 10 MB at most."
                  accept={PHOTO_TYPES}
                  error={actionData?.fieldErrors.photo}
                />
                <ButtonRow>
                  <Button busy="Sending…">Keep the picture</Button>
                </ButtonRow>
              </FormStack>
            </Form>
          </Panel>
        )}
      </div>
    </>
  );
}

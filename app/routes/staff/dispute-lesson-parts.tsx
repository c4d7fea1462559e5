import { Form } from 'react-router';
import type { LearnRefusal } from '#app/modules/disputes/commands/learn-from-dispute.server.ts';
import type { DisputeCause, DisputeLesson } from '#app/modules/disputes/queries/dispute-lessons.server.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Words = { fieldErrors?: Record<string, string[]>; formErrors?: string[] };
/** What a refused lesson is told at its field. */
export const LESSON_REFUSALS: Readonly<Record<Exclude<LearnRefusal['code'], 'unknown-dispute'>, Words>> = {
  'not-decided': { formErrors: ['It is not decided yet. Decide it first. Nothing was kept.'] },
  'unknown-cause': { fieldErrors: { cause: ['Choose what it came from.'] } },
  'unknown-department': { fieldErrors: { department: ['Choose a department of the list.'] } },
  'note-too-long': { fieldErrors: { note: ['Use 1,000 characters or fewer.'] } },
};

type LessonFormProps = {
  causes: readonly DisputeCause[];
  departments: readonly { value: string; label: string }[];
  usual: string;
  newest: DisputeLesson | null;
  result: FormRefusal | undefined;
};

/** Cause and department of a decided dispute; the cause its reason most often has is chosen already. */
export function LessonForm({ causes, departments, usual, newest, result }: LessonFormProps) {
  const value = (name: string) => result?.values[name] as string | undefined;
  const error = (name: string) => result?.fieldErrors[name];
  return (
    <Panel title={newest ? 'Say it anew' : 'What did it come from?'} pad>
      <Form method="post" noValidate>
        <FormStack>
          <Select
            name="cause"
            label="Cause"
            options={causes.map((cause) => ({ value: cause.code, label: `${cause.label} (${cause.departmentName})` }))}
            defaultValue={value('cause') ?? newest?.causeCode ?? usual}
            error={error('cause')}
          />
          <Select
            name="department"
            label="Whose it was to prevent"
            placeholder="As the cause says"
            options={departments}
            defaultValue={value('department') ?? ''}
            error={error('department')}
            optional
          />
          <TextArea
            name="note"
            label="What we do so that it does not come again"
            hint="For colleagues. The customer does not read it."
            defaultValue={value('note') ?? ''}
            error={error('note')}
            maxLength={1000}
            optional
          />
          <ButtonRow>
            <Button busy="Keeping…">Keep what it teaches</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** On the page of a dispute that is over: what it came from, or the way to say it. */
export function LessonPanel({ disputeId, lesson }: { disputeId: string; lesson: DisputeLesson | null }) {
  const to = `/staff/disputes/${disputeId}/lesson`;
  return (
    <Panel title={lesson ? `It came from: ${lesson.causeLabel}` : 'What it teaches'} pad>
      {lesson && (
        <p className="mb-4">
          {lesson.departmentName}. <NameText text={lesson.note || lesson.prevention} />
        </p>
      )}
      <LinkButton to={to} variant="second">
        {lesson ? 'See what it teaches' : 'Say what it came from'}
      </LinkButton>
    </Panel>
  );
}

/** What was said, the newest first: that one counts. */
export function LessonsTold({ lessons, zone }: { lessons: readonly DisputeLesson[]; zone: string }) {
  const [newest] = lessons;
  return (
    <Panel title={`It came from: ${newest?.causeLabel}`} foot={lessons.length > 1 && 'The newest counts.'}>
      <DataTable
        caption="What it was said to come from"
        rows={lessons}
        rowKey={({ id }) => id}
        columns={[
          { key: 'cause', head: 'Cause', rowHeader: true, cell: (lesson) => lesson.causeLabel },
          { key: 'department', head: 'Department', cell: (lesson) => lesson.departmentName },
          {
            key: 'prevention',
            head: 'So that it does not come again',
            cell: (lesson) => <NameText text={lesson.note || lesson.prevention || 'Nothing to do'} />,
          },
          {
            key: 'said',
            head: 'Said',
            cell: (lesson) => (
              <>
                <NameText text={lesson.learnedByName} />
                <span className="under">
                  <InstantText at={lesson.learnedAt} zone={zone} />
                </span>
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

import { computed, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { answered, read } from '../../api/answer';
import { api } from '../../api/client';
import { useCommand } from '../../api/command';
import { keepDraft, keptDraft } from '../../session/draft';
import { clock, dayOf } from '../../words/time';
import { useLiveBoard } from './live-board';
import { instantOf, linesFor, type PaperLine, type Sheet, wrongOf } from './paper';
import { useShift } from './shift';

/**
 * One reading of a sheet of paper: its lines as typed so far, which this device keeps, and sending them.
 *
 * @param picture of the sheet, where it has just been taken; else it is fetched
 */
export function usePaperEntry({ id, shiftId, photoId }: Sheet, activityId: string | null, picture: string) {
  const shift = useShift(shiftId, activityId);
  const live = useLiveBoard(shiftId);
  const DRAFT = `paper.${id}`;
  const lines = ref<PaperLine[]>([]);
  const photo = ref(picture);
  const isPhotoGone = ref(false);
  /** A scan may be a PDF, which a page cannot show in its place. */
  const isScan = ref(false);
  let isOver = false;

  const facts = computed(() => shift.data.value);
  watch([live.board, facts], ([board, now]) => {
    if (!board || !now || lines.value.length > 0) return;
    const kept = keptDraft<PaperLine[]>(DRAFT) ?? [];
    lines.value = linesFor(board, clock(now.startsAt), clock(now.endsNow), kept);
  });
  watch(lines, (now) => keepDraft(DRAFT, now), { deep: true });
  onMounted(async () => {
    if (photo.value !== '') return;
    const path = { attachmentId: photoId };
    const file = await read(api.GET('/api/v1/attachments/{attachmentId}', { params: { path }, parseAs: 'blob' })).catch(
      () => null,
    );
    isPhotoGone.value = file === null;
    const content = file as unknown as Blob | null;
    isScan.value = content?.type === 'application/pdf';
    if (content && !isOver) photo.value = URL.createObjectURL(content);
  });
  onBeforeUnmount(() => {
    isOver = true;
    URL.revokeObjectURL(photo.value);
  });

  const on = computed(() => lines.value.filter(({ isOn }) => isOn));
  const day = computed(() => dayOf(facts.value?.startsAt ?? new Date()));
  const isWrong = (line: PaperLine): string => (facts.value ? wrongOf(line, day.value, facts.value.startsAt) : '');
  const reason = computed(() => {
    if (on.value.length === 0) return '请先勾出纸上有的人。';
    const wrong = on.value.filter((line) => isWrong(line) !== '').length;
    return wrong > 0 ? `还有 ${wrong} 行的时间要改。` : undefined;
  });
  const result = ref<Sheet | null>(null);
  const enter = useCommand((key, body: { volunteerId: string; checkedInAt: string; checkedOutAt: string }[]) =>
    answered(
      api.POST('/api/v1/paper-sheets/{sheetId}/entries', {
        params: { path: { sheetId: id }, header: { 'Idempotency-Key': key } },
        body: { lines: body },
      }),
    ),
  );
  async function run(): Promise<void> {
    const startsAt = facts.value?.startsAt ?? '';
    const body = on.value.map(({ volunteerId, from, to }) => ({
      volunteerId,
      checkedInAt: instantOf(day.value, startsAt, from),
      checkedOutAt: instantOf(day.value, startsAt, to),
    }));
    const answer = await enter.run(body);
    if (answer === null || !('ok' in answer)) return;
    result.value = answer.ok;
    if (answer.ok.differences.length === 0) keepDraft(DRAFT, null);
  }
  return { facts, live, lines, photo, isPhotoGone, isScan, on, isWrong, reason, result, enter, run };
}

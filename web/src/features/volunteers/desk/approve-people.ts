import { computed, ref, watch, type Ref } from 'vue';
import { answered } from '../../../api/answer';
import { api } from '../../../api/client';
import { useCommand } from '../../../api/command';
import { may } from '../../../session/session';

/** Admits several who wait, each with an answer of their own: who registered somebody, for one, does not admit them. */
export function useApproval(waiting: Readonly<Ref<boolean>>, again: () => void) {
  const picked = ref<ReadonlySet<string>>(new Set());
  const answers = ref<ReadonlyMap<string, { readonly tone: 'ok' | 'bad'; readonly sentence: string }>>(new Map());
  const mayReview = computed(() => waiting.value && may('volunteer.review'));
  const approve = useCommand((key, volunteerIds: readonly string[]) =>
    answered(
      api.POST('/api/v1/volunteer-reviews', {
        params: { header: { 'Idempotency-Key': key } },
        body: { volunteerIds: [...volunteerIds], decision: 'APPROVE' },
      }),
    ),
  );

  async function approvePicked(): Promise<void> {
    const answer = await approve.run([...picked.value]);
    if (!answer || !('ok' in answer)) return;
    const refused = answer.ok.items.filter(({ status }) => status === 'REFUSED');
    answers.value = new Map(
      refused.map(({ volunteerId, message }) => [
        volunteerId,
        { tone: 'bad' as const, sentence: message ?? '没有办成，请到审核台逐人办。' },
      ]),
    );
    picked.value = new Set();
    again();
  }

  watch(waiting, () => (picked.value = new Set()));
  return { picked, answers, mayReview, approve, approvePicked };
}

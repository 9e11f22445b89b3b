import type { DecisionNews } from '../../../platform/security/decisions';
import type { Merge } from '../persistence/merge.repository';

type Told = Pick<
  Merge,
  'id' | 'mergedVolunteerId' | 'mergedVolunteerNo' | 'survivingVolunteerId' | 'survivingVolunteerNo'
>;

/** What both are told about a merge, each under the own number. */
export function newsOf(merge: Told, stage: DecisionNews['stage'], reason: string): readonly DecisionNews[] {
  const what =
    stage === 'ASKED'
      ? `编号 ${merge.mergedVolunteerNo} 并入 ${merge.survivingVolunteerNo}；须您本人同意，可在“我的合并”里点同意或不同意。`
      : `编号 ${merge.mergedVolunteerNo} 并入 ${merge.survivingVolunteerNo}。`;
  return [merge.mergedVolunteerId, merge.survivingVolunteerId].map((volunteerId) => {
    return { requestId: merge.id, volunteerId, label: '合并登记', stage, what, reason };
  });
}

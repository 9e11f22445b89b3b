import { type Answer, answered } from '../../../api/answer';
import { api } from '../../../api/client';
import type { Listed } from './people';

/** The volunteer with a number, by the search that the list uses: the number goes in a body. */
export async function findByNumber(volunteerNo: string): Promise<Answer<Listed>> {
  const wanted = volunteerNo.trim().toUpperCase();
  const answer = await answered(api.POST('/api/v1/volunteer-searches', { body: { text: wanted, limit: 20 } }));
  if (!('ok' in answer)) return answer;
  const found = answer.ok.items.find((one) => one.volunteerNo === wanted);
  if (found) return { ok: found };
  const title = '没有找到这个编号的志愿者，请核对编号；不在您辖区的，请街道办理。';
  return { refused: { status: 404, code: 'VOLUNTEER_UNKNOWN', title, field: 'volunteerNo' } };
}
